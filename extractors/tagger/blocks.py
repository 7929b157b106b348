"""A window as the encoder takes it: its lower layers read blocks of pieces, each by itself, the upper ones whole words.

What a piece is can be told from the words beside it; what a word means here wants the whole window. The work of
attention grows with the square of what is read together, and a word has nearly two pieces, so most of it is spared.
"""

from __future__ import annotations

import numpy as np

from extractors.tagger.windows import Ints, Window

BLOCK = 128
"""Pieces that the lower layers read together, at most. The blocks of a window are of one size."""


def blocks(length: int) -> tuple[int, int]:
    """How many blocks a window of that many pieces has, and their size. The last one ends where the window does, so it
    may begin with pieces of the one before."""
    count = -(-length // BLOCK)
    return count, -(-length // count)


def given(window: Window) -> dict[str, Ints]:
    """The arrays that the tagger's graph takes: of B blocks of n pieces the ids, places in the window (B, n) and
    features (B, n, 3); `own` (L,) where in the blocks each piece of the window is read; `words` (W + 1, 2) its first
    piece and the one after the last of the mark at the window's beginning and of each word.
    """
    length = len(window.ids)
    count, size = blocks(length)
    starts = np.minimum(np.arange(count) * size, length - size)
    places = starts[:, None] + np.arange(size)
    piece = np.arange(length)
    block = piece // size
    bounds = np.searchsorted(window.word[1:-1], np.arange(len(window.words) + 1)) + 1
    return {
        "ids": window.ids[places],
        "features": window.features[places],
        "places": places,
        "own": piece - starts[block] + block * size,
        "words": np.stack((np.concatenate(([0], bounds[:-1])), bounds), axis=1),
    }
