"""What `linkwright mapping` shows: the claims that the first rows of a table would make, and a proposed mapping."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from api.offline import NEUTRAL
from extractors.part import Statement
from extractors.readers.base import Reading, Rejected
from extractors.readers.limits import limits
from extractors.readers.read import read_all
from extractors.tables import delimited, suggest, workbook
from extractors.tables.grid import Grid, Line
from extractors.told import Told
from ontology.document import NO_DATE, Document
from ontology.errors import InputError

Shown = dict[str, object]


def preview(table: Path, mapping: str, rows: int) -> Iterator[Shown | Rejected]:
    """One dictionary a row: `row`, `id`, `claims` (each with subject, type, predicate, object or value, qualifiers,
    valid, cells), `free_text` (cells that are recognised as well), `notes`. Raises SetupError for a wrong mapping."""
    readings = read_all([table], today=NO_DATE, flags={"mapping": mapping}, profile=NEUTRAL)
    for found in islice(readings, rows):
        if isinstance(found, Reading) and found.told:
            yield _row(found, found.told)
        elif isinstance(found, Rejected):
            yield found


def proposed(table: Path) -> suggest.Suggestion:
    """A mapping for a table. Raises InputError where none can be proposed."""
    return suggest.suggest(_lines(table), table.stem)


def _lines(table: Path) -> Iterator[Line]:
    data = table.read_bytes()
    if len(data) > limits().file_bytes:
        raise InputError(f"has {len(data)} bytes, the limit is {limits().file_bytes}", where=str(table))
    if table.suffix.lower() in (".csv", ".tsv"):
        grid: Grid | None = delimited.read(data)
    elif table.suffix.lower() in (".xlsx", ".xlsm"):
        grid = next(workbook.read(data, limits()), None)
    else:
        raise InputError("is neither CSV nor XLSX", where=str(table))
    return (line for line in (grid.lines if grid else ()) if any(cell.strip() for cell in line.cells))


def _row(found: Reading, told: Told) -> Shown:
    document = found.document
    return {
        "row": found.row,
        "id": document.given_id,
        "claims": [*_types(told, document), *(_claim(s, told, document) for s in told.statements)],
        "free_text": [_cell(document, start) for start, _ in told.free],
        "notes": list(found.notes),
    }


def _types(told: Told, document: Document) -> Iterator[Shown]:
    for mention in told.mentions:
        yield {
            "subject": mention.text, "type": mention.type, "predicate": "type", "value": mention.type,
            "cells": [_cell(document, mention.start)],
        }  # fmt: skip


def _claim(said: Statement, told: Told, document: Document) -> Shown:
    subject = told.mentions[said.subject]
    claim: Shown = {"subject": subject.text, "type": subject.type, "predicate": said.predicate}
    if said.object is not None:
        claim["object"] = told.mentions[said.object].text
    if said.value is not None:
        claim["value"] = said.value.normal
    if said.qualifiers:
        claim["qualifiers"] = dict(said.qualifiers)
    if said.valid is not None:
        claim["valid"] = said.valid.normal
    return {**claim, "cells": [_cell(document, start) for start, _ in said.evidence]}


def _cell(document: Document, start: int) -> str:
    return next(part.name for part in document.parts if part.start <= start < part.end)
