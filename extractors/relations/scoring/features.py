"""What is measured of a pair beside the words themselves: distance, order, rivals, and what the rules propose."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from extractors.part import Scene
from extractors.relations.candidate import Candidate
from extractors.relations.line import Line
from extractors.relations.scoring.pairs import LINKS, ROLES, Pair
from extractors.tagger.labels import Floats
from extractors.tagger.windows import Ints
from ontology.loader import schema

Doubles = NDArray[np.float64]

_BUCKETS = (1, 2, 3, 5, 8, 12, 18, 30, 60, 120)
"""Upper bounds of the distance between two mentions, in items of lines."""
_LINES = 4
"""Lines between two mentions are counted up to this."""
_MENTIONS = 6
"""Mentions between two mentions are counted up to this."""
RULES = len(LINKS) + len(ROLES)
"""Numbers at the end of a row that tell what the rules propose."""
_COLUMNS = {name: n for n, name in enumerate((*LINKS, *(f"role {role}" for role in ROLES)))}
_SYMMETRIC = frozenset(name for name in LINKS if schema().links[name].symmetric)
WIDTH = len(_BUCKETS) + 1 + _LINES + 1 + 3 + 8 + 6 + RULES
"""Numbers in a row."""


class Features:
    """Measures pairs of one scene. `candidates` are what its rules propose."""

    def __init__(self, scene: Scene, lines: Sequence[Line], candidates: Iterable[Candidate]) -> None:
        self._line = np.full((len(scene.mentions), 3), -1, dtype=np.int64)
        before = 0
        for n, line in enumerate(lines):
            for at, item in enumerate(line.items):
                if item.mention is not None:
                    self._line[item.mention] = n, before + at, line.block
            before += len(line.items)
        things = {scene.groups[m.index]: m.type for m in scene.mentions}
        of_type, told, types = Counter(things.values()), Counter(scene.groups), sorted(set(things.values()))
        self._type = np.array([types.index(m.type) for m in scene.mentions], dtype=np.int64)
        self._thing = np.array(scene.groups, dtype=np.int64)
        self._end = np.array(
            [
                (math.log1p(of_type[m.type]), of_type[m.type] == 1, math.log1p(told[thing]), m.index == thing)
                for m, thing in zip(scene.mentions, scene.groups, strict=True)
            ]
        ).reshape(len(scene.mentions), 4)
        self._proposed = _proposed(scene, candidates)

    def of(self, found: Sequence[Pair]) -> Floats:
        """(pairs, WIDTH), each number about as large as one."""
        one = np.array([pair.near_subject.index for pair in found], dtype=np.int64)
        other = np.array([pair.near_object.index for pair in found], dtype=np.int64)
        gaps = np.array([pair.gap for pair in found], dtype=np.int64)
        place = self._place(one, other)
        nearest = [_nearest(self._thing[mine], self._type[there], gaps) for mine, there in ((one, other), (other, one))]
        return np.concatenate((place, *nearest, self._rules(found)), axis=1).astype(np.float32)

    def _place(self, one: Ints, other: Ints) -> Doubles:
        here, there = self._line[one], self._line[other]
        apart = np.abs(here - there)
        apart[(here[:, 0] < 0) | (there[:, 0] < 0)] = _LINES, 2 * _BUCKETS[-1], 1
        lines, items, block = apart.T
        return np.column_stack(
            (
                np.eye(len(_BUCKETS) + 1)[np.searchsorted(_BUCKETS, items)],
                np.eye(_LINES + 1)[np.minimum(lines, _LINES)],
                block == 0,
                one < other,
                np.minimum(np.abs(one - other) - 1, _MENTIONS) / _MENTIONS,
                self._end[one],
                self._end[other],
            )
        )

    def _rules(self, found: Sequence[Pair]) -> Doubles:
        made = np.zeros((len(found), RULES))
        row = {(pair.subject, pair.object): n for n, pair in enumerate(found)}
        for (subject, object_), told in self._proposed.items():
            for name, score in told.items():
                ways = ((subject, object_), (object_, subject))[: 1 + (name in _SYMMETRIC)]
                for n in [row[way] for way in ways if way in row]:
                    made[n, _COLUMNS[name]] = max(made[n, _COLUMNS[name]], score)
        return made


def _nearest(mine: Ints, sort: Ints, gaps: Ints) -> Doubles:
    """For one end of each pair: whether the other is the nearest of its type, the second, and how many there are."""
    order = np.lexsort((gaps, sort, mine))
    first = np.ones(len(order), dtype=np.bool_)
    first[1:] = (np.diff(mine[order]) != 0) | (np.diff(sort[order]) != 0)
    start = np.flatnonzero(first)
    many = np.diff(np.append(start, len(order)))
    rank = np.arange(len(order)) - np.repeat(start, many)
    made = np.empty((len(order), 3))
    made[order] = np.column_stack((rank == 0, rank == 1, np.log1p(np.repeat(many, many))))
    return made


def _proposed(scene: Scene, candidates: Iterable[Candidate]) -> Mapping[tuple[int, int], Mapping[str, float]]:
    """The best score that a rule gives each link, and each role, of two things."""
    found: dict[tuple[int, int], dict[str, float]] = {}
    for c in candidates:
        told = found.setdefault((scene.groups[c.subject], scene.groups[c.object]), {})
        told[c.link] = max(told.get(c.link, 0.0), c.score)
        if c.role:
            told[f"role {c.role}"] = max(told.get(f"role {c.role}", 0.0), c.score)
    return found
