"""The sentence around some words of a document, for showing a claim where it stands."""

from __future__ import annotations

import re

_END = re.compile(r"[.!?…][\"'”»)]*\s|\n\s*\n")
_REACH = 300
"""Characters shown at most on either side."""


def sentence_around(text: str, start: int, end: int) -> str:
    """The words from the sentence's start before `start` to its end after `end`, white space made single."""
    low, high = max(0, start - _REACH), min(len(text), end + _REACH)
    before = [m.end() for m in _END.finditer(text, low, start)]
    after = _END.search(text, end, high)
    return " ".join(text[before[-1] if before else low : after.end() if after else high].split())
