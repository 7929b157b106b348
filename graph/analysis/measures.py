"""What a node's position can be measured by. Scores are rounded, so that they are the same on every machine."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Literal

import networkx as nx
import numpy as np
import numpy.typing as npt

DIGITS = 12
KATZ_ALPHA = 0.1
KATZ_SHARE = 0.95
"""Of the attenuation beyond which walks do not add up any more (1 / the largest eigenvalue): what is taken at most."""
Measure = Literal["degree", "betweenness", "core", "katz", "collective_influence"]
Scores = dict[int, float]


def degree(graph: nx.Graph) -> Scores:
    """How many a node is tied to."""
    return {node: float(graph.degree[node]) for node in sorted(graph)}


def betweenness(graph: nx.Graph) -> Scores:
    """The share of the pairs of others between which a node lies on the shortest paths (Freeman 1977). As Brandes 2001,
    for all sources at once, by matrices."""
    nodes = sorted(graph)
    size = len(nodes)
    if size < 3:
        return dict.fromkeys(nodes, 0.0)
    beside = nx.to_numpy_array(graph, nodelist=nodes, weight=None)
    levels, paths = _levels(beside)
    before = np.zeros((size, size))
    counted = np.where(paths > 0, paths, 1.0)
    for nearer, level in reversed(list(pairwise(levels))):
        share = np.where(level, (1 + before) / counted, 0.0)
        before += (share @ beside) * paths * nearer
    np.fill_diagonal(before, 0.0)
    total = before.sum(axis=0) / ((size - 1) * (size - 2))
    return {node: round(float(score), DIGITS) for node, score in zip(nodes, total, strict=True)}


Array = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]


def _levels(beside: Array) -> tuple[list[Mask], Array]:
    """By source (row): which nodes are 0, 1, 2 … steps away, and how many shortest paths lead to each."""
    size = len(beside)
    level: Mask = np.eye(size, dtype=np.bool_)
    paths: Array = np.eye(size)
    seen, found = level.copy(), [level]
    while level.any():
        onward = np.where(level, paths, 0.0) @ beside
        level = (onward > 0) & ~seen
        paths = np.where(level, onward, paths)
        seen |= level
        found.append(level)
    return found[:-1], paths


def core(graph: nx.Graph) -> Scores:
    """The largest k for which a node belongs to a part where each is tied to k others (Seidman 1983)."""
    found: Mapping[int, int] = nx.core_number(graph)
    return {node: float(found[node]) for node in sorted(graph)}


def katz(graph: nx.Graph) -> Scores:
    """Katz 1953, of length one. Attenuation KATZ_ALPHA; less in networks as dense as a group of ten who are all tied to
    each other, where walks would not add up."""
    nodes = sorted(graph)
    beside = nx.to_numpy_array(graph, nodelist=nodes, weight=None)
    largest = max(np.linalg.eigvalsh(beside), default=0.0)
    alpha = min(KATZ_ALPHA, KATZ_SHARE / largest) if largest > 0 else KATZ_ALPHA
    solved = np.linalg.solve(np.eye(len(nodes)) - alpha * beside, np.ones(len(nodes)))
    scores = solved / np.linalg.norm(solved)
    return {node: round(float(score), DIGITS) for node, score in zip(nodes, scores, strict=True)}


def collective_influence(graph: nx.Graph) -> Scores:
    """(degree - 1) times the sum of (degree - 1) over the neighbours (Morone and Makse 2015, radius 1)."""
    less = {node: graph.degree[node] - 1 for node in graph}
    return {node: float(less[node] * sum(less[far] for far in graph[node])) for node in sorted(graph)}


MEASURES: Mapping[Measure, Callable[[nx.Graph], Scores]] = {
    "degree": degree,
    "betweenness": betweenness,
    "core": core,
    "katz": katz,
    "collective_influence": collective_influence,
}


def ranked(scores: Mapping[int, float]) -> list[int]:
    """Nodes, the highest score first, of equals the lower number."""
    return sorted(scores, key=lambda node: (-scores[node], node))
