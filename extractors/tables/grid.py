"""What every table format gives: grids of texts. Their header is found, and their lines become rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extractors.readers.limits import Limits
from extractors.tables.cells import Row, named
from extractors.tables.mapping import MAIN, TableMapping
from ontology.errors import InputError

_TOP = 20
"""Lines within which a header is looked for: forms have a title and a date above it."""

_WORDS = 3
"""Words of a column that are told where it is missed."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a grid, counted from 1 as spreadsheet programs do. `lost` says of cells why they hold nothing."""

    number: int
    cells: tuple[str, ...]
    lost: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """One table of a file; `name` is the sheet's. `lines` may raise InputError where the rest cannot be read. `padded`:
    the format leaves out empty cells at the end of a line, so a short line is a whole one. `notes` are for the results
    of all its rows."""

    name: str | None
    lines: Iterator[Line]
    padded: bool
    notes: tuple[str, ...] = ()

    def place(self, number: int) -> str:
        """`row 7`, or `sheet Phones, row 7`."""
        return f"sheet {self.name}, row {number}" if self.name else f"row {number}"

    def cell(self, column: int, number: int) -> str:
        """`B7`, or `Phones!B7`; `column` counts from 0."""
        return f"{self.name}!{letters(column)}{number}" if self.name else f"{letters(column)}{number}"


@dataclass(frozen=True, slots=True)
class Broken:
    """A line that is no row, and why."""

    place: str
    error: InputError


def letters(column: int) -> str:
    """A column's letters, counted from 0: A, B … Z, AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def rows(grid: Grid, mapping: TableMapping, table: str, limits: Limits) -> Iterator[Row | Broken]:
    """The rows below a grid's header. Raises InputError where no line is a header for the mapping, and where a limit is
    passed."""
    lines = _within(grid.lines, limits)
    told = mapping.header if table == MAIN else mapping.joined[table].header
    if told:
        prefix = "" if table == MAIN else f"{table}."
        yield from _rows(grid, lines, told, tuple(prefix + name for name in told), limits)
        return
    needed = mapping.required if table == MAIN else (f"{table}.{mapping.joined[table].on}",)
    top: list[Line] = []
    for line in lines:
        names = named(line.cells, mapping, table)
        if set(needed) <= set(names):
            yield from _rows(grid, lines, line.cells, names, limits)
            return
        if (top := [*top, line])[_TOP:]:
            break
    if top:
        raise InputError(_no_header(top, mapping, table, needed))


def _no_header(top: list[Line], mapping: TableMapping, table: str, needed: tuple[str, ...]) -> str:
    best = max(top, key=lambda line: sum(name is not None for name in named(line.cells, mapping, table)))
    missing = [name for name in needed if name not in named(best.cells, mapping, table)]
    words = ", ".join(f"{name} ({', '.join(mapping.columns[name][:_WORDS])} …)" for name in missing)
    return f"no header for the mapping {mapping.name} within the first {_TOP} rows: none stands for {words}"


def _rows(
    grid: Grid, lines: Iterator[Line], header: tuple[str, ...], names: tuple[str | None, ...], limits: Limits
) -> Iterator[Row | Broken]:
    width = len(header)
    for line in lines:
        place = grid.place(line.number)
        cells = line.cells
        while len(cells) > width and not cells[-1].strip():
            cells = cells[:-1]
        if len(cells) > width or (len(cells) < width and not grid.padded):
            what = f"{len(cells)} cells under {width} columns"
            yield Broken(place, InputError(what, mend="is a separator or a quotation mark unquoted?"))
            continue
        long = next((i for i, cell in enumerate(cells) if len(cell) > limits.cell_characters), None)
        if long is not None:
            what = f"the cell has {len(cells[long])} characters, the limit is {limits.cell_characters}"
            yield Broken(place, InputError(what, where=grid.cell(long, line.number)))
            continue
        filled = cells + ("",) * (width - len(cells))
        at = tuple(grid.cell(column, line.number) for column in range(width))
        yield Row(place, header, names, filled, at, grid.notes + line.lost)


def _within(lines: Iterator[Line], limits: Limits) -> Iterator[Line]:
    """The lines that hold something. Raises InputError where there are too many, or too many cells in one."""
    for line in lines:
        if line.number > limits.rows + 1:
            raise InputError(f"has more than {limits.rows} rows", mend="split it")
        if len(line.cells) > limits.columns:
            raise InputError(f"has more than {limits.columns} columns", where=f"row {line.number}")
        if any(cell.strip(" \t\r\n\x1a") for cell in line.cells):
            yield line
