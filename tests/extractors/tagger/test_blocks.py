"""What the encoder takes: each piece is read once for the window, and each word is the mean of its own pieces."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.tagger import blocks
from extractors.tagger.weights import load
from extractors.tagger.windows import LONGEST, windows

TEXTS = st.lists(st.sampled_from(["Iván Muñoz-Peña", "cruzó", "el Bravo,", "km 89.", "\n", "😀", "\u200b", "x" * 40]))


@settings(max_examples=60, deadline=None)
@given(TEXTS.map(lambda told: " ".join(told * 9)))
def test_every_piece_is_read_at_its_place(text: str) -> None:
    for window in windows(text, load().tokenizer):
        arrays = blocks.given(window)
        own = arrays["own"]
        assert arrays["ids"].ravel()[own].tolist() == window.ids.tolist()
        assert arrays["places"].ravel()[own].tolist() == list(range(len(window.ids)))
        assert (arrays["features"].reshape(-1, 3)[own] == window.features).all()


@settings(max_examples=60, deadline=None)
@given(TEXTS.map(lambda told: " ".join(told * 9)))
def test_words_are_told_by_their_pieces(text: str) -> None:
    for window in windows(text, load().tokenizer):
        words = blocks.given(window)["words"]
        assert words[0].tolist() == [0, 1]
        for number, (first, after) in enumerate(words[1:]):
            assert set(range(first, after)) == set(np.flatnonzero(window.word == number))


def test_blocks_are_alike_and_never_too_long() -> None:
    for length in range(1, LONGEST + 1):
        count, size = blocks.blocks(length)
        assert size <= blocks.BLOCK
        assert (count - 1) * size < length <= count * size
