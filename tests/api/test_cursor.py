"""A cursor is good for the question and the caller that it was made for, and for nothing else."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.cursor import seal, unseal
from ontology.errors import RequestError

KEY = b"sixteen letters!"
positions = st.lists(
    st.one_of(st.integers(-(2**53), 2**53), st.floats(allow_nan=False, allow_infinity=False), st.text(max_size=40)),
    min_size=1,
    max_size=4,
).map(tuple)


@given(positions, st.dictionaries(st.text(max_size=5), st.text(max_size=5)))
def test_a_position_comes_back_as_it_was(position: tuple[float | int | str, ...], question: dict[str, str]) -> None:
    found = unseal(KEY, question, seal(KEY, question, position))
    assert found == position
    assert [type(part) for part in found] == [type(part) for part in position]


@given(positions, st.integers(0, 200), st.integers(1, 255))
def test_a_changed_cursor_is_refused(position: tuple[float | int | str, ...], place: int, change: int) -> None:
    cursor = seal(KEY, "q", position)
    raw = bytearray(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    raw[place % len(raw)] ^= change
    with pytest.raises(RequestError):
        unseal(KEY, "q", base64.urlsafe_b64encode(raw).decode().rstrip("="))


@pytest.mark.parametrize("cursor", ["", "x", "é", "====", "YWJj", "a b", "\x00", "A" * 5_000])
def test_other_texts_are_refused_in_the_same_words(cursor: str) -> None:
    with pytest.raises(RequestError) as malformed:
        unseal(KEY, "q", cursor)
    with pytest.raises(RequestError) as foreign:
        unseal(KEY, "another question", seal(KEY, "q", (1, "a")))
    with pytest.raises(RequestError) as strange:
        unseal(b"another secret key", "q", seal(KEY, "q", (1, "a")))
    assert str(malformed.value) == str(foreign.value) == str(strange.value)
