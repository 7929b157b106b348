"""The best sequence of labels for a window (Viterbi), and the mentions that it tells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from extractors.tagger.labels import Floats


def best_path(scores: Floats, steps: Floats, first: Floats) -> list[int]:
    """The labels of the highest sum of `scores` (words, labels) and `steps` (from, to). Of equals the lowest number."""
    best = scores.copy()  # to be the highest sum of a path that ends at a word with a label
    best[0] += first
    sums = np.empty_like(steps)
    for before, here in pairwise(best):
        np.add(steps, before[:, None], out=sums)
        here += np.maximum.reduce(sums, axis=0)
    into = np.ascontiguousarray(steps.T)
    path = [int(best[-1].argmax())]
    for before in best[-2::-1]:  # where the best path came from is asked for its own labels alone
        path.append(int((into[path[-1]] + before).argmax()))
    return path[::-1]


def chunks(path: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """Mentions as (number of the type, first word, word after the last). Labels as in Labels: 0 none, odd B, even I."""
    begun: int | None = None
    for at, label in enumerate((*path, 0)):
        if begun is not None and (label == 0 or label % 2 == 1):
            yield (path[begun] - 1) // 2, begun, at
            begun = None
        if label % 2 == 1:
            begun = at
