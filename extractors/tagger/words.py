"""The words of a text and what their letters tell: the tagger labels words, never parts of one.

Three small classes of each word are learned beside its pieces: its shape, the character before it and the character
behind it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_WORD = re.compile(r"\w+|[^\w\s]")
_BEFORE = {
    "\n": 1,
    **dict.fromkeys("\"«“'‘(", 2),
    **dict.fromkeys("@#$+", 3),
    **dict.fromkeys(":-/", 4),
    " ": 5,
    "\t": 5,
}
_AFTER = {
    "\n": 1,
    **dict.fromkeys("\"»”'’)", 2),
    **dict.fromkeys(",;", 3),
    **dict.fromkeys(":-/@", 4),
    " ": 5,
    "\t": 5,
    ".": 6,
}
_OTHER = 7
FEATURES = (16, 8, 8)
"""How many classes each feature has: shape, before, after. Class 0 is kept for what is no word."""


class Word(NamedTuple):
    """Characters of the text, and the classes of its three features (each below the number in FEATURES). A tuple, as
    texts have thousands."""

    start: int
    end: int
    shape: int
    before: int
    after: int


def words(text: str) -> list[Word]:
    """Runs of letters, digits and underscores, and every other visible character by itself, in the order of text."""
    return [
        Word(
            start := match.start(),
            end := match.end(),
            _shape(match.group()),
            _BEFORE.get(text[start - 1], _OTHER) if start else 1,
            _AFTER.get(text[end], _OTHER) if end < len(text) else 1,
        )
        for match in _WORD.finditer(text)
    ]


@lru_cache(maxsize=16384)
def _shape(word: str) -> int:
    if word.isdigit():
        shape = 1
    elif any(c.isdigit() for c in word):
        shape = 2
    elif word.isupper() and len(word) > 1:
        shape = 3
    elif word[0].isupper():
        shape = 4
    elif word.islower():
        shape = 5
    else:
        shape = 6 if word.isalpha() else 7
    return shape + (0 if word.isascii() or not word.isalpha() else 8)
