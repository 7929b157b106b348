"""Candidate pairs of rows from blocking keys, each capped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.resolution.table.columns import Codes

Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs of rows, left < right, sorted, each once. `overfull`: how many values of each key more rows have than the
    cap, so that only their other keys count."""

    left: Rows
    right: Rows
    overfull: tuple[int, ...]


def candidates(keys: Sequence[Codes], cap: int, side: NDArray[np.bool_] | None = None) -> Candidates:
    """Pairs of rows that share a key which at most `cap` rows have. `side` marks the rows of the second of two tables:
    only pairs between the two count."""
    rows = len(keys[0])
    found: list[NDArray[np.int64]] = []
    overfull = []
    for key in keys:
        pairs, full = _pairs(key, cap)
        if side is not None:
            pairs = pairs[side[pairs // rows] != side[pairs % rows]]
        found.append(pairs)
        overfull.append(full)
    every = np.unique(np.concatenate(found))
    return Candidates(every // rows, every % rows, tuple(overfull))


def _pairs(key: Codes, cap: int) -> tuple[NDArray[np.int64], int]:
    """left * rows + right for all pairs within the groups of a key."""
    order = np.argsort(key, kind="stable")
    order = order[np.searchsorted(key[order], 0) :]
    if not len(order):
        return np.empty(0, np.int64), 0
    starts = np.flatnonzero(np.r_[True, np.diff(key[order]) != 0])
    sizes = np.diff(np.r_[starts, len(order)])
    made = []
    for size in np.unique(sizes[(sizes > 1) & (sizes <= cap)]):
        groups = order[starts[sizes == size][:, None] + np.arange(size)]
        one, other = np.triu_indices(size, 1)
        a, b = groups[:, one].ravel(), groups[:, other].ravel()  # rows of a group are in order: a < b
        made.append(a * len(key) + b)
    return (np.concatenate(made) if made else np.empty(0, np.int64)), int((sizes > cap).sum())
