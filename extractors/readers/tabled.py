"""Rows to reports: each row is a document whose cells are its parts, and whose claims the mapping makes."""

from __future__ import annotations

from extractors.readers.base import Options, Rejected, Report, Source, Tabled
from extractors.readers.tables import needed
from extractors.tables.apply import metadata, tell
from extractors.tables.cells import Row, holds_nothing, render
from ontology.errors import InputError


def report_of(record: Tabled, source: Source, options: Options) -> Report | Rejected:
    """What the mapping makes of a row."""
    mapping, row, joined = needed(options), record.row, record.joined
    key = [row.get(name) for name in mapping.id if not holds_nothing(row.get(name), mapping)]
    given_id = "/".join(key) or None
    try:
        for name in mapping.required:
            if holds_nothing(row.get(name), mapping):
                at = row.at[row.names.index(name)] if name in row.names else name
                why = "; ".join(note.partition(": ")[2] for note in row.notes if note.startswith(f"{at}: "))
                raise InputError(f"{name} is required and there is nothing in it", where=at, mend=why)
        sheet = render(row, joined, mapping)
        told, lost = tell(sheet, mapping, options.country)
        given_id = given_id or f"{source.name}#{sheet.sha256[:12]}"
        place = "; ".join([row.place, *(f"{name} {_places(below)}" for name, below in sorted(joined.items()) if below)])
        return Report(
            sheet.text, metadata(sheet, mapping), sheet.sha256, record.media_type, given_id, place, parts=sheet.parts,
            notes=(*row.notes, *lost), told=told,
        )  # fmt: skip
    except InputError as error:
        return Rejected.of(error, source.path, given_id, row.place)


def _places(below: tuple[Row, ...]) -> str:
    return "rows " + ", ".join(row.place.removeprefix("row ") for row in below)
