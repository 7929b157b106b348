"""The sentence around some words of a document, for showing a claim where it stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graph.few import shown_words
from ontology.masking import masked

if TYPE_CHECKING:
    from api.service import ShownClaim

_END = re.compile(r"[.!?…][\"'”»)]*\s|\n\s*\n")
_REACH = 300
"""Characters shown at most on either side."""


def sentence_around(text: str, start: int, end: int) -> str:
    """The words from the sentence's start before `start` to its end after `end`, white space made single."""
    low, high = max(0, start - _REACH), min(len(text), end + _REACH)
    before = [m.end() for m in _END.finditer(text, low, start)]
    after = _END.search(text, end, high)
    return " ".join(text[before[-1] if before else low : after.end() if after else high].split())


def quoted(shown: ShownClaim) -> str:
    """The sentence that a claim stands in, a protected value masked; empty where it has no evidence in the text."""
    said = shown.claim
    if not said.evidence:
        return ""
    start, end = min(s for s, _ in said.evidence), max(e for _, e in said.evidence)
    return hidden(shown, sentence_around(shown.document.text, start, end))


def hidden(shown: ShownClaim, text: str) -> str:
    """Words of a document with the claim's value masked, where that is protected, and without counts of few people."""
    value = shown.claim.value
    if shown.masked and value:
        text = text.replace(value.written, masked(value.written))
    return text if shown.told else shown_words(shown.claim, text)
