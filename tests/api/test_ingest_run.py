"""Ingest over a real store: states, repeats, newer configurations."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from api.ingest import BATCH, Report, Result, ingest
from graph.access import Visibility
from graph.exports.chart import draw
from graph.exports.graphml import write_graphml
from graph.judgement import GENESIS, Judgement
from graph.sqlite.store import open_file
from graph.store import Store
from ontology.loader import schema
from tests.api import faulty_parts
from tests.extractors.readers.made import pdf

FLAGS = {"agency": "CBP", "marking": "UNCLASSIFIED", "legal_basis": "8 USC 1324", "lang": "es"}
TODAY = date(2026, 3, 1)
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
async def store(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Store]:
    opened = open_file(tmp_path_factory.mktemp("store") / "store.db", create=True)
    yield opened
    await opened.close()


async def load(store: Store, *paths: Path, **how: Any) -> Report:
    settings = {"flags": FLAGS, "today": TODAY, "now": NOW, "configuration": faulty_parts.configuration, **how}
    return await ingest(store, paths, **settings)


def states(report: Report) -> dict[str | None, str]:
    return {result.id: result.state for result in report.results}


async def view(store: Store) -> Visibility:
    return Visibility(frozenset(await store.classes()), TODAY)


async def export(store: Store) -> str:
    return "".join(write_graphml(await draw(store, await view(store), schema(), head={})))


def rows(path: Path, texts: dict[str, str]) -> Path:
    path.write_text("\n".join(json.dumps({"id": id_, "text": text}) for id_, text in texts.items()))
    return path


async def test_every_record_is_one_result_and_a_repeat_changes_nothing(store: Store, tmp_path: Path) -> None:
    texts = {f"r{i}": f"Detenido en Reynosa, caso {i}." for i in range(BATCH + 6)} | {"blank": " "}
    docs = rows(tmp_path / "docs.jsonl", texts)
    (tmp_path / "note.docx").write_text("x")
    told: list[Result] = []
    first = await load(store, docs, tmp_path / "note.docx", progress=told.append)
    assert tuple(told) == first.results
    assert states(first) == {**dict.fromkeys(texts, "done"), "blank": "rejected", "note.docx": "rejected"}
    assert first.fused.documents == BATCH + 6
    assert first.results[0].line() == {
        "path": str(docs), "id": "r0", "state": "done", "reason": None, "place": "line 1",
        "document": first.results[0].document,
    }  # fmt: skip
    exported, counted = await export(store), await store.stats(await view(store))
    assert (counted.documents, counted.rejects) == (BATCH + 6, 2)
    assert counted.entities["Place"] > 0

    second = await load(store, docs, tmp_path / "note.docx")
    assert states(second) == {**dict.fromkeys(texts, "unchanged"), "blank": "rejected", "note.docx": "rejected"}
    assert second.fused.documents == 0
    assert await export(store) == exported
    assert await store.stats(await view(store)) == counted


async def test_a_mail_with_a_half_scanned_attachment_and_its_repeat(store: Store, tmp_path: Path) -> None:
    mail = EmailMessage()
    mail["From"] = "a@example.org"
    mail["Subject"] = "Informe"
    mail.set_content("Detenido en Reynosa.")
    scan = pdf(["En Laredo.", None])
    mail.add_attachment(scan, maintype="application", subtype="pdf", filename="b.pdf")
    mail.add_attachment(b"x", maintype="image", subtype="png", filename="c.png")
    (tmp_path / "a.eml").write_bytes(mail.as_bytes())
    first = await load(store, tmp_path)
    assert states(first) == {"a.eml": "done", "a.eml/b.pdf": "done", "a.eml/c.png": "rejected"}
    assert first.results[1].reason == "page 2: a picture without text (a scan), not read"
    async with store.transaction() as writer:
        (document,) = await writer.documents([first.results[1].document or ""])
    assert [(part.name, part.start, part.end) for part in document.parts] == [("page 1", 0, 10), ("page 2", 10, 10)]
    second = await load(store, tmp_path)
    assert states(second) == {"a.eml": "unchanged", "a.eml/b.pdf": "unchanged", "a.eml/c.png": "rejected"}
    assert (await store.stats(await view(store))).rejects == 1


async def test_a_mended_row_is_no_longer_counted_as_rejected(store: Store, tmp_path: Path) -> None:
    docs = rows(tmp_path / "docs.jsonl", {"a": "", "b": "En Reynosa."})
    await load(store, docs)
    assert (await store.stats(await view(store))).rejects == 1
    await load(store, rows(docs, {"a": "En Tulcán.", "b": "En Reynosa."}))
    assert (await store.stats(await view(store))).rejects == 0


async def test_the_same_record_twice_in_one_input(store: Store, tmp_path: Path) -> None:
    docs = tmp_path / "docs.jsonl"
    docs.write_text('{"id": "a", "text": "En Reynosa."}\n{"text": "En Reynosa.", "id": "a", "links": []}')
    report = await load(store, docs)
    assert [result.state for result in report.results] == ["done", "unchanged"]
    assert report.results[1].reason == "the same record stands earlier in this input"


async def test_a_grade_that_differs_is_told_and_not_written(store: Store, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("En Reynosa.")
    await load(store, tmp_path / "a.txt", flags={**FLAGS, "reliability": "B"})
    report = await load(store, tmp_path / "a.txt", flags={**FLAGS, "reliability": "C"}, today=date(2026, 3, 9))
    (result,) = report.results
    assert result.state == "unchanged"
    assert result.reason
    assert result.reason.startswith("reliability is kept as B, given was C; a stored document is not edited")
    assert "received" not in result.reason  # the day of loading stood in for it: nobody gave another one


async def test_another_agency_or_marking_is_another_document(store: Store, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("En Reynosa.")
    made = [
        (await load(store, tmp_path / "a.txt", flags={**FLAGS, **change})).results[0]
        for change in ({}, {"agency": "FGR"}, {"marking": "TLP:RED"})
    ]
    assert [result.state for result in made] == ["done"] * 3
    assert len({result.document for result in made}) == 3


async def test_a_file_with_other_words_names_the_document_that_it_was(store: Store, tmp_path: Path) -> None:
    note = tmp_path / "a.txt"
    note.write_text("En Reynosa.")
    first = (await load(store, note)).results[0]
    note.write_text("En Matamoros.")
    other = (await load(store, note, flags={**FLAGS, "agency": "FGR"})).results[0]
    assert other.reason is None  # another agency's report is none of its own
    note.write_text("En Laredo.")
    second = (await load(store, note, flags={**FLAGS, "agency": "FGR"})).results[0]
    assert (second.state, second.reason) == (
        "done", f"it was another document before, {other.document}: withdraw that one if this one replaces it"
    )  # fmt: skip
    assert second.reason
    assert first.document
    assert first.document not in second.reason
    assert (await load(store, note, flags={**FLAGS, "agency": "FGR"})).results[0].reason is None

    async with store.transaction() as writer:
        judgement = Judgement("withdraw", second.document or "", None, "ana", "false", NOW.isoformat(), GENESIS)
        await writer.put_judgements([judgement])
    note.write_text("En Monterrey.")
    assert (await load(store, note, flags={**FLAGS, "agency": "FGR"})).results[0].reason is None


async def test_a_newer_configuration_reads_again(store: Store, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("En Reynosa.")
    first = await load(store, tmp_path / "a.txt")
    exported = await export(store)
    again = await load(store, tmp_path / "a.txt", configuration=faulty_parts.later_configuration)
    (result,) = again.results
    assert (result.state, result.document) == ("done", first.results[0].document)
    assert result.reason
    assert result.reason.startswith("read again with")
    assert again.fused.documents == 1
    assert await export(store) == exported
    assert states(await load(store, tmp_path / "a.txt", configuration=faulty_parts.later_configuration)) == {
        "a.txt": "unchanged"
    }


async def test_a_document_that_cannot_be_extracted_is_rejected_and_taken_once_it_can(
    store: Store, tmp_path: Path
) -> None:
    docs = rows(tmp_path / "docs.jsonl", {"a": "FAIL en Reynosa.", "b": "En Reynosa."})
    report = await load(store, docs)
    assert states(report) == {"a": "rejected", "b": "done"}
    assert report.results[0].reason == "extraction failed: ZeroDivisionError: as the text says"
    assert report.results[0].place
    assert report.results[0].place.startswith("line 1: extractors.pipeline:")
    assert states(await load(store, docs)) == {"a": "rejected", "b": "unchanged"}


async def test_a_copy_of_a_report_that_was_rejected_is_taken_once_it_is_mended(store: Store, tmp_path: Path) -> None:
    copies = [tmp_path / folder / "a.txt" for folder in ("one", "other")]
    for copy in copies:
        copy.parent.mkdir()
        copy.write_text("FAIL en Reynosa.")
    (tmp_path / "b.txt").write_text("En Tulcán.")
    report = await load(store, *copies, tmp_path / "b.txt")
    assert [result.state for result in report.results] == ["rejected", "unchanged", "done"]
    copies[1].write_text("En Reynosa.")
    report = await load(store, copies[1], tmp_path / "b.txt")
    assert [(result.state, result.reason) for result in report.results] == [("done", None), ("unchanged", None)]


async def test_a_withdrawn_document_does_not_come_back(store: Store, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("En Reynosa.")
    document = (await load(store, tmp_path / "a.txt")).results[0].document
    assert document
    async with store.transaction() as writing:
        judgement = Judgement("withdraw", document, None, "ana", "false", NOW.isoformat(), GENESIS)
        await writing.put_judgements([judgement])
    (result,) = (await load(store, tmp_path / "a.txt", configuration=faulty_parts.later_configuration)).results
    assert result.state == "unchanged"
    assert result.reason
    assert result.reason.startswith("it was withdrawn")


async def test_received_after_today_is_refused_and_past_review_is_told(store: Store, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("---\nreceived: 2026-03-02\n---\nEn Reynosa.")
    (tmp_path / "b.txt").write_text("---\nreceived: 2019-03-02\n---\nEn Reynosa.")
    report = await load(store, tmp_path)
    assert states(report) == {"a.txt": "rejected", "b.txt": "done"}
    assert (report.results[0].place, report.results[0].reason) == ("received", "received 2026-03-02 is after today")
    assert report.results[1].reason
    assert report.results[1].reason.startswith("its review date 2024-03-02 has passed")


async def test_what_a_killed_run_left_waiting_is_fused(store: Store, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("En Reynosa.")
    document = (await load(store, tmp_path / "a.txt")).results[0].document
    assert document
    async with store.transaction() as writing:
        await writing.mark_pending([document])
    report = await load(store, tmp_path / "a.txt")
    assert states(report) == {"a.txt": "unchanged"}
    assert report.fused.documents == 1
