"""u from random pairs, m and the prior from candidate pairs: by pairs that share an identifier, else by EM.

EM (Winkler's, on counts of agreement patterns) holds u fixed, and its prior is over all pairs of rows, of which those
that are no candidates are taken for pairs of two things: estimated inside the blocks alone, both run away, since what
shares a key is alike anyhow. Half a count is added to each level.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from graph.resolution.table.blocking import Rows
from graph.resolution.table.columns import Codes, Table
from graph.resolution.table.levels import NAMES, Levels, levels
from graph.resolution.table.model import Field, TableModel, Weights
from graph.resolution.table.score import compared

RANDOM_PAIRS = 300_000
SEED = 7
ROUNDS = 25
SAMPLE = 200_000
"""Candidate pairs from which m and the prior are estimated."""
_START = 1e-4
ANCHORS = 200
"""Pairs that share an identifier from which m is taken of them, and not by EM."""


def random_pairs(rows: int, seed: int = SEED) -> tuple[Rows, Rows]:
    """Pairs of two different rows, drawn with a fixed seed."""
    dice = np.random.default_rng(seed)
    left = dice.integers(0, rows, RANDOM_PAIRS)
    right = (left + 1 + dice.integers(0, rows - 1, RANDOM_PAIRS)) % rows
    return left, right


def estimate(
    fields: Sequence[Field], table: Table, left: Rows, right: Rows, *, identifier: Codes | None = None, cap: int = 100
) -> TableModel:
    """A model for these candidate pairs, of which about SAMPLE are looked at, chosen by what rows say and not by their
    order. `identifier`: codes of an exact identifier of the rows, where there is one."""
    rows = len(next(iter(table.values())).codes)
    space = rows * (rows - 1) / 2
    order = np.lexsort([table[f.name].codes for f in fields])
    if len(left) > SAMPLE:
        chosen = _sampled(order, left, right)
        space *= chosen.mean()
        left, right = left[chosen], right[chosen]
    one, other = (order[side] for side in random_pairs(rows))
    by_chance = {f.name: _shares(levels(f.kind, table[f.name], one, other), f) for f in fields}
    draft = TableModel(tuple(fields), {n: Weights(tuple(u), tuple(u)) for n, u in by_chance.items()}, 0.5, cap)
    found = compared(draft, table, left, right)
    anchored = np.zeros(len(left), dtype=bool)
    if identifier is not None:
        anchored = (identifier[left] >= 0) & (identifier[left] == identifier[right])
    if anchored.sum() >= ANCHORS:
        true = {f.name: _shares(found[f.name][anchored], f) for f in fields}
        patterns, counts = _patterns(found)
        prior = _prior(patterns, counts, [true[f.name] for f in fields], [by_chance[f.name] for f in fields], space)
    else:
        true, prior = _expectation(found, by_chance, fields, space)
    weights = {name: Weights(tuple(true[name].tolist()), tuple(by_chance[name].tolist())) for name in true}
    return replace(draft, weights=weights, prior=prior)


def _sampled(order: Rows, left: Rows, right: Rows) -> NDArray[np.bool_]:
    """About SAMPLE of the pairs, chosen by a hash of the places of their rows in this order."""
    place = np.empty(len(order), dtype=np.uint64)
    place[order] = np.arange(len(order), dtype=np.uint64)
    one, other = np.minimum(place[left], place[right]), np.maximum(place[left], place[right])
    mixed = (one * np.uint64(len(order)) + other + np.uint64(SEED)) * np.uint64(0x9E3779B97F4A7C15)
    return np.asarray(mixed >> np.uint64(11) < np.uint64(2**53 * SAMPLE / len(left)), dtype=bool)


def _shares(found: Levels, field: Field, weight: NDArray[np.float64] | None = None) -> NDArray[np.float64]:
    told = found >= 0
    counts = np.bincount(
        found[told], weights=None if weight is None else weight[told], minlength=len(NAMES[field.kind])
    )
    return np.asarray((counts + 0.5) / (counts + 0.5).sum(), dtype=np.float64)


def _patterns(found: dict[str, Levels]) -> tuple[NDArray[np.int8], NDArray[np.float64]]:
    """The distinct rows of levels, and how often each occurs."""
    code = np.zeros(len(next(iter(found.values()))), dtype=np.int64)
    for column in found.values():
        code = code * 8 + (column + 1)
    _, first, counts = np.unique(code, return_index=True, return_counts=True)
    return np.stack([column[first] for column in found.values()], axis=1), counts.astype(np.float64)


def _likelihood(patterns: NDArray[np.int8], shares: Sequence[NDArray[np.float64]]) -> NDArray[np.float64]:
    made = np.ones(len(patterns))
    for at, share in enumerate(shares):
        made *= np.append(share, 1.0)[patterns[:, at]]
    return made


def _prior(
    patterns: NDArray[np.int8], counts: NDArray[np.float64], true: Sequence[NDArray[np.float64]],
    chance: Sequence[NDArray[np.float64]], space: float,
) -> float:  # fmt: skip
    m, u, prior = _likelihood(patterns, true), _likelihood(patterns, chance), _START
    for _ in range(ROUNDS):
        belief = prior * m / (prior * m + (1 - prior) * u)
        prior = float((belief * counts).sum() / space)
    return prior


def _expectation(
    found: dict[str, Levels], chance: dict[str, NDArray[np.float64]], fields: Sequence[Field], space: float
) -> tuple[dict[str, NDArray[np.float64]], float]:
    patterns, counts = _patterns(found)
    u = _likelihood(patterns, [chance[f.name] for f in fields])
    true = {f.name: np.array([0.9, *[0.1 / (len(chance[f.name]) - 1)] * (len(chance[f.name]) - 1)]) for f in fields}
    prior = _START
    for _ in range(ROUNDS):
        m = _likelihood(patterns, [true[f.name] for f in fields])
        belief = prior * m / (prior * m + (1 - prior) * u)
        weight = belief * counts
        prior = float(weight.sum() / space)
        true = {f.name: _shares(patterns[:, at], f, weight) for at, f in enumerate(fields)}
    return true, prior
