"""Reads a table through a mapping, and tells its claims in words."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from extractors.readers.base import Reading, Rejected
from extractors.readers.read import read_all

FLAGS = {"agency": "CBP", "marking": "UNCLASSIFIED", "legal_basis": "8 USC 1324"}


def read(path: Path, mapping: str | None, **more: object) -> list[Reading | Rejected]:
    """Every record of a file or folder, read with the mapping."""
    flags = FLAGS | ({"mapping": mapping} if mapping else {}) | more
    return list(read_all([path], today=date(2026, 3, 1), flags=flags))


def readings(path: Path, mapping: str, **more: object) -> list[Reading]:
    """As `read`, where nothing may be rejected."""
    found = read(path, mapping, **more)
    rejected = [record for record in found if isinstance(record, Rejected)]
    assert not rejected
    return [record for record in found if isinstance(record, Reading)]


def said(reading: Reading) -> set[tuple[str, ...]]:
    """What the row says: (type, words, predicate, value or words of the object, then qualifiers and dates)."""
    assert reading.told
    mentions = reading.told.mentions
    found: set[tuple[str, ...]] = set()
    for s in reading.told.statements:
        subject = mentions[s.subject]
        target = mentions[s.object].text if s.object is not None else s.value.normal if s.value else ""
        more = [f"{name} {value}" for name, value in s.qualifiers] + ([s.valid.normal] if s.valid else [])
        found.add((subject.type, subject.text, s.predicate, target, *more))
    return found


def cells(reading: Reading, predicate: str) -> list[list[str]]:
    """The cells that each claim of a predicate rests on, in order."""
    assert reading.told
    parts = reading.document.parts
    return [
        [next(p.name for p in parts if p.start <= start and end <= p.end) for start, end in s.evidence]
        for s in reading.told.statements
        if s.predicate == predicate
    ]
