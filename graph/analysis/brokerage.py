"""Brokerage roles: between whose groups an actor stands (Gould and Fernandez 1989, Structures of mediation).

Counted is every way a - broker - b of which the ends are not tied to each other. A tie goes both ways, so every pair of
ends counts once in each direction, and representatives and gatekeepers are equally many.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import permutations
from typing import Literal

import networkx as nx

Role = Literal["coordinator", "itinerant", "representative", "gatekeeper", "liaison"]
ROLES: tuple[Role, ...] = ("coordinator", "itinerant", "representative", "gatekeeper", "liaison")


def brokerage(graph: nx.DiGraph, groups: Mapping[int, int]) -> dict[int, dict[Role, int]]:
    """Of each node that has a group, in how many ways it has each role; ways by a node without a group do not count.

    coordinator: all three of one group · itinerant: the ends of one group, the broker of another · representative: the
    broker and the first end · gatekeeper: the broker and the second end · liaison: three groups.
    """
    return {node: _roles(graph, groups, node) for node in sorted(graph) if node in groups}


def _roles(graph: nx.DiGraph, groups: Mapping[int, int], broker: int) -> dict[Role, int]:
    into = {node for node in graph.predecessors(broker) if node in groups}
    out = {node for node in graph.successors(broker) if node in groups}
    own = groups[broker]
    counts = Counter(
        _role(groups[one], own, groups[other])
        for one, other in permutations(sorted(into | out), 2)
        if one in into and other in out and not graph.has_edge(one, other)
    )
    return {role: counts[role] for role in ROLES}


def _role(first: int, broker: int, second: int) -> Role:
    if first == second:
        return "coordinator" if first == broker else "itinerant"
    if first == broker:
        return "representative"
    return "gatekeeper" if second == broker else "liaison"
