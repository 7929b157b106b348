"""JSON lines: ids, labels that change nothing, gold mentions, broken lines."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from extractors.pipeline import GivenMention
from extractors.readers.base import Reading, Rejected
from extractors.readers.read import read_all
from ontology.interval import Interval

FLAGS = {"agency": "CBP", "marking": "UNCLASSIFIED", "legal_basis": "8 USC 1324", "lang": "en"}
ROW: dict[str, Any] = {
    "id": "r-1", "lang": "es", "date": "2023-05", "source": "FGR", "reliability": "B", "credibility": 2,
    "text": "Detenido en Reynosa.", "title": None,
    "mentions": [{"start": 12, "end": 19, "type": "Place", "kind": None, "entity": "p1"}],
    "links": [{"type": "occurredAt", "subject": "e1", "object": "p1"}],
}  # fmt: skip


def read(tmp_path: Path, *lines: object, gold_mentions: bool = False) -> list[Reading | Rejected]:
    written = [line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines]
    (tmp_path / "docs.jsonl").write_bytes(b"\n".join(written))
    return list(read_all([tmp_path], today=date(2026, 3, 1), flags=FLAGS, gold_mentions=gold_mentions))


def test_a_row_is_a_document(tmp_path: Path) -> None:
    (found,) = read(tmp_path, ROW)
    assert isinstance(found, Reading)
    document = found.document
    assert (document.given_id, document.text, document.lang) == ("r-1", "Detenido en Reynosa.", "es")
    assert (document.source, document.reliability, document.credibility) == ("FGR", "B", 2)
    assert document.report_date == Interval.month(2023, 5)
    assert (found.row, found.path, found.given) == ("line 1", str(tmp_path / "docs.jsonl"), None)


@pytest.mark.parametrize(
    "labels",
    [
        {"mentions": [], "links": []},
        {"mentions": "broken", "links": 7},
        {"mentions": [{"start": 900, "end": -1}], "cluster": "x", "url": {"deep": [1]}},
        {"mentions": list(reversed(ROW["mentions"] * 3)), "person_status": None, "title": None},
    ],
)
def test_labels_and_unknown_keys_change_nothing(tmp_path: Path, labels: dict[str, object]) -> None:
    (plain,) = read(tmp_path, {k: v for k, v in ROW.items() if k not in ("mentions", "links", "title")})
    (labelled,) = read(tmp_path, dict(reversed({**ROW, **labels}.items())))
    assert labelled == plain


@pytest.mark.parametrize("change", [{"id": "r-2"}, {"text": "Otro."}, {"reliability": "C"}, {"title": "T"}])
def test_id_text_and_metadata_make_the_id(tmp_path: Path, change: dict[str, object]) -> None:
    first, second = read(tmp_path, ROW, {**ROW, **change})
    assert isinstance(first, Reading)
    assert isinstance(second, Reading)
    assert first.document.sha256 != second.document.sha256
    assert first.document.id != second.document.id


@pytest.mark.parametrize(
    ("line", "reason", "place"),
    [
        (b'{"id": "x", "text": ', "is not JSON", "line 2: character 20"),
        (b"[1, 2]", "is no JSON object", "line 2"),
        (b'{"text": "a"}', "id is missing", "line 2: id"),
        (b'{"id": true, "text": "a"}', "id is missing", "line 2: id"),
        (b'{"id": "x\\ud800", "text": "a"}', "id holds a lone surrogate", "line 2: id"),
        (b'{"id": "x"}', "text is missing", "line 2: text"),
        (b'{"id": "x", "text": 3}', "text is missing", "line 2: text"),
        (b'{"id": "x", "text": ""}', "there is no text", "line 2"),
        (b'{"id": "x", "text": "ab\\ud83d cd"}', "the text holds a lone surrogate", "line 2: character 2"),
        (b'{"id": "x", "text": "ab\\u0000"}', "holds a NUL", "line 2: character 2"),
        (b'{"id": "x", "text": "\xff"}', "is not UTF-8", "line 2: byte 21"),
        (b'{"id": "x", "text": "a", "credibility": NaN}', "is not JSON: NaN", "line 2"),
        (b'{"id": "x", "text": "a", "credibility": 1e999}', "is not JSON: 1e999", "line 2"),
        (b'{"id": "x", "text": "a", "credibility": 2.5}', "is no text: 2.5", "line 2: credibility"),
        (b'{"id": "x", "text": "a", "agency": {"b": 1}}', "is neither a text", "line 2: agency"),
        (b'{"id": "x", "text": "a", "source": "\\udc00"}', "holds a lone surrogate", "line 2: source"),
        (b'{"id": "x", "text": "a", "marking": "CUI", "marking": "TLP:RED"}', "is not JSON: 'marking'", "line 2"),
        (b'{"id": "x", "text": "a", "date": "yesterday"}', "is no date", "line 2: date"),
        (b'{"id": "x", "text": "a", "mentions": ' + b"[" * 200_000 + b"}", "is nested too deep", "line 2"),
    ],
)
def test_a_broken_line_costs_that_line(tmp_path: Path, line: bytes, reason: str, place: str) -> None:
    first, broken, blank_skipped = read(tmp_path, ROW, line, b"  ", {**ROW, "id": "r-3"})
    assert isinstance(first, Reading)
    assert isinstance(blank_skipped, Reading)
    assert (blank_skipped.document.given_id, blank_skipped.row) == ("r-3", "line 4")
    assert isinstance(broken, Rejected)
    assert broken.reason.startswith(reason)
    assert (broken.place, broken.row) == (place, "line 2")


def test_gold_mentions_bring_spans_types_and_kinds_alone(tmp_path: Path) -> None:
    site = {"start": 0, "end": 8, "type": "Event", "kind": "arrest", "entity": "e1"}
    (found,) = read(tmp_path, {**ROW, "mentions": [site, *ROW["mentions"]]}, gold_mentions=True)
    (other,) = read(
        tmp_path, {**ROW, "mentions": [{**site, "entity": "z"}, *ROW["mentions"]], "links": []}, gold_mentions=True
    )
    assert isinstance(found, Reading)
    assert found.given == (GivenMention(0, 8, "Event", "arrest"), GivenMention(12, 19, "Place", None))
    assert other == found
    (none,) = read(tmp_path, {k: v for k, v in ROW.items() if k != "mentions"}, gold_mentions=True)
    assert isinstance(none, Reading)
    assert none.given == ()


@pytest.mark.parametrize(
    ("mention", "place"),
    [
        ({"start": 12, "end": 21, "type": "Place"}, "line 1: mentions[1].start"),
        ({"start": 5, "end": 5, "type": "Place"}, "line 1: mentions[1].start"),
        ({"start": -1, "end": 5, "type": "Place"}, "line 1: mentions[1].start"),
        ({"start": True, "end": 5, "type": "Place"}, "line 1: mentions[1].start"),
        ({"start": 0, "end": 5, "type": "Dragon"}, "line 1: mentions[1].type"),
        ({"start": 0, "end": 5, "type": "Place", "kind": 3}, "line 1: mentions[1].kind"),
        ("Reynosa", "line 1: mentions[1]"),
    ],
)
def test_gold_mentions_that_do_not_fit_reject_the_row(tmp_path: Path, mention: object, place: str) -> None:
    (found,) = read(tmp_path, {**ROW, "mentions": [*ROW["mentions"], mention]}, gold_mentions=True)
    assert isinstance(found, Rejected)
    assert (found.place, found.id) == (place, "r-1")


def test_a_byte_order_mark_and_numbered_ids(tmp_path: Path) -> None:
    (found,) = read(tmp_path, b'\xef\xbb\xbf{"id": 7, "text": "Se\xc3\xb1al"}\r')
    assert isinstance(found, Reading)
    assert (found.document.given_id, found.document.text) == ("7", "Señal")


@pytest.mark.parametrize("data", [b"", b" \n\n"])
def test_a_file_without_rows_is_one_reject(tmp_path: Path, data: bytes) -> None:
    (found,) = read(tmp_path, data)
    assert isinstance(found, Rejected)
    assert (found.id, found.reason) == ("docs.jsonl", "there is no record in it")
