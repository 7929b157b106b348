"""Text cut into windows that the encoder reads at once: several sentences each, so that a name is seen in its context.

Windows end where the text breaks best (paragraph, line, sentence, word); each but the first starts with a stretch of
the one before, which is read and not labelled. Cutting depends on the text alone, so equal texts give equal windows.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from extractors.tagger.words import Word, words

LONGEST = 510
"""Pieces of a window, its two marks included."""
CONTEXT = 128
"""Pieces of the window before that are read again, at most."""
_CHUNK = 2000  # characters given to the tokenizer at once: the tokenizer's time grows faster than its text
_WORD = 32
"""Pieces of a word that are read: a longer one is no name, and must not fill windows."""
_ENDS = frozenset(".!?;:")

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Window:
    """Pieces of one window. `word` is for each piece the place of its word in `words`, or -1 for the two marks.

    Words before `fresh` are context: the window before has labelled them.
    """

    ids: Ints
    word: Ints
    features: Ints
    words: tuple[Word, ...]
    fresh: int


def windows(text: str, tokenizer: Tokenizer) -> Iterator[Window]:
    """The windows of a text in its order; none where it has no visible character."""
    cut, table, ids, of, breaks = _cut(text, tokenizer)
    first, last = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    room = LONGEST - 2
    start = fresh = 0
    while fresh < len(ids):
        end = min(start + room, len(ids))
        if end < len(ids):
            end = _best(breaks, max(fresh + 1, start + room // 2), end)
        low, high = of[start], of[end - 1] + 1
        inside = np.array(of[start:end], dtype=np.int64)
        nothing = np.zeros((1, 3), dtype=np.int64)
        yield Window(
            np.array([first, *ids[start:end], last], dtype=np.int64),
            np.concatenate(([-1], inside - low, [-1])),
            np.concatenate((nothing, table[inside], nothing)),
            tuple(cut[low:high]),
            of[fresh] - low,
        )
        fresh = end
        start = _back(breaks, end, CONTEXT)


@lru_cache(maxsize=2)
def _cut(text: str, tokenizer: Tokenizer) -> tuple[list[Word], Ints, list[int], list[int], list[int]]:
    """Words, their features, pieces, the word of each piece, breaks: the tagger and the scorer of links ask in turn."""
    cut = words(text)
    table = np.array([(w.shape, w.before, w.after) for w in cut], dtype=np.int64)
    ids, of = _pieces(text, cut, tokenizer)
    return cut, table, ids, of, _breaks(text, cut, of)


def _pieces(text: str, cut: list[Word], tokenizer: Tokenizer) -> tuple[list[int], list[int]]:
    """Ids of the pieces and the number of the word each belongs to. Characters that the tokenizer drops have none, nor
    have the ends of words without end."""
    chunks = list(_chunks(text))
    starts = [word.start for word in cut]
    ids: list[int] = []
    of: list[int] = []
    for (begin, end), coded in zip(
        chunks, tokenizer.encode_batch([text[a:b] for a, b in chunks], add_special_tokens=False), strict=True
    ):
        at = max(0, bisect.bisect_right(starts, begin) - 1)
        stop = bisect.bisect_left(starts, end)
        for id_, (_, b) in zip(coded.ids, coded.offsets, strict=True):
            last = begin + b - 1
            while at + 1 < stop and starts[at + 1] <= last:
                at += 1
            if at < stop and cut[at].start <= last < cut[at].end and not (len(of) >= _WORD and of[-_WORD] == at):
                ids.append(id_)
                of.append(at)
    return ids, of


def _chunks(text: str) -> Iterator[tuple[int, int]]:
    """Lines, and pieces of lines that are longer than the tokenizer takes well, cut at a space where there is one."""
    for line in re.finditer(r"[^\n]+", text):
        start, end = line.span()
        while end - start > _CHUNK:
            space = text.rfind(" ", start + _CHUNK // 2, start + _CHUNK)
            middle = space if space > 0 else start + _CHUNK
            yield start, middle
            start = middle
        yield start, end


def _breaks(text: str, cut: list[Word], of: list[int]) -> list[int]:
    """How well the text may be cut before each piece: 0 inside a word, 1 word, 2 sentence, 3 line, 4 paragraph."""
    result = [4]
    for left, right in pairwise(of):
        if left == right:
            result.append(0)
            continue
        lines = text.count("\n", cut[left].end, cut[right].start)
        if lines:
            result.append(4 if lines > 1 else 3)
        else:
            result.append(2 if text[cut[left].end - 1] in _ENDS and cut[right].start > cut[left].end else 1)
    return result


def _best(breaks: list[int], low: int, high: int) -> int:
    """The last place of the best break in low..high; high where a single word fills all."""
    return max(range(low, high + 1), key=lambda i: (breaks[i], i)) if low < high else high


def _back(breaks: list[int], end: int, context: int) -> int:
    """Where the next window starts: at the earliest sentence within `context` pieces, else at the cut itself."""
    near = range(max(0, end - context), end)
    return next((i for i in near if breaks[i] >= 2), end)
