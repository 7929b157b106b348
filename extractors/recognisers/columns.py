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
from extractors.pasted import rows
from extractors.recognisers.patterns import run

_FIGURE = re.compile(r"\d")


def headed(text: str) -> Iterator[tuple[int, str, str]]:
    """Every cell with a figure below the first line of its table: where it begins, its words, and those above it in the
    first line, where they have no figure."""
    for row in rows(text, "\t"):
        for cell in row:
            words = text[cell.start : cell.end]
            if _FIGURE.search(words) and not _FIGURE.search(cell.head):
                yield cell.start, words, cell.head


def identifiers(analysis: Analysis, part: str) -> Iterator[Found]:
    """What the patterns of identifiers find in cells, read behind the words above them."""
    for start, cell, head in headed(analysis.text):
        alone = f"{head}: {cell}"
        shift = start - len(alone) + len(cell)
        read = replace(analysis, document=replace(analysis.document, text=alone), passages=())
        for found in run(("identifiers",), read, part):
            if found.start + shift >= start:
                yield replace(found, start=found.start + shift, end=found.end + shift)
