"""Flow over a network of stops: how much of what goes between any two of them passes a stop or a stretch.

Shortest paths would say that a detour is never taken. Here what goes takes every way, and shorter ones more, as a
current does: one unit goes in at one stop and out at another, and a stretch that several routes use lets through as
much more (Newman 2005, A measure of betweenness centrality based on random walks; Brandes and Fleischer 2005).
"""

from __future__ import annotations

from collections.abc import Iterator

import networkx as nx
import numpy as np
import numpy.typing as npt

from graph.analysis.measures import DIGITS

WIDTH = "width"
"""The attribute of an edge that says how much it lets through, 1 where it is absent."""


def current_flow(graph: nx.Graph) -> tuple[dict[int, float], dict[tuple[int, int], float]]:
    """Of each stop, and of each stretch (the lower number first), the mean share of the current between two stops that
    can reach each other which passes it. Of a stop, pairs that it is itself one of do not count."""
    stops = dict.fromkeys(sorted(graph), 0.0)
    stretches = {(min(edge), max(edge)): 0.0 for edge in sorted(graph.edges)}
    others: dict[int, int] = {}
    pairs = 0
    for part in sorted(nx.connected_components(graph), key=min):
        size = len(part)
        pairs += size * (size - 1) // 2
        others |= dict.fromkeys(part, size - 1)
        for (one, other), current in _currents(graph.subgraph(part)):
            total = _pairwise(current)
            stretches[one, other] = total
            for end in (one, other):
                stops[end] += total / 2
    return (
        {node: _beyond_own(through, others[node]) for node, through in stops.items()},
        {edge: _share(through, pairs) for edge, through in stretches.items()},
    )


def _beyond_own(through: float, others: int) -> float:
    """Of a stop the share without the pairs that it is one of, where the whole current enters or leaves."""
    return _share(through - others / 2, others * (others - 1) // 2)


def _share(through: float, pairs: int) -> float:
    return round(through / pairs, DIGITS) + 0.0 if pairs else 0.0


def _currents(part: nx.Graph) -> Iterator[tuple[tuple[int, int], npt.NDArray[np.float64]]]:
    """Of each stretch of a connected part, by stop, the current over it when one unit goes in there (and out of the
    ground that all potentials are measured against)."""
    nodes = sorted(part)
    place = {node: number for number, node in enumerate(nodes)}
    width = nx.to_numpy_array(part, nodelist=nodes, weight=WIDTH)
    inverse = np.linalg.pinv(np.diag(width.sum(axis=0)) - width, hermitian=True)
    for edge in sorted(part.edges):
        one, other = place[edge[0]], place[edge[1]]
        yield (min(edge), max(edge)), width[one, other] * (inverse[one] - inverse[other])


def _pairwise(current: npt.NDArray[np.float64]) -> float:
    """The sum of the current over a stretch for all pairs of stops: of all differences between its values."""
    ordered = np.sort(current)
    size = len(ordered)
    return float((ordered * (2 * np.arange(size) - size + 1)).sum())
