"""Rows as every table format gives them, and their text: one line a cell, each cell a part of the document."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from extractors.tables.mapping import MAIN, TableMapping, table_of
from ontology.document import Part
from ontology.ids import canonical_json
from ontology.values.name import fold


@dataclass(frozen=True, slots=True)
class Row:
    """One row. `place` is "row 7" or "sheet Phones, row 7"; `header` and `cells` are of one length; `names` are the
    full names of the mapping's columns, None for a column that it does not know; `at` is what each cell is called.
    `notes` say of cells why they hold nothing, and of the file how it was read."""

    place: str
    header: tuple[str, ...]
    names: tuple[str | None, ...]
    cells: tuple[str, ...]
    at: tuple[str, ...]
    notes: tuple[str, ...] = ()

    def get(self, column: str) -> str:
        """The text of a column, empty where there is none."""
        return self.cells[self.names.index(column)].strip() if column in self.names else ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that holds something: its text, where that stands in the document, and what the cell is called."""

    text: str
    start: int
    at: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """The text of a row with its joined rows. `rows` are the cells by full name of column, by table."""

    text: str
    parts: tuple[Part, ...]
    rows: Mapping[str, tuple[Mapping[str, Cell], ...]]
    sha256: str


def named(header: tuple[str, ...], mapping: TableMapping, table: str = MAIN) -> tuple[str | None, ...]:
    """The mapping's columns that the words of a header stand for; where two do, the first does."""
    known = {word: name for name, words in mapping.columns.items() if table_of(name) == table for word in words}
    names = [known.get(fold(word)) for word in header]
    return tuple(name if name not in names[:place] else None for place, name in enumerate(names))


def render(row: Row, joined: Mapping[str, tuple[Row, ...]], mapping: TableMapping) -> Sheet:
    """Each cell that holds something as a line `header: text`, rows set apart by a blank line. The text of a cell is
    verbatim, white space at its ends excepted. The digest is of all cells, also of those that hold nothing."""
    pieces: list[str] = []
    parts: list[Part] = []
    length = 0
    rows: dict[str, list[dict[str, Cell]]] = {}
    together = [(MAIN, row), *((name, each) for name in mapping.joined for each in joined.get(name, ()))]
    for table, each in together:
        if pieces:
            pieces.append("\n")
            length += 1
        cells: dict[str, Cell] = {}
        for header, name, written, at in zip(each.header, each.names, each.cells, each.at, strict=True):
            text = written.strip()
            if holds_nothing(text, mapping):
                continue
            label = f"{' '.join(header.split()) or at}: "
            start = length + len(label)
            pieces.append(f"{label}{text}\n")
            length += len(pieces[-1])
            parts.append(Part(f"{table} {at}".strip(), start, start + len(text)))
            if name is not None:
                cells[name] = Cell(text, start, at)
        rows.setdefault(table, []).append(cells)
    content = [[table, each.header, each.cells] for table, each in together]
    digest = hashlib.sha256(canonical_json(content).encode("utf-8", "surrogatepass")).hexdigest()
    return Sheet("".join(pieces), tuple(parts), {table: tuple(found) for table, found in rows.items()}, digest)


def holds_nothing(text: str, mapping: TableMapping) -> bool:
    """Whether a text is blank or stands for an empty cell."""
    return not text or (fold(text) or text) in mapping.absent
