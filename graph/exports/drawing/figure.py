"""One connected part of a chart on paper: signs that do not overlap, links that go around signs that are not theirs,
words of links where they hide nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import hypot

from graph.exports.chart import Edge
from graph.exports.drawing.shapes import Box, Curve, Point, around, bent
from graph.exports.drawing.signs import RADIUS, Sign, tie_box, tie_lines
from graph.exports.drawing.spread import apart
from graph.exports.drawing.stress import stress_layout

_LENGTH = 118.0
"""Of a link, before anything is pushed apart."""
_MARGIN = 7.0
_CLEAR = 5.0
_LANE = 26.0
"""Between links with the same ends."""
_DETOURS = (0.0, 30.0, -30.0, 60.0, -60.0, 100.0, -100.0)
_SAMPLES = 16
_STEPS = 120
_STANDS = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74)
_GROWTH = 1.12
_TRIES = ((100, 9), (1_000, 3))
"""Up to how many signs, how often a part may grow for the words of its links."""
_LOOP = 34.0
_ARROW = 10.0
_SHORTEST = 36.0
_CROWDED = 600
"""More links than this in one part are drawn straight and without words: nobody could read them."""


@dataclass(frozen=True, slots=True)
class Tie:
    """A link as drawn. `words` stand around `stand`, which is None where there was no room."""

    edge: Edge
    curve: Curve
    words: tuple[str, ...]
    stand: Point | None


@dataclass(frozen=True, slots=True)
class Figure:
    """Signs with their places, ties, and the box around all."""

    signs: tuple[tuple[Sign, Point], ...]
    ties: tuple[Tie, ...]
    box: Box


def figure(signs: Sequence[Sign], edges: Sequence[Edge]) -> Figure:
    """Lay out one connected part; it grows until the words of all links have room, or a limit is met."""
    number = {sign.node.id: n for n, sign in enumerate(signs)}
    others: list[set[int]] = [set() for _ in signs]
    for edge in edges:
        a, b = number[edge.source], number[edge.target]
        if a != b:
            others[a].add(b)
            others[b].add(a)
    places = [(x * _LENGTH, y * _LENGTH) for x, y in stress_layout([sorted(o) for o in others])]
    boxes = [sign.box.grown(_MARGIN) for sign in signs]
    best: Figure | None = None
    for _ in range(next(tries for most, tries in _TRIES if len(signs) <= most)):
        places = apart(places, boxes)
        drawn = _drawn(signs, places, edges, number)
        if best is None or _wordless(drawn) < _wordless(best):
            best = drawn
        if not _wordless(drawn) or len(edges) > _CROWDED:
            break
        places = [(x * _GROWTH, y * _GROWTH) for x, y in places]
    assert best is not None
    return best


def _wordless(drawn: Figure) -> int:
    return sum(tie.stand is None for tie in drawn.ties)


def _drawn(signs: Sequence[Sign], places: Sequence[Point], edges: Sequence[Edge], number: Mapping[str, int]) -> Figure:
    taken = [box for sign, place in zip(signs, places, strict=True) for box in _parts(sign, place)]
    ties, crowded = list[Tie](), len(edges) > _CROWDED
    for edge, lane in _lanes(edges):
        a, b = number[edge.source], number[edge.target]
        obstacles = [] if crowded else [p for n, p in enumerate(places) if n not in (a, b)]
        if a == b:
            curve = _loop(places[a], lane)
        else:
            whole = _free(places[a], places[b], lane, obstacles)
            curve = _seen(whole, _parts(signs[a], places[a]), _parts(signs[b], places[b]))
        ties.append(Tie(edge, curve, tie_lines(edge), None))
    # The shortest have least choice.
    for n in () if crowded else sorted(range(len(ties)), key=lambda n: (_span(ties[n].curve), n)):
        box = tie_box(ties[n].words)
        stand = _stand(ties[n].curve, box, taken)
        if stand is not None:
            taken.append(box.moved(*stand))
            ties[n] = replace(ties[n], stand=stand)
    bends = [Box(*point, *point) for tie in ties for point in tie.curve.points(5)]
    return Figure(tuple(zip(signs, places, strict=True)), tuple(ties), around([*taken, *bends]))


def _parts(sign: Sign, place: Point) -> tuple[Box, Box]:
    return Box(-RADIUS, -RADIUS, RADIUS, RADIUS).grown(2).moved(*place), sign.text.moved(*place)


def _lanes(edges: Iterable[Edge]) -> Iterator[tuple[Edge, float]]:
    """Links with the same two ends lie beside each other, whichever way they go."""
    found = dict[tuple[str, str], list[Edge]]()
    for edge in edges:
        found.setdefault((min(edge.source, edge.target), max(edge.source, edge.target)), []).append(edge)
    for (first, _), together in found.items():
        for n, edge in enumerate(together):
            lane = (n - (len(together) - 1) / 2) * _LANE
            yield edge, lane if edge.source == first else -lane


def _free(start: Point, end: Point, lane: float, obstacles: Sequence[Point]) -> Curve:
    """From middle to middle of two signs; around other signs where a small detour is enough."""
    candidates = [bent(start, end, lane + detour) for detour in _DETOURS]
    near = [o for o in obstacles if _near(o, start, end)]
    hits = [_hits(curve, near) for curve in candidates]
    return candidates[hits.index(min(hits))]


def _seen(curve: Curve, at_start: Sequence[Box], at_end: Sequence[Box]) -> Curve:
    """The part between two signs; its middle where they leave nothing between them."""
    start, end = _leaves(curve, at_start), 1 - _leaves(curve.turned, at_end)
    return curve.between(start, end) if start < end else curve.between(0.45, 0.55)


def _leaves(curve: Curve, parts: Sequence[Box]) -> float:
    """Where a curve leaves the sign it starts in, the words below included."""
    grown = [part.grown(_CLEAR - 2) for part in parts]
    steps = (n / _STEPS for n in range(1, _STEPS))
    return next((t for t in steps if not any(part.holds(curve.at(t)) for part in grown)), 1.0)


def _near(point: Point, start: Point, end: Point) -> bool:
    reach = max(map(abs, _DETOURS)) + 2 * RADIUS
    box = Box(min(start[0], end[0]), min(start[1], end[1]), max(start[0], end[0]), max(start[1], end[1]))
    return box.grown(reach).holds(point)


def _hits(curve: Curve, obstacles: Sequence[Point]) -> int:
    points = list(curve.points(_SAMPLES))
    return sum(any(hypot(x - ox, y - oy) < RADIUS + _CLEAR for x, y in points) for ox, oy in obstacles)


def _loop(place: Point, lane: float) -> Curve:
    x, y = place
    high = y - RADIUS - 2 * _LOOP - 2 * abs(lane)
    return Curve((x - RADIUS / 2, y - RADIUS), (x, high), (x + RADIUS / 2, y - RADIUS))


def _span(curve: Curve) -> float:
    return hypot(curve.end[0] - curve.start[0], curve.end[1] - curve.start[1])


def _stand(curve: Curve, box: Box, taken: Sequence[Box]) -> Point | None:
    """Where on the curve the words hide nothing, its arrow included; nowhere on one that is hardly seen."""
    if _span(curve) < _SHORTEST:
        return None
    arrow = Box(*curve.end, *curve.end).grown(_ARROW)
    for t in _STANDS:
        point = curve.at(t)
        moved = box.moved(*point)
        if not any(moved.meets(other) for other in (arrow, *taken)):
            return point
    return None
