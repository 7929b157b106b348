"""Points, boxes and curves of a drawing; y points down, the unit is the pixel of SVG."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import hypot

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    def moved(self, x: float, y: float) -> Box:
        return Box(self.left + x, self.top + y, self.right + x, self.bottom + y)

    def grown(self, by: float) -> Box:
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def meets(self, other: Box) -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def holds(self, point: Point) -> bool:
        return self.left < point[0] < self.right and self.top < point[1] < self.bottom


def around(boxes: Iterable[Box]) -> Box:
    """The least box that holds these, of which there is one at least."""
    found = list(boxes)
    return Box(
        min(b.left for b in found), min(b.top for b in found), max(b.right for b in found), max(b.bottom for b in found)
    )


@dataclass(frozen=True, slots=True)
class Curve:
    """A quadratic Bézier curve; straight where the control point lies on the line."""

    start: Point
    control: Point
    end: Point

    @property
    def turned(self) -> Curve:
        """The same curve from end to start."""
        return Curve(self.end, self.control, self.start)

    def at(self, t: float) -> Point:
        a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t**2
        return (
            a * self.start[0] + b * self.control[0] + c * self.end[0],
            a * self.start[1] + b * self.control[1] + c * self.end[1],
        )

    def points(self, count: int) -> Iterator[Point]:
        """Points between the ends, evenly by parameter."""
        return (self.at(n / (count + 1)) for n in range(1, count + 1))

    def between(self, t: float, u: float) -> Curve:
        """The part from t to u."""
        start, end = self.at(t), self.at(u)
        a, b, c = (1 - t) * (1 - u), (1 - t) * u + t * (1 - u), t * u
        control = (
            a * self.start[0] + b * self.control[0] + c * self.end[0],
            a * self.start[1] + b * self.control[1] + c * self.end[1],
        )
        return Curve(start, control, end)


def bent(start: Point, end: Point, by: float) -> Curve:
    """From start to end, its middle `by` pixels aside of the straight line."""
    middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    length = hypot(end[0] - start[0], end[1] - start[1]) or 1.0
    aside = (-(end[1] - start[1]) / length * 2 * by, (end[0] - start[0]) / length * 2 * by)
    return Curve(start, (middle[0] + aside[0], middle[1] + aside[1]), end)
