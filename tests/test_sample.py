"""The sample's built files are what their sources give, and every one of its files is read."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

from extractors.readers.base import Reading
from extractors.readers.read import read_all
from tools.build_sample import REPORTS, build

TODAY = date(2026, 6, 1)
LARGEST = 60_000
FORMATS = {".txt", ".md", ".html", ".pdf", ".docx", ".rtf", ".eml", ".csv", ".xlsx", ".jsonl"}
ZIPPED = (".docx", ".xlsx")


def inside(path: Path) -> dict[str, bytes]:
    """The files in an office file: their compressed form hangs on the version of zlib."""
    with zipfile.ZipFile(path) as file:
        return {item.filename: file.read(item) for item in file.infolist()}


def test_the_built_files_are_what_their_sources_give(tmp_path: Path) -> None:
    names = build(tmp_path)
    assert {Path(name).suffix for name in names} == {".html", ".pdf", ".docx", ".rtf", ".eml", ".xlsx", ".yaml"}
    for name in names:
        committed, fresh = REPORTS / name, tmp_path / name
        if fresh.suffix in ZIPPED:
            assert inside(committed) == inside(fresh), f"{name}: run `python tools/build_sample.py`"
        else:
            assert committed.read_bytes() == fresh.read_bytes(), f"{name}: run `python tools/build_sample.py`"


def test_no_file_of_the_sample_is_large() -> None:
    assert [path.name for path in REPORTS.iterdir() if path.stat().st_size > LARGEST] == []


def test_every_file_of_the_sample_is_read() -> None:
    readings = list(read_all([REPORTS], today=TODAY))
    assert [reading for reading in readings if not isinstance(reading, Reading)] == []
    read = {Path(reading.path) for reading in readings}
    assert read == {path for path in REPORTS.iterdir() if path.suffix != ".yaml"}
    assert {path.suffix for path in read} == FORMATS


def test_the_made_files_hold_what_their_format_is_for() -> None:
    readings = [reading for reading in read_all([REPORTS], today=TODAY) if isinstance(reading, Reading)]
    found = {str(reading.document.given_id): reading.document for reading in readings}
    assert [part.name for part in found["l-010.pdf"].parts] == ["page 1", "page 2"]
    assert "Item\tDescription\tTies to" in found["l-011.docx"].text
    assert found["l-012.eml/entrevista-0306.pdf"].handling == found["l-012.eml"].handling
    assert sum(name.startswith("TT4-") for name in found) == 10
