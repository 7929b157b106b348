"""Tables within a text, their cells apart by tabs: what stands above a cell says what it is.

Nombre       Cédula       Placas            cédula: 0911873340
Ada Roca     0911873340   ABC-1234    →     placas: ABC-1234
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from extractors.analysis import Analysis
from extractors.part import Found
from extractors.recognisers.patterns import run

_TABLE = re.compile(r"^(?:[^\n\t]*\t[^\n]*(?:\n|\Z)){2,}", re.MULTILINE)
"""Lines with tabs that follow one another."""
_CELL = re.compile(r"[^\t\n]+")
_FIGURE = re.compile(r"\d")


def headed(text: str) -> Iterator[tuple[int, str, str]]:
    """Every cell with a figure below the first line of its table: where it begins, its words, and those above it in the
    first line, where they have no figure."""
    for table in _TABLE.finditer(text):
        first, _, rest = table.group().partition("\n")
        heads = [head.strip() for head in first.split("\t")]
        start = table.start() + len(first) + 1
        for line in rest.split("\n"):
            for cell in _CELL.finditer(line):
                column = line.count("\t", 0, cell.start())
                head = heads[column] if column < len(heads) else ""
                if head and _FIGURE.search(cell.group()) and not _FIGURE.search(head):
                    yield start + cell.start(), cell.group(), head
            start += len(line) + 1


def identifiers(analysis: Analysis, part: str) -> Iterator[Found]:
    """What the patterns of identifiers find in cells, read behind the words above them."""
    for start, cell, head in headed(analysis.text):
        alone = f"{head}: {cell}"
        shift = start - len(alone) + len(cell)
        read = replace(analysis, document=replace(analysis.document, text=alone), passages=())
        for found in run(("identifiers",), read, part):
            if found.start + shift >= start:
                yield replace(found, start=found.start + shift, end=found.end + shift)
