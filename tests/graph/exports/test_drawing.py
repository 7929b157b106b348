"""Laws of the layout."""

from __future__ import annotations

from itertools import combinations
from math import hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.exports.drawing.measure import width, wrap
from graph.exports.drawing.shapes import Box, bent
from graph.exports.drawing.spread import apart, packed
from graph.exports.drawing.stress import stress_layout

sides = st.floats(5, 80)
coordinates = st.floats(-100, 100)


@given(st.lists(st.tuples(coordinates, coordinates, sides, sides), min_size=1, max_size=20, unique_by=lambda b: b[:2]))
def test_boxes_that_were_pushed_apart_do_not_overlap(given_: list[tuple[float, float, float, float]]) -> None:
    boxes = [Box(-w / 2, -h / 2, w / 2, h / 2) for _, _, w, h in given_]
    places = apart([(x, y) for x, y, _, _ in given_], boxes)
    for one, other in combinations([box.moved(*place) for box, place in zip(boxes, places, strict=True)], 2):
        assert not one.meets(other)


@given(st.lists(st.tuples(sides, sides), max_size=25), st.floats(80, 300))
def test_packed_parts_lie_beside_each_other_and_within_the_sheet(sizes: list[tuple[float, float]], wide: float) -> None:
    corners, high = packed(sizes, wide)
    parts = [Box(x, y, x + w, y + h) for (x, y), (w, h) in zip(corners, sizes, strict=True)]
    for one, other in combinations(parts, 2):
        assert not one.grown(-1e-6).meets(other)
    for part in parts:
        assert 0 <= part.left < part.right <= wide + 1e-6
        assert 0 <= part.top < part.bottom <= high + 1e-6


def test_a_ring_is_drawn_as_a_ring() -> None:
    places = stress_layout([[(n - 1) % 8, (n + 1) % 8] for n in range(8)])
    radii = [hypot(*place) for place in places]
    assert max(radii) - min(radii) < 0.05 * max(radii)


def test_a_chain_lies_along_the_wide_side() -> None:
    places = stress_layout([[n for n in (k - 1, k + 1) if 0 <= n < 9] for k in range(9)])
    xs, ys = zip(*places, strict=True)
    assert max(xs) - min(xs) > 5 * (max(ys) - min(ys))


@given(st.text(max_size=80), st.integers(1, 4))
def test_wrapped_lines_fit_and_lose_nothing_before_the_ellipsis(text: str, lines: int) -> None:
    told = wrap(text, 12, 120, lines)
    assert len(told) <= lines
    assert all(width(line, 12) <= 120 for line in told)
    joined = "".join("".join(told).split())
    whole = "".join(text.split())
    assert joined == whole or (joined.endswith("…") and whole.startswith(joined[:-1]))


@pytest.mark.parametrize(("t", "u"), [(0.0, 1.0), (0.2, 0.7), (0.5, 0.6)])
def test_a_part_of_a_curve_lies_on_it(t: float, u: float) -> None:
    curve = bent((0, 0), (100, 40), 30)
    part = curve.between(t, u)
    for n in range(11):
        assert part.at(n / 10) == pytest.approx(curve.at(t + (u - t) * n / 10))
