"""Bombs, endless loops and searches: each is one reject, and the file after it is read."""

from __future__ import annotations

from dataclasses import replace

from extractors.readers.base import Reading, Rejected
from extractors.readers.limits import limits
from tests.extractors.readers import hostile, made
from tests.extractors.readers.reading import read_files
from tests.patience import PATIENCE

REASONS = {
    "deep.docx": "inflates to ",
    "deep.eml": "is nested too deep to be read",
    "deep.html": "the page cannot be parsed: Excessive depth",
    "deep.pdf": "there is no text in it",
    "deep.rtf": "its groups nest deeper than 200",
    "entities.docx": "is broken: Maximum entity amplification",
    "loop.pdf": "is broken: Failed to load document",
    "ratio.docx": "inflates to ",
}
SEARCH = "search.rtf"
"""The one that only the clock ends."""


def refused(files: dict[str, bytes], seconds: int) -> dict[str, str]:
    """The reason for each, none of which may keep the file behind it from being read."""
    found = read_files({**files, "z.pdf": made.pdf(["Fin"])}, replace(limits(), reading_seconds=seconds))
    last = found.pop()
    assert isinstance(last, Reading)
    assert last.document.text == "Fin"
    rejected = {str(record.id): record.reason for record in found if isinstance(record, Rejected)}
    assert len(rejected) == len(found)
    return rejected


def test_hostile_files_cost_themselves_alone() -> None:
    files = hostile.quick()
    search = files.pop(SEARCH)
    told = refused(files, int(PATIENCE))
    assert {name: reason[: len(REASONS[name])] for name, reason in told.items()} == REASONS
    assert refused({SEARCH: search}, 4) == {SEARCH: "reading it took longer than 4 seconds"}
