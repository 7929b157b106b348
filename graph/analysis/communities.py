"""Communities: parts that are tied more within than beyond (Louvain: Blondel and others 2008), and how firm they are.

The method starts from a drawn order and may end elsewhere from another one. So it is run several times, the run of
highest modularity is told (of equals the first), and beside it how much the others agree with it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import comb

import networkx as nx

from graph.analysis.measures import DIGITS


@dataclass(frozen=True, slots=True)
class Communities:
    """`groups`: the largest first, of equals the one with the lowest node. `modularity` is that of these groups,
    `least` and `most` of all runs, `fewest` and `largest` how many groups these found. `agreement`: the mean adjusted
    Rand index (Hubert and Arabie 1985) of these groups and those of each other run: 1 the same, 0 as by chance."""

    groups: tuple[tuple[int, ...], ...]
    modularity: float
    least: float
    most: float
    fewest: int
    largest: int
    agreement: float


def communities(graph: nx.Graph, *, seed: int, runs: int) -> Communities:
    """By `runs` runs, seeded with `seed` and the numbers behind it; none in a graph without ties."""
    if not graph.number_of_edges():
        return Communities((), 0.0, 0.0, 0.0, 0, 0, 1.0)
    found = [_ordered(nx.community.louvain_communities(graph, seed=seed + run)) for run in range(runs)]
    modularity = [round(float(nx.community.modularity(graph, groups)), DIGITS) for groups in found]
    best = max(range(runs), key=lambda run: (modularity[run], -run))
    agreements = [adjusted_rand(found[best], groups) for run, groups in enumerate(found) if run != best]
    return Communities(
        groups=found[best],
        modularity=modularity[best],
        least=min(modularity),
        most=max(modularity),
        fewest=min(map(len, found)),
        largest=max(map(len, found)),
        agreement=round(sum(agreements) / len(agreements), DIGITS) if agreements else 1.0,
    )


Groups = tuple[tuple[int, ...], ...]


def _ordered(groups: Sequence[set[int]]) -> Groups:
    return tuple(sorted((tuple(sorted(group)) for group in groups), key=lambda group: (-len(group), group)))


def adjusted_rand(one: Groups, other: Groups) -> float:
    """How much two divisions of the same nodes agree, less what they would by chance."""
    where = {node: number for number, group in enumerate(other) for node in group}
    both = sum(comb(n, 2) for group in one for n in Counter(where[node] for node in group).values())
    first, second = (sum(comb(len(group), 2) for group in groups) for groups in (one, other))
    pairs = comb(len(where), 2)
    chance = first * second / pairs if pairs else 0.0
    most = (first + second) / 2
    return 1.0 if most == chance else (both - chance) / (most - chance)
