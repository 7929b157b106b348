"""Key players: the set of actors without which a network falls apart most, or that reaches most of it (Borgatti 2006,
Identifying sets of key players in a social network). A set, and not the first few of a ranking: two actors who hold the
same bridge are both high in a ranking, and taking out the second one gains nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb
from typing import Literal

import networkx as nx

from graph.analysis.measures import DIGITS

Objective = Literal["fragmentation", "distance", "reach", "distance_reach"]
REACH = 2
"""Steps within which `reach` counts a node as reached."""
EXACT = 3_000
"""So many sets are all tried; of more, the best is sought step by step."""
MOST_ALTERNATIVES = 5

Score = Callable[[frozenset[int]], float]


@dataclass(frozen=True, slots=True)
class KeyPlayers:
    """`score` of the set by the objective, `baseline` of no set at all; `alternatives` are the best sets beside it that
    differ in one actor. All from 0 to 1, the higher the better the set."""

    members: tuple[int, ...]
    score: float
    baseline: float
    alternatives: tuple[tuple[tuple[int, ...], float], ...]


def key_players(graph: nx.Graph, candidates: Iterable[int], size: int, objective: Objective) -> KeyPlayers:
    """The best set of so many candidates (all of them, where there are fewer): from the greedy choice exchanges of one
    for another are made as long as they gain; where there are few sets all are tried."""
    score = OBJECTIVES[objective](graph)
    among = sorted(candidates)
    size = min(size, len(among))
    if _all_tried(len(among), size):
        best = _best(score, (frozenset(chosen) for chosen in combinations(among, size)))
    else:
        best = _exchanged(score, among, _greedy(score, among, size))
    others = sorted(_order(score(one), one) for one in _neighbours(best, among))[:MOST_ALTERNATIVES]
    return KeyPlayers(
        members=tuple(sorted(best)),
        score=score(best),
        baseline=score(frozenset()),
        alternatives=tuple((members, -minus) for minus, members in others),
    )


def sets_tried(candidates: int, size: int) -> int:
    """About how many sets are looked at to choose so many of the candidates: all there are, or those that differ in one
    from the best so far."""
    return max(comb(candidates, size) if _all_tried(candidates, size) else 0, candidates * size)


def _all_tried(candidates: int, size: int) -> bool:
    return comb(candidates, size) <= EXACT


def stability(members: Collection[int], drawn: Iterable[Collection[int]]) -> float:
    """The mean share of a set that the sets of networks drawn anew keep; 1 where none was drawn."""
    kept = [len(set(members).intersection(other)) / len(members) for other in drawn] if members else []
    return round(sum(kept) / len(kept), DIGITS) if kept else 1.0


def _greedy(score: Score, among: Sequence[int], size: int) -> frozenset[int]:
    chosen: frozenset[int] = frozenset()
    for _ in range(size):
        chosen = _best(score, (chosen | {node} for node in among if node not in chosen))
    return chosen


def _exchanged(score: Score, among: Sequence[int], chosen: frozenset[int]) -> frozenset[int]:
    while True:
        better = _best(score, (chosen, *_neighbours(chosen, among)))
        if score(better) <= score(chosen):
            return chosen
        chosen = better


def _neighbours(chosen: frozenset[int], among: Sequence[int]) -> list[frozenset[int]]:
    """Sets that differ in one."""
    return [chosen - {gone} | {new} for gone in sorted(chosen) for new in among if new not in chosen]


def _best(score: Score, sets: Iterable[frozenset[int]]) -> frozenset[int]:
    return frozenset(min((_order(score(one), one) for one in sets), default=(0.0, ()))[1])


def _order(score: float, chosen: frozenset[int]) -> tuple[float, tuple[int, ...]]:
    return -score, tuple(sorted(chosen))


def _cached(work: Score) -> Score:
    known: dict[frozenset[int], float] = {}

    def score(chosen: frozenset[int]) -> float:
        if chosen not in known:
            known[chosen] = round(work(chosen), DIGITS)
        return known[chosen]

    return score


def _fragmentation(graph: nx.Graph) -> Score:
    """The share of pairs of those that are left which cannot reach each other."""
    bits = _Bits(graph)

    def score(gone: frozenset[int]) -> float:
        left = len(bits.nodes) - len(gone)
        reached = sum(size * (size - 1) for size in bits.components(gone))
        return 1 - reached / (left * (left - 1)) if left > 1 else 1.0

    return _cached(score)


def _distance(graph: nx.Graph) -> Score:
    """1 less the mean of 1 / distance over the pairs of those that are left."""
    bits = _Bits(graph)

    def score(gone: frozenset[int]) -> float:
        left = [node for node in bits.nodes if node not in gone]
        near = sum(count / distance for node in left for distance, count in bits.rings([node], gone) if distance)
        return 1 - near / (len(left) * (len(left) - 1)) if len(left) > 1 else 1.0

    return _cached(score)


def _reach(graph: nx.Graph) -> Score:
    """The share of nodes that are in the set or within REACH steps of it."""
    bits = _Bits(graph)

    def score(chosen: frozenset[int]) -> float:
        within = sum(count for distance, count in bits.rings(chosen, frozenset()) if distance <= REACH)
        return within / len(bits.nodes) if bits.nodes else 0.0

    return _cached(score)


def _distance_reach(graph: nx.Graph) -> Score:
    """The mean over all nodes of 1 / distance to the nearest of the set; its own count 1."""
    bits = _Bits(graph)

    def score(chosen: frozenset[int]) -> float:
        near = sum(count / max(distance, 1) for distance, count in bits.rings(chosen, frozenset()))
        return near / len(bits.nodes) if bits.nodes else 0.0

    return _cached(score)


OBJECTIVES: Mapping[Objective, Callable[[nx.Graph], Score]] = {
    "fragmentation": _fragmentation,
    "distance": _distance,
    "reach": _reach,
    "distance_reach": _distance_reach,
}


class _Bits:
    """A graph whose sets of nodes are the bits of whole numbers: a step from many nodes is a few operations."""

    def __init__(self, graph: nx.Graph) -> None:
        self.nodes = sorted(graph)
        self._beside = {node: sum(1 << far for far in graph[node] if far != node) for node in self.nodes}
        self._all = sum(1 << node for node in self.nodes)

    def rings(self, start: Iterable[int], gone: frozenset[int]) -> list[tuple[int, int]]:
        """Distances from the nearest of some nodes, each with how many are so far."""
        ring = sum(1 << node for node in start)
        free = self._all & ~sum(1 << node for node in gone) & ~ring
        found = [(0, ring.bit_count())] if ring else []
        while ring:
            ring = self._step(ring) & free
            free &= ~ring
            if ring:
                found.append((len(found), ring.bit_count()))
        return found

    def components(self, gone: frozenset[int]) -> list[int]:
        """The sizes of the parts that are left."""
        free = self._all & ~sum(1 << node for node in gone)
        sizes = []
        while free:
            ring = part = free & -free
            while ring:
                ring = self._step(ring) & free & ~part
                part |= ring
            free &= ~part
            sizes.append(part.bit_count())
        return sizes

    def _step(self, ring: int) -> int:
        onward = 0
        while ring:
            last = ring & -ring
            onward |= self._beside[last.bit_length() - 1]
            ring ^= last
        return onward
