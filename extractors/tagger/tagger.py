"""What the trained tagger sees in a text: mentions with type, kind where they have any, and score; shares of labels."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from extractors.tagger.blocks import given
from extractors.tagger.decode import best_path, chunks
from extractors.tagger.labels import NEVER, Floats
from extractors.tagger.weights import Weights
from extractors.tagger.windows import Ints, Window, windows
from extractors.tagger.words import Word

_PARTED = re.compile(r"\t|\n\s*\n|[ ]{3}")
"""Between the cells of a table, as readers give them or as spaces set them apart, and between paragraphs."""
_TOGETHER = frozenset({"", " "})
"""Between most words."""


@dataclass(frozen=True, slots=True)
class Tagged:
    """Characters of the text. `score` in 0..1: how often such a mention was right on reports not learned from.

    `share` is what it is worked out from: the part of its least sure word's probability that the type got.
    """

    start: int
    end: int
    type: str
    kind: str | None
    share: float
    score: float


@dataclass(frozen=True, slots=True)
class Reading:
    """What the tagger makes of a text: the mentions, in the order of text and without overlap, and for each word
    (`starts` and `ends`, ascending) the share of every label (words, labels).

    `windows` are the windows that it read, each with what its shared layers made of the mark at its beginning and of
    its words (1, words + 1, width).
    """

    windows: tuple[tuple[Window, Floats], ...]
    mentions: tuple[Tagged, ...]
    starts: Ints
    ends: Ints
    shares: Floats


def read(text: str, weights: Weights) -> Reading:
    """Windows run one by one: the scales of int8 are worked out from all that runs together, so a window beside others
    would not always give the same labels.
    """
    read_: list[tuple[Window, Floats]] = []
    mentions: list[Tagged] = []
    words: list[Word] = []
    shares: list[Floats] = []
    for window in windows(text, weights.tokenizer):
        labels, kinds, below = _run(window, weights)
        read_.append((window, below))
        sure = _shares(labels)
        labels[_parted(text, window), 2::2] += NEVER  # whatever goes on, goes on in the same cell
        mentions += _mentions(window, labels, kinds, sure, weights)
        words += window.words[window.fresh :]
        shares.append(sure[window.fresh :])
    return Reading(
        tuple(read_),
        tuple(mentions),
        np.array([word.start for word in words], dtype=np.int64),
        np.array([word.end for word in words], dtype=np.int64),
        np.concatenate(shares) if shares else np.zeros((0, len(weights.labels.names)), dtype=np.float32),
    )


def _parted(text: str, window: Window) -> list[int]:
    """The words of a window before which a cell or a paragraph ends: no mention goes on there."""
    between = ((at, text[left.end : right.start]) for at, (left, right) in enumerate(pairwise(window.words), 1))
    return [at for at, blank in between if blank not in _TOGETHER and _PARTED.search(blank)]


def _mentions(window: Window, labels: Floats, kinds: Floats, sure: Floats, weights: Weights) -> Iterator[Tagged]:
    for number, first, end in chunks(best_path(labels, weights.steps, weights.first)):
        start = max(first, window.fresh)
        if start >= end:
            continue
        share = sure[start:end, [2 * number + 1, 2 * number + 2]].sum(1).min()
        yield Tagged(
            window.words[start].start,
            window.words[end - 1].end,
            weights.labels.types[number],
            _kind(kinds[start:end], weights, number),
            round(float(share), 4),
            round(float(np.interp(share, weights.shares, weights.right)), 3),
        )


def _run(window: Window, weights: Weights) -> tuple[Floats, Floats, Floats]:
    asked = given(window) | {"style": np.array([weights.style], dtype=np.int64)}
    labels, kinds, below = weights.session.run(["labels", "kinds", "below"], asked)
    return labels[0], kinds[0], below


def _shares(scores: Floats) -> Floats:
    shares = np.exp(scores - scores.max(1, keepdims=True))
    made: Floats = shares / shares.sum(1, keepdims=True)
    return made


def _kind(scores: Floats, weights: Weights, number: int) -> str | None:
    """The best kind of the words of a mention; `scores` (words, kinds)."""
    places = weights.labels.kinds_of[weights.labels.types[number]]
    if not places:
        return None
    return weights.labels.kinds[places[int(scores.mean(0)[places].argmax())]].partition(":")[2]
