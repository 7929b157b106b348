"""The expression that a store is given means the same as the distance that it stands for."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from graph.names import near, near_pattern

tokens = st.text("abé中7𐐨", min_size=1, max_size=6)


@given(tokens, tokens)
def test_a_pattern_matches_what_is_near(one: str, other: str) -> None:
    assert bool(re.fullmatch(near_pattern(one), other)) == near(one, other)
