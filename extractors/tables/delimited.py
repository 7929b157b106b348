"""CSV: the encoding as for every text, the delimiter by what makes the lines agree."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from extractors.readers.decode import decoded
from extractors.tables.grid import Grid, Line
from ontology.errors import InputError

DELIMITERS = (",", ";", "\t", "|")
_LOOKED_AT = 50
"""Lines by which the delimiter is found."""


def read(data: bytes) -> Grid:
    """The grid of a file. Raises InputError where it is no text."""
    file = decoded(data)
    text = file.text
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:  # so spreadsheet programs are told
        return Grid(None, _lines(rest, first.strip()[4], first_number=2), False, file.notes)
    return Grid(None, _lines(text, delimiter_of(text), first_number=1), False, file.notes)


def delimiter_of(text: str) -> str:
    """The delimiter under which most of the first lines have one number of cells, and of those the larger number; a
    comma where none parts anything."""
    return max(DELIMITERS, key=lambda delimiter: (*_agreement(text, delimiter), -DELIMITERS.index(delimiter)))


def _agreement(text: str, delimiter: str) -> tuple[int, int]:
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        widths = Counter(len(cells) for cells in islice(reader, _LOOKED_AT) if any(cells))
    except csv.Error:
        return 0, 0
    parted = [(count, width) for width, count in widths.items() if width > 1]
    return max(parted, default=(0, 0))


def _lines(text: str, delimiter: str, *, first_number: int) -> Iterator[Line]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    number = first_number
    try:
        for cells in reader:
            yield Line(number, tuple(cells))
            number += 1
    except csv.Error as error:
        raise InputError(f"is not CSV from here on: {error}", where=f"row {number}") from None
