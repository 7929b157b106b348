"""Bits of evidence of pairs of rows: log2(m/u) of the level of every field, and the rarity of values that are equal."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from graph.resolution.table.blocking import Rows
from graph.resolution.table.columns import Column, Table
from graph.resolution.table.levels import Levels, levels
from graph.resolution.table.model import TableModel

Bits = NDArray[np.float64]
CHUNK = 1_000_000
"""Pairs compared at a time: bounds what a million rows need of memory."""


def compared(model: TableModel, table: Table, left: Rows, right: Rows) -> dict[str, Levels]:
    """The level at which each pair meets in each field of the model."""
    return {f.name: levels(f.kind, table[f.name], left, right) for f in model.fields}


def score(model: TableModel, table: Table, left: Rows, right: Rows) -> Bits:
    """The sum of bits of each pair, prior included; its posterior is 1 / (1 + 2 ** -bits)."""
    tables = {f.name: _rarity(table[f.name]) for f in model.fields if f.rarity}
    parts = [
        _chunk(model, table, tables, left[at : at + CHUNK], right[at : at + CHUNK]) for at in range(0, len(left), CHUNK)
    ]
    return np.concatenate(parts) if parts else np.empty(0)


def _chunk(model: TableModel, table: Table, tables: Mapping[str, Bits], left: Rows, right: Rows) -> Bits:
    total = np.full(len(left), np.log2(model.prior / (1 - model.prior)))
    for name, found in compared(model, table, left, right).items():
        total += np.append(model.weights[name].bits, 0.0)[found]  # -1 takes the last: nothing said, no bits
        if name in tables:
            equal = found == 0
            total[equal] += tables[name][table[name].codes[left[equal]]]
    return total


def _rarity(column: Column) -> Bits:
    """log2(mean frequency of a value, as a pair of equal ones would meet it / frequency of this value)."""
    counts = column.counts().astype(np.float64)
    share = counts / counts.sum()
    rarity: Bits = np.log2((share**2).sum() / np.maximum(share, 1e-12))
    return rarity
