"""Broken files among good ones: each is read or named with its reason, and the good ones come out as they are alone."""

from __future__ import annotations

import pytest

from extractors.readers.base import Reading, Rejected
from extractors.readers.registry import SUFFIXES
from tests.extractors.readers.mutations import manifest, mutated, real_files
from tests.extractors.readers.reading import read_files

ROWS = {".jsonl", ".mbox", ".eml", ".csv", ".xlsx"}
"""Formats that hold several records."""


TWINS = {".text": ".txt", ".markdown": ".md", ".htm": ".html", ".xhtml": ".html", ".docm": ".docx", ".ndjson": ".jsonl",
         ".tsv": ".csv", ".xlsm": ".xlsx"}  # fmt: skip


def test_there_is_a_real_file_of_every_reader() -> None:
    assert {TWINS.get(suffix, suffix) for suffix in SUFFIXES} == set(real_files())


@pytest.mark.slow
def test_broken_files_are_named_and_good_ones_unchanged() -> None:
    real = real_files()
    good = {f"good-{number}{suffix}": data for number, (suffix, data) in enumerate(sorted(real.items()))}
    broken = {f"{number:04}{suffix}": data for number, (suffix, data) in enumerate(mutated(real, 320, seed=12))}
    alone = [_told(record) for record in read_files({**good, "manifest.csv": manifest(good)})]
    found = read_files({**good, **broken, "manifest.csv": manifest([*good, *broken])})
    assert [_told(record) for record in found if _file(record).startswith("good-")] == alone
    assert {_file(record) for record in found} == {*good, *broken}
    for record in found:
        if isinstance(record, Rejected):
            assert record.reason
            "".join(filter(None, (record.reason, record.place, record.row, record.id))).encode()
            continue
        document = record.document
        for text in (document.text, document.title or "", document.given_id or "", *record.notes, record.row or ""):
            text.encode()
            assert "\0" not in text
        assert document.text.strip()
        assert all(0 <= part.start <= part.end <= len(document.text) for part in document.parts)
    single = [_file(record) for record in found if not _file(record).endswith(tuple(ROWS))]
    assert len(single) == len(set(single))
    assert sum(isinstance(record, Rejected) for record in found) > 160


def _file(record: Reading | Rejected) -> str:
    return record.path.rpartition("/")[2]


def _told(record: Reading | Rejected) -> tuple[str | None, ...]:
    if isinstance(record, Rejected):
        return record.id, record.reason, record.place, record.row
    return record.document.given_id, record.document.id, record.document.text, *map(str, record.document.parts)
