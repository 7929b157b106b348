"""Reading files that a test lays down."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from extractors.readers.base import Reading, Rejected
from extractors.readers.limits import Limits
from extractors.readers.read import read_all

FLAGS = {"agency": "CBP", "marking": "UNCLASSIFIED", "legal_basis": "8 USC 1324", "lang": "en"}


def read_files(files: Mapping[str, bytes], bounds: Limits | None = None) -> list[Reading | Rejected]:
    """What becomes of files, by name."""
    with tempfile.TemporaryDirectory() as folder:
        for name, data in files.items():
            Path(folder, name).write_bytes(data)
        return list(read_all([folder], today=date(2026, 3, 1), flags=FLAGS, bounds=bounds))


def read_one(name: str, data: bytes, bounds: Limits | None = None) -> Reading | Rejected:
    (found,) = read_files({name: data}, bounds)
    return found


def sections(found: Reading | Rejected) -> dict[str, str]:
    """The text of each part of a document."""
    assert isinstance(found, Reading), found
    return {part.name: found.document.text[part.start : part.end] for part in found.document.parts}
