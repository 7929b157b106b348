"""What both sides of an alias share: the signs between two names, and the coreference that they make."""

from __future__ import annotations

import re

from extractors.part import Coreference, Marked
from ontology.claim import Certainty

NAME = "alias"
REACH = 60
"""Characters that may stand between a name and its alias."""
MARKS = r"[\s,:;.\"'“”«»‘’()|/–—-]"
BRACKETED = re.compile(r"\s*[(]\s*")
_CLOSING = re.compile(r"\s*[,.]?[\"”»’')]|\s*[,.;:)]")


def closes(text: str, mention: Marked) -> bool:
    return bool(_CLOSING.match(text, mention.end)) or text[mention.end - 1 : mention.end] in "\"”»’'"


def join(one: Marked, other: Marked, certainty: Certainty = "stated") -> Coreference:
    left, right = sorted((one, other), key=lambda m: m.index)
    return Coreference(left.index, right.index, ((left.start, right.end),), NAME, 0.9, certainty)
