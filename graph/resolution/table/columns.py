"""Columns of values as codes: equal values have one code, so that every distinct pair of values is compared once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Column:
    """`codes` of the rows index `values`; -1 where a row says nothing."""

    codes: Codes
    values: NDArray[np.object_]

    def counts(self) -> NDArray[np.int64]:
        """How many rows have each value."""
        return np.bincount(self.codes[self.codes >= 0], minlength=len(self.values))


Table = Mapping[str, Column]


def column(values: Sequence[str | None]) -> Column:
    """Code a column. Empty values say nothing. Codes follow the order of the sorted values."""
    distinct = sorted({v for v in values if v})
    place = {value: at for at, value in enumerate(distinct)}
    return Column(np.array([place[v] if v else -1 for v in values], dtype=np.int64), np.array(distinct, dtype=object))


def mapped(source: Column, change: Callable[[str], str]) -> Column:
    """A column of what `change` makes of the values, each distinct one changed once."""
    made = column([change(value) for value in source.values])
    return Column(np.append(made.codes, -1)[source.codes], made.values)


def joined(*columns: Column) -> Codes:
    """One code a row for several columns together, -1 where one of them says nothing."""
    codes = columns[0].codes
    for other in columns[1:]:
        both = codes * (len(other.values) + 1) + other.codes
        codes = np.where((codes < 0) | (other.codes < 0), -1, both)
        known = codes >= 0
        if known.any():
            codes[known] = np.unique(codes[known], return_inverse=True)[1]
    return codes
