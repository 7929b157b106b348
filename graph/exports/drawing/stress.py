"""Where the nodes of one connected part lie: distances on paper follow distances in the graph.

Stress majorization (Gansner, Koren, North 2004) from a radial tree, with their lengths of edges: two nodes with many
different neighbours get more room between them. Plain arithmetic in a fixed order, so every machine finds the same.
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence
from math import atan2, cos, pi, sin, sqrt

from graph.exports.drawing.shapes import Point

_WORK = 2_000_000
_SWEEPS = (12, 120)
_CROWDING = 0.1
_LONGEST = 2.2

Neighbours = Sequence[Sequence[int]]


def stress_layout(neighbours: Neighbours) -> list[Point]:
    """A place for each node 0 … n-1 of a connected graph; the least distance of linked nodes is about 1."""
    count = len(neighbours)
    if count == 1:
        return [(0.0, 0.0)]
    lengths = _lengths(neighbours)
    distances = [_distances(lengths, node) for node in range(count)]
    places = _radial(neighbours)
    fewest, most = _SWEEPS
    for _ in range(max(fewest, min(most, _WORK // count**2))):
        for node in range(count):
            places[node] = _majorized(node, places, distances[node])
    return _lying(places)


def _lengths(neighbours: Neighbours) -> list[dict[int, float]]:
    sets = [set(others) for others in neighbours]
    return [
        {b: min(_LONGEST, 1.0 + _CROWDING * (len(sets[a] ^ sets[b]) - 2)) for b in others}
        for a, others in enumerate(neighbours)
    ]


def _distances(lengths: Sequence[Mapping[int, float]], start: int) -> list[float]:
    """Dijkstra."""
    found = dict[int, float]()
    queue = [(0.0, start)]
    while queue:
        distance, node = heapq.heappop(queue)
        if node not in found:
            found[node] = distance
            for other, length in lengths[node].items():
                if other not in found:
                    heapq.heappush(queue, (distance + length, other))
    return [found[node] for node in range(len(lengths))]


def _majorized(node: int, places: Sequence[Point], distances: Sequence[float]) -> Point:
    """The place of a node that lowers the stress most, the others standing still."""
    x, y = places[node]
    sum_x = sum_y = weights = 0.0
    for other, (ox, oy) in enumerate(places):
        if other != node:
            wanted = distances[other]
            weight = 1.0 / (wanted * wanted)
            dx, dy = x - ox, y - oy
            stretch = wanted / (sqrt(dx * dx + dy * dy) or 1e-9)
            sum_x += weight * (ox + dx * stretch)
            sum_y += weight * (oy + dy * stretch)
            weights += weight
    return sum_x / weights, sum_y / weights


def _lying(places: Sequence[Point]) -> list[Point]:
    """Turned so that the longer way of the whole runs across: paper and screens are wide, and so are words."""
    count = len(places)
    mx, my = sum(x for x, _ in places) / count, sum(y for _, y in places) / count
    xx = sum((x - mx) ** 2 for x, _ in places)
    yy = sum((y - my) ** 2 for _, y in places)
    xy = sum((x - mx) * (y - my) for x, y in places)
    angle = atan2(2 * xy, xx - yy) / 2
    c, s = cos(angle), sin(angle)
    return [_rounded((x - mx) * c + (y - my) * s, (y - my) * c - (x - mx) * s) for x, y in places]


def _rounded(x: float, y: float) -> Point:
    """Machines may differ in the last digit of a cosine."""
    return round(x, 6), round(y, 6)


def _radial(neighbours: Neighbours) -> list[Point]:
    """A tree around the node with most neighbours; each branch has a sector as wide as it has leaves."""
    root = max(range(len(neighbours)), key=lambda node: (len(neighbours[node]), -node))
    children: list[list[int]] = [[] for _ in neighbours]
    order, seen = [root], {root}
    for node in order:
        for other in neighbours[node]:
            if other not in seen:
                seen.add(other)
                order.append(other)
                children[node].append(other)
    leaves = [0] * len(neighbours)
    for node in reversed(order):
        leaves[node] = sum(leaves[child] for child in children[node]) or 1
    places: list[Point] = [(0.0, 0.0)] * len(neighbours)
    sectors = {root: (0.0, 2 * pi, 0)}
    for node in order:
        start, width, depth = sectors[node]
        # A hair off the exact angle: nodes that lie on one line never leave it.
        angle = start + width / 2 + 0.01 * (node + 1) / len(neighbours)
        places[node] = _rounded(depth * cos(angle), depth * sin(angle))
        for child in children[node]:
            share = width * leaves[child] / leaves[node]
            sectors[child] = (start, share, depth + 1)
            start += share
    return places
