"""Runs without a blank are cut into tokens piece by piece: nothing is lost, and honest text is cut as ever."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from extractors.analysis import pipeline
from extractors.bounded import LONGEST, BoundedTokenizer

RUNS = st.lists(
    st.one_of(st.sampled_from((" ", "\n\n", "Juan ", "detenido. ", "\u202e")),
              st.integers(LONGEST - 1, 3 * LONGEST).map(lambda n: "=?" * (n // 2) + "a" * (n % 2))),
    max_size=6,
).map("".join)  # fmt: skip


@given(RUNS)
def test_no_character_is_lost(text: str) -> None:
    assert pipeline("es").tokenizer(text).text == text


@given(RUNS)
def test_a_piece_is_never_longer_than_it_may_be(text: str) -> None:
    asked: list[str] = []
    cutting = pipeline("es").tokenizer

    def told(piece: str):  # type: ignore[no-untyped-def]
        asked.append(piece)
        return cutting(piece)

    BoundedTokenizer(told)(text)
    assert all(len(run) <= LONGEST for piece in asked for run in piece.split())


def test_an_honest_text_is_cut_as_spacy_cuts_it() -> None:
    text = "El 14 de mayo, Juan Pérez (a) «El Tuercas»: placas 57-AK-8R. https://example.org/a?b=c"
    bounded = pipeline("es").tokenizer
    assert isinstance(bounded, BoundedTokenizer)
    assert [t.text for t in bounded(text)] == [t.text for t in bounded._tokenizer(text)]
