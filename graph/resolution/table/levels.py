"""At which level two values of a field meet: names by likeness, dates and numbers by slips of the pen, others as equal.

Level 0 is equality; the last is disagreement; -1 where one of the two says nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler

from graph.resolution.table.blocking import Rows
from graph.resolution.table.columns import Column

Levels = NDArray[np.int8]
Texts = NDArray[np.object_]
_WORKERS = 2

NAMES: Mapping[str, tuple[str, ...]] = {
    "name": ("equal", "0.92", "0.88", "0.70", "other"),
    "slips": ("equal", "one slip", "two slips", "other"),
    "date": ("equal", "one slip", "same year or day and month", "two slips", "other"),
    "exact": ("equal", "other"),
    "code": ("equal", "one slip", "same beginning", "other"),
}
"""The levels of each kind of field, from equality to disagreement."""


def _names(left: Texts, right: Texts) -> Levels:
    likeness = _spread(left, right, JaroWinkler.similarity, np.float32)
    return np.select([likeness >= 0.92, likeness >= 0.88, likeness >= 0.70], [1, 2, 3], 4).astype(np.int8)


def _slips(left: Texts, right: Texts) -> Levels:
    slips = _spread(left, right, OSA.distance, np.int32, score_cutoff=2)
    found: Levels = np.minimum(slips, 3).astype(np.int8)
    return found


def _dates(left: Texts, right: Texts) -> Levels:
    """Dates as year, month, day without separators or with."""
    slips = _spread(left, right, OSA.distance, np.int32, score_cutoff=2)
    a, b = (np.array([str(v).replace("-", "") for v in side], dtype="U8") for side in (left, right))
    year = np.array([x[:4] == y[:4] or x[4:] == y[4:] for x, y in zip(a, b, strict=True)], dtype=bool)
    return np.select([slips <= 1, year, slips == 2], [1, 2, 3], 4).astype(np.int8)


def _codes(left: Texts, right: Texts) -> Levels:
    """Codes of several parts, such as postcodes: the part before the blank, or three signs, is their beginning."""
    slips = _spread(left, right, OSA.distance, np.int32, score_cutoff=1)
    head = np.array([x.split(" ")[0][:4] == y.split(" ")[0][:4] for x, y in zip(left, right, strict=True)], dtype=bool)
    return np.select([slips <= 1, head], [1, 2], 3).astype(np.int8)


def _exact(left: Texts, _: Texts) -> Levels:
    return np.ones(len(left), dtype=np.int8)


def _spread(left: Texts, right: Texts, scorer: Any, dtype: Any, **options: Any) -> NDArray[Any]:
    found: NDArray[Any] = process.cpdist(left, right, scorer=scorer, dtype=dtype, workers=_WORKERS, **options)
    return found


KINDS: Mapping[str, Callable[[Texts, Texts], Levels]] = {
    "name": _names, "slips": _slips, "date": _dates, "exact": _exact, "code": _codes,
}  # fmt: skip


def levels(kind: str, column: Column, left: Rows, right: Rows) -> Levels:
    """The levels at which these pairs of rows meet in a field; each distinct pair of values is compared once."""
    a, b = column.codes[left], column.codes[right]
    found = np.where((a < 0) | (b < 0), np.int8(-1), np.int8(0))
    differ = np.flatnonzero((found == 0) & (a != b))
    size = len(column.values)
    low, high = np.minimum(a[differ], b[differ]), np.maximum(a[differ], b[differ])
    pairs, back = np.unique(low * size + high, return_inverse=True)
    found[differ] = KINDS[kind](column.values[pairs // size], column.values[pairs % size])[back]
    return found
