"""Mentions that the trained tagger sees in a text, each with its type, its kind where it has any, and a score."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from extractors.tagger.decode import best_path, chunks, word_means
from extractors.tagger.labels import Floats
from extractors.tagger.weights import Weights
from extractors.tagger.windows import Window, windows


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


def tag(text: str, weights: Weights) -> Iterator[Tagged]:
    """The mentions in the order of text; none overlap. Windows run one by one: the scales of int8 are worked out from
    all that runs together, so a window beside others would not always give the same labels.
    """
    for window in windows(text, weights.tokenizer):
        labels, kinds = (word_means(scores, window.word) for scores in _run(window, weights))
        path = best_path(labels, weights.steps, weights.first)
        sure = _shares(labels)
        for number, first, end in chunks(path):
            start = max(first, window.fresh)
            if start >= end:
                continue
            share = sure[start:end, [2 * number + 1, 2 * number + 2]].sum(1).min()
            yield Tagged(
                window.words[start].start,
                window.words[end - 1].end,
                weights.labels.types[number],
                _kind(kinds[start:end].mean(0), weights, number),
                round(float(share), 4),
                round(float(np.interp(share, weights.shares, weights.right)), 3),
            )


def _run(window: Window, weights: Weights) -> tuple[Floats, Floats]:
    labels, kinds = weights.session.run(None, {"ids": window.ids[None], "features": window.features[None]})
    return labels[0], kinds[0]


def _shares(scores: Floats) -> Floats:
    shares = np.exp(scores - scores.max(1, keepdims=True))
    made: Floats = shares / shares.sum(1, keepdims=True)
    return made


def _kind(scores: Floats, weights: Weights, number: int) -> str | None:
    places = weights.labels.kinds_of(weights.labels.types[number])
    if not places:
        return None
    return weights.labels.kinds[places[int(scores[places].argmax())]].partition(":")[2]
