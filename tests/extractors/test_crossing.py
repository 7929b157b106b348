"""Spans are found as by looking at each of them."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from extractors.crossing import Spans


@dataclass(frozen=True)
class Place:
    start: int
    end: int


PLACES = st.tuples(st.integers(0, 40), st.integers(1, 15)).map(lambda pair: Place(pair[0], sum(pair)))


@given(st.lists(PLACES), PLACES)
def test_what_crosses_is_what_shares_a_character(places: list[Place], asked: Place) -> None:
    crossing = [p for p in sorted(places, key=lambda p: p.start) if p.start < asked.end and p.end > asked.start]
    assert Spans(places).crossing(asked.start, asked.end) == crossing
