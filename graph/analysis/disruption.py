"""What would be left: a network without some of its actors. Nothing is changed but a copy."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import networkx as nx

from graph.analysis.measures import DIGITS, MEASURES, Measure, ranked

LEFT = 5
"""Nodes at which a curve ends."""


@dataclass(frozen=True, slots=True)
class Whole:
    """A network in figures. `fragmentation` is the share of pairs that cannot reach each other; `efficiency` the mean
    of 1 / distance over all pairs (Latora and Marchiori 2001)."""

    nodes: int
    ties: int
    components: int
    largest: int
    fragmentation: float
    efficiency: float


@dataclass(frozen=True, slots=True)
class Step:
    """The node that was taken out, and what is left of the largest component, as a share of what it was."""

    node: int
    largest: float


def figures(graph: nx.Graph) -> Whole:
    sizes = [len(part) for part in nx.connected_components(graph)]
    pairs = len(graph) * (len(graph) - 1)
    reached = sum(size * (size - 1) for size in sizes)
    efficiency = float(nx.global_efficiency(graph)) if pairs else 0.0
    return Whole(
        nodes=len(graph),
        ties=graph.number_of_edges(),
        components=len(sizes),
        largest=max(sizes, default=0),
        fragmentation=round(1 - reached / pairs, DIGITS) if pairs else 0.0,
        efficiency=round(efficiency, DIGITS),
    )


def without(graph: nx.Graph, nodes: Iterable[int]) -> nx.Graph:
    """A copy without these."""
    left = graph.copy()
    left.remove_nodes_from(nodes)
    return left


def curve(graph: nx.Graph, measure: Measure, among: Collection[int], steps: int) -> list[Step]:
    """Take out the first of some nodes by a measure, which is worked out anew each time, for so many steps, until LEFT
    nodes are left, or until there are none of these."""
    left = graph.copy()
    waiting = set(among)
    at_first = _largest(graph)
    found: list[Step] = []
    while waiting and len(found) < steps and len(left) > LEFT:
        scores = MEASURES[measure](left)
        node = ranked({node: scores[node] for node in waiting})[0]
        waiting.remove(node)
        left.remove_node(node)
        found.append(Step(node, _largest(left) / at_first))
    return found


def _largest(graph: nx.Graph) -> int:
    return max((len(part) for part in nx.connected_components(graph)), default=0)
