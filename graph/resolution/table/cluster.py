"""Scored pairs of rows into clusters: connected where nothing speaks against it, guarded agglomeration elsewhere."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from graph.resolution.cluster import agglomerate
from graph.resolution.model import bits_at
from graph.resolution.table.blocking import Rows
from graph.resolution.table.score import Bits
from graph.resolution.together import Groups
from graph.rows import Pair

Labels = NDArray[np.int64]


def components(rows: int, left: Rows, right: Rows) -> Labels:
    """The least row that each row is connected with."""
    label = np.arange(rows)
    while True:
        low = np.minimum(label[left], label[right])
        fresh = label.copy()
        np.minimum.at(fresh, label[left], low)
        np.minimum.at(fresh, label[right], low)
        while not np.array_equal(fresh, jumped := fresh[fresh]):
            fresh = jumped
        if np.array_equal(fresh, label):
            return label
        label = fresh


def clusters(rows: int, left: Rows, right: Rows, bits: Bits, *, line: float, clip: float) -> Labels:
    """The first row of each row's cluster. Pairs whose posterior is `line` or more may join; two clusters are joined
    only if the observed weights between them, each clipped, do not sum to less than nothing. Ties go by the rows'
    numbers: who wants equal clusters from rows in any order puts them in order of their ids first."""
    least = bits_at(line)
    joins = bits >= least
    label = components(rows, left[joins], right[joins])
    inside = label[left] == label[right]
    doubtful = np.zeros(rows, dtype=bool)
    doubtful[label[left[inside & (bits < 0)]]] = True  # components that some pair speaks against
    chosen = inside & doubtful[label[left]]
    if not chosen.any():
        return label
    width = len(str(rows))
    pairs = [
        Pair(f"{a:0{width}}", f"{b:0{width}}", weight, "", "")
        for a, b, weight in zip(left[chosen].tolist(), right[chosen].tolist(), bits[chosen].tolist(), strict=True)
    ]
    members = np.flatnonzero(doubtful[label])
    groups = Groups(f"{row:0{width}}" for row in members.tolist())
    agglomerate(groups, pairs, lambda pair: pair.bits >= least, clip)
    made = label.copy()
    for group in groups.all():
        made[[int(row) for row in group]] = min(int(row) for row in group)
    return made
