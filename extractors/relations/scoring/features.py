"""What is measured of a pair beside the words themselves: distance, order, rivals, and what the rules propose."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from extractors.part import Scene
from extractors.relations.candidate import Candidate
from extractors.relations.line import Line
from extractors.relations.scoring.pairs import LINKS, ROLES, Pair
from extractors.tagger.labels import Floats
from ontology.loader import schema

_BUCKETS = (1, 2, 3, 5, 8, 12, 18, 30, 60, 120)
"""Upper bounds of the distance between two mentions, in items of lines."""
_LINES = 4
"""Lines between two mentions are counted up to this."""
_MENTIONS = 6
"""Mentions between two mentions are counted up to this."""
RULES = len(LINKS) + len(ROLES)
"""Numbers at the end of a row that tell what the rules propose."""
WIDTH = len(_BUCKETS) + 1 + _LINES + 1 + 3 + 8 + 6 + RULES
"""Numbers in a row."""


class Features:
    """Measures pairs of one scene. `candidates` are what its rules propose."""

    def __init__(self, scene: Scene, lines: Sequence[Line], candidates: Iterable[Candidate]) -> None:
        self._line: dict[int, tuple[int, int, int]] = {}
        before = 0
        for n, line in enumerate(lines):
            for at, item in enumerate(line.items):
                if item.mention is not None:
                    self._line[item.mention] = n, before + at, line.block
            before += len(line.items)
        things = {scene.groups[m.index]: m.type for m in scene.mentions}
        self._of_type = Counter(things.values())
        self._told = Counter(scene.groups)
        self._proposed = _proposed(scene, candidates)

    def of(self, found: Sequence[Pair]) -> Floats:
        """(pairs, WIDTH), each number about as large as one."""
        nearest = _nearest(found)
        rows = [[*self._place(pair), *nearest[n], *self._rules(pair)] for n, pair in enumerate(found)]
        return np.asarray(rows, dtype=np.float32).reshape(len(found), WIDTH)

    def _place(self, pair: Pair) -> Iterator[float]:
        one, other = pair.near_subject, pair.near_object
        far = (_LINES, 2 * _BUCKETS[-1], -1)
        here, there = self._line.get(one.index), self._line.get(other.index)
        lines, items, block = (abs(a - b) for a, b in zip(here, there, strict=True)) if here and there else far
        bucket = sum(items > bound for bound in _BUCKETS)
        yield from (float(n == bucket) for n in range(len(_BUCKETS) + 1))
        yield from (float(n == min(lines, _LINES)) for n in range(_LINES + 1))
        yield float(block == 0)
        yield float(one.index < other.index)
        yield min(abs(one.index - other.index) - 1, _MENTIONS) / _MENTIONS
        for thing, mention in ((pair.subject, one), (pair.object, other)):
            yield math.log1p(self._of_type[mention.type])
            yield float(self._of_type[mention.type] == 1)
            yield math.log1p(self._told[thing])
            yield float(mention.index == thing)

    def _rules(self, pair: Pair) -> Iterator[float]:
        told = self._proposed.get((pair.subject, pair.object), {})
        turned = self._proposed.get((pair.object, pair.subject), {})
        for name in LINKS:
            both = turned.get(name, 0.0) if schema().links[name].symmetric else 0.0
            yield max(told.get(name, 0.0), both)
        yield from (told.get(f"role {role}", 0.0) for role in ROLES)


def _nearest(found: Sequence[Pair]) -> list[list[float]]:
    """For each end: whether the other one is the nearest, the second, and how many of its type there are."""
    rows: list[list[float]] = [[] for _ in found]
    for turned in (False, True):
        rivals: dict[tuple[int, str], list[tuple[int, int]]] = {}
        for n, pair in enumerate(found):
            mine, there = (pair.object, pair.near_subject) if turned else (pair.subject, pair.near_object)
            rivals.setdefault((mine, there.type), []).append((pair.gap, n))
        for those in rivals.values():
            for rank, (_, n) in enumerate(sorted(those)):
                rows[n] += [float(rank == 0), float(rank == 1), math.log1p(len(those))]
    return rows


def _proposed(scene: Scene, candidates: Iterable[Candidate]) -> Mapping[tuple[int, int], Mapping[str, float]]:
    """The best score that a rule gives each link, and each role, of two things."""
    found: dict[tuple[int, int], dict[str, float]] = {}
    for c in candidates:
        told = found.setdefault((scene.groups[c.subject], scene.groups[c.object]), {})
        told[c.link] = max(told.get(c.link, 0.0), c.score)
        if c.role:
            told[f"role {c.role}"] = max(told.get(f"role {c.role}", 0.0), c.score)
    return found
