"""A whole chart on one sheet: its connected parts, largest first, then what has no link."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt

from graph.exports.chart import Chart, Edge, Node
from graph.exports.drawing.figure import Figure, Tie, figure
from graph.exports.drawing.shapes import Box, Curve, Point
from graph.exports.drawing.signs import RADIUS, Sign, sign_of
from graph.exports.drawing.spread import packed

MOST = 250
"""Nodes on one sheet; beyond that nobody reads it."""
_GUTTER = 46.0
_NARROWEST = 1_160.0
_ASPECT = 1.7
_CELL = 182.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """`alone_from` is where the nodes without links begin, None where there are none. `left_out`: nodes of the chart
    that are not drawn, by type; `wordless`: links whose words had no room."""

    signs: tuple[tuple[Sign, Point], ...]
    ties: tuple[Tie, ...]
    width: float
    height: float
    alone_from: float | None
    left_out: Counter[str]
    wordless: int


def lay_out(chart: Chart) -> Sheet:
    """The sheet of a chart. Of a large one it shows the nodes with most links, and those it joins."""
    kept = _kept(chart)
    ids = {node.id for node in kept}
    edges = [edge for edge in chart.edges if edge.source in ids and edge.target in ids]
    parts, alone = _parts(kept, edges)
    figures = [figure([sign_of(n) for n in nodes], links) for nodes, links in parts]
    signs, ties = list[tuple[Sign, Point]](), list[Tie]()
    width, height = _place(figures, signs, ties)
    alone_from = None
    if alone:
        alone_from, height = height, _grid(alone, height, width, signs)
    return Sheet(
        tuple(signs), tuple(ties), width, height, alone_from,
        Counter(node.type for node in chart.nodes if node.id not in ids), sum(tie.stand is None for tie in ties),
    )  # fmt: skip


def _kept(chart: Chart) -> Sequence[Node]:
    if len(chart.nodes) <= MOST:
        return chart.nodes
    degrees = Counter(end for edge in chart.edges for end in (edge.source, edge.target))
    ranked = sorted(chart.nodes, key=lambda n: (-degrees[n.id], n.type, n.id))
    kept = {node.id for node in ranked[:MOST]}
    return [node for node in chart.nodes if node.id in kept]


def _parts(nodes: Sequence[Node], edges: Iterable[Edge]) -> tuple[list[tuple[list[Node], list[Edge]]], list[Node]]:
    """Connected parts with their links, the largest first; and the nodes without a link."""
    head = {node.id: node.id for node in nodes}

    def find(id_: str) -> str:
        while head[id_] != id_:
            head[id_] = id_ = head[head[id_]]
        return id_

    linked = list(edges)
    for edge in linked:
        head[find(edge.source)] = find(edge.target)
    ends = {end for edge in linked for end in (edge.source, edge.target)}
    parts = dict[str, tuple[list[Node], list[Edge]]]()
    for node in nodes:
        if node.id in ends:
            parts.setdefault(find(node.id), ([], []))[0].append(node)
    for edge in linked:
        parts[find(edge.source)][1].append(edge)
    ordered = sorted(parts.values(), key=lambda part: (-len(part[0]), -len(part[1]), part[0][0].id))
    return ordered, [node for node in nodes if node.id not in ends]


def _place(
    figures: Sequence[Figure], signs: list[tuple[Sign, Point]], ties: list[Tie]
) -> tuple[float, float]:  # fmt: skip
    """Put the figures on the sheet; gives the width and height they take."""
    sizes = [(f.box.right - f.box.left + _GUTTER, f.box.bottom - f.box.top + _GUTTER) for f in figures]
    area = sum(wide * high for wide, high in sizes)
    widths = [wide for wide, _ in sizes]
    width = max([_NARROWEST, min(sqrt(area * _ASPECT), sum(widths)), *widths])
    corners, height = packed(sizes, width)
    for drawn, (x, y) in zip(figures, corners, strict=True):
        dx, dy = x + _GUTTER / 2 - drawn.box.left, y + _GUTTER / 2 - drawn.box.top
        signs += [(sign, (px + dx, py + dy)) for sign, (px, py) in drawn.signs]
        ties += [_moved(tie, dx, dy) for tie in drawn.ties]
    return width, height


def _moved(tie: Tie, x: float, y: float) -> Tie:
    def shifted(point: Point) -> Point:
        return point[0] + x, point[1] + y

    curve = Curve(shifted(tie.curve.start), shifted(tie.curve.control), shifted(tie.curve.end))
    return Tie(tie.edge, curve, tie.words, shifted(tie.stand) if tie.stand else None)


def _grid(nodes: Iterable[Node], top: float, width: float, signs: list[tuple[Sign, Point]]) -> float:
    """Rows of signs from `top` downwards; gives where they end."""
    told = [sign_of(node) for node in nodes]
    columns = max(1, int(width // _CELL))
    y = top + _GUTTER / 2
    for first in range(0, len(told), columns):
        row = told[first : first + columns]
        signs += [(sign, (_CELL * (n + 0.5), y + RADIUS)) for n, sign in enumerate(row)]
        y += max(_height(sign.box) for sign in row) + 14
    return y


def _height(box: Box) -> float:
    return box.bottom - box.top
