"""Tables within a text, as people paste them: lines whose cells stand apart by tabs, bars, semicolons or several
spaces, under a first line that says what each column holds.

Nombre       Apodo         Edad
Ada Roca     La Pata       34      →     (Nombre, Ada Roca), (Apodo, La Pata), (Edad, 34)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

SPACES = " "
"""Cells apart by two spaces or more, and at most one space within them."""
_OF_SPACES = re.compile(r"^(?>[^\S\n]*\S[^\n]*?(?<=\S)[^\S\n]{2,}+\S[^\n]*(?:\n|\Z)){2,}", re.MULTILINE)
_CELL_OF_SPACES = re.compile(r"\S+(?:[^\S\n]\S+)*")
_RULE = re.compile(r"[\s|;:=+-]*\Z")
"""A line that draws the table and tells nothing."""
_OFF = 1
"""Characters by which a cell of a row with gaps may stand beside the beginning of its head."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Characters of the text, none of them white space at an end, and the words of the first line above them."""

    start: int
    end: int
    head: str


def rows(text: str, between: str) -> Iterator[tuple[Cell, ...]]:
    """The lines below the first of every table whose cells the sign `between` sets apart; cells that are empty, or
    stand under nothing, are left out."""
    for table in _tables(between).finditer(text):
        at, heads = table.start(), dict[int, tuple[int, str]]()
        for line in table.group().splitlines(keepends=True):
            cells = {} if _RULE.match(line) else _cells(line, between)
            if not heads:
                heads = {column: (start, line[start:end]) for column, (start, end) in cells.items()}
            elif cells:
                yield tuple(_under(cells, heads, at, aligned=between == SPACES and len(cells) != len(heads)))
            at += len(line)


def _tables(between: str) -> re.Pattern[str]:
    sign = re.escape(between)
    return (
        _OF_SPACES if between == SPACES else re.compile(rf"^(?:[^\n{sign}]*{sign}[^\n]*(?:\n|\Z)){{2,}}", re.MULTILINE)
    )


def _cells(line: str, between: str) -> dict[int, tuple[int, int]]:
    """The characters of each cell of a line, by the number of its column."""
    if between == SPACES:
        return {column: found.span() for column, found in enumerate(_CELL_OF_SPACES.finditer(line))}
    result, at = {}, 0
    for column, cell in enumerate(line.split(between)):
        if bare := cell.strip():
            start = at + cell.index(bare[0])
            result[column] = (start, start + len(bare))
        at += len(cell) + 1
    return result


def _under(
    cells: dict[int, tuple[int, int]], heads: dict[int, tuple[int, str]], at: int, *, aligned: bool
) -> Iterator[Cell]:
    """The cells of a line that begins `at` with their heads: those of their columns or, where a row of spaces has gaps,
    those under which they stand."""
    for column, (start, end) in cells.items():
        if aligned:
            head = next((words for place, words in heads.values() if abs(place - start) <= _OFF), "")
        else:
            head = heads[column][1] if column in heads else ""
        if head:
            yield Cell(at + start, at + end, head)
