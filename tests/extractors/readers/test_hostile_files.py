"""Bombs, endless loops and searches: each is one reject within the limit of time, and the file after it is read."""

from __future__ import annotations

from dataclasses import replace

from extractors.readers.base import Reading, Rejected
from extractors.readers.limits import limits
from tests.extractors.readers import hostile, made
from tests.extractors.readers.reading import read_files

REASONS = {
    "deep.docx": "inflates to ",
    "deep.eml": "is nested too deep to be read",
    "deep.html": "the page cannot be parsed: Excessive depth",
    "deep.pdf": "there is no text in it",
    "deep.rtf": "its groups nest deeper than 200",
    "entities.docx": "is broken: Maximum entity amplification",
    "loop.pdf": "is broken: Failed to load document",
    "ratio.docx": "inflates to ",
    "search.rtf": "reading it took longer than 4 seconds",
}


def test_hostile_files_cost_themselves_alone() -> None:
    found = read_files({**hostile.quick(), "z.pdf": made.pdf(["Fin"])}, replace(limits(), reading_seconds=4))
    last = found.pop()
    assert isinstance(last, Reading)
    assert last.document.text == "Fin"
    rejected = {record.id: record.reason for record in found if isinstance(record, Rejected)}
    assert len(rejected) == len(found)
    assert {name: reason[: len(REASONS[name or ""])] for name, reason in rejected.items()} == REASONS
