"""Boxes that overlap are pushed apart, and finished parts are packed onto a sheet."""

from __future__ import annotations

from collections.abc import Sequence

from graph.exports.drawing.shapes import Box, Point

_ROUNDS = 60
_GROWTH = 1.08


def apart(places: Sequence[Point], boxes: Sequence[Box]) -> list[Point]:
    """Places near these at which the boxes (each around its place) do not overlap: pushed along the shorter way, and
    where that does not end, on ever more room."""
    found = list(places)
    while not _settled(found, boxes):
        found = [(x * _GROWTH, y * _GROWTH) for x, y in found]
    return found


def _settled(places: list[Point], boxes: Sequence[Box]) -> bool:
    return any(not _pushed(places, boxes) for _ in range(_ROUNDS))


def _pushed(places: list[Point], boxes: Sequence[Box]) -> bool:
    """One round of pushes; whether there were any."""
    order = sorted(range(len(places)), key=lambda n: (places[n][0] + boxes[n].left, n))
    moved = False
    for at, one in enumerate(order):
        for other in order[at + 1 :]:
            a, b = boxes[one].moved(*places[one]), boxes[other].moved(*places[other])
            if b.left >= a.right:  # pushes move some since they were sorted: the next round meets them
                break
            if a.meets(b):
                _push(places, one, other, a, b)
                moved = True
    return moved


def _push(places: list[Point], one: int, other: int, a: Box, b: Box) -> None:
    rightwards = a.left + a.right <= b.left + b.right
    downwards = a.top + a.bottom <= b.top + b.bottom
    across = a.right - b.left if rightwards else b.right - a.left
    along = a.bottom - b.top if downwards else b.bottom - a.top
    if across <= along:
        half = (across / 2 + 0.5) * (1 if rightwards else -1)
        shift = (half, 0.0)
    else:
        half = (along / 2 + 0.5) * (1 if downwards else -1)
        shift = (0.0, half)
    places[one] = (places[one][0] - shift[0], places[one][1] - shift[1])
    places[other] = (places[other][0] + shift[0], places[other][1] + shift[1])


def packed(sizes: Sequence[tuple[float, float]], width: float) -> tuple[list[Point], float]:
    """The left upper corner of each part on a sheet of this width (no part is wider), each as high up as it goes, and
    the height of all: a skyline that grows downwards."""
    corners = list[Point]()
    skyline = [(0.0, 0.0)]  # where a stretch begins, and down to where it is taken
    for wide, high in sizes:
        y, x = min(
            (max(_depths(skyline, x, x + wide)), x) for x, _ in skyline if x + wide <= width or x == 0.0
        )  # fmt: skip
        corners.append((x, y))
        end = x + wide
        after = _depths(skyline, end, end)[0]
        skyline = [(at, depth) for at, depth in skyline if at < x or at > end]
        skyline = sorted([*skyline, (x, y + high), (end, after)])
    return corners, max(y + high for (_, y), (_, high) in zip(corners, sizes, strict=True)) if corners else 0.0


def _depths(skyline: Sequence[tuple[float, float]], start: float, end: float) -> list[float]:
    """How deep the stretches between start and end are taken; at least the one that holds `start`."""
    holding = max(n for n, (at, _) in enumerate(skyline) if at <= start)
    return [skyline[holding][1], *(depth for at, depth in skyline[holding + 1 :] if at < end)]
