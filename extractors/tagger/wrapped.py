"""Names that the end of a wrapped line cuts in two.

The tagger has learned from reports with one paragraph a line, where a line begins another name; scanned and wrapped
prose breaks its lines inside them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.tagger.tagger import Tagged

_LINE_END = re.compile(r"[ ]?\n[ ]?")
_GOES_ON = re.compile(r"[^\W\d_][.,]?[ ][\"“«(]?\Z")
"""Before the name's first half: words of a sentence, no label of a form."""
_FOLLOWED = re.compile(r"['’]s\b|[ ,.;)\"”»]")
_LOWER = re.compile(r"\n[ ]?[a-zà-ÿ]")
_WIDE = 55
"""Characters from which a line in capitals is full, and so ends where it does for want of room."""
_WORDS = 6
"""Most words of a name of two halves."""


def rejoined(text: str, found: Sequence[Tagged]) -> Iterator[Tagged]:
    """What was found, with two persons that are the halves of one name as one."""
    made: list[Tagged] = []
    for each in found:
        if made and _one_name(text, made[-1], each):
            score = min(made[-1].score, each.score)
            made[-1] = replace(made[-1], end=each.end, share=min(made[-1].share, each.share), score=score)
        else:
            made.append(each)
    yield from made


def _one_name(text: str, one: Tagged, other: Tagged) -> bool:
    if one.type != "Person" or other.type != "Person" or not _LINE_END.fullmatch(text, one.end, other.start):
        return False
    if len(text[one.start : other.end].split()) > _WORDS or not _FOLLOWED.match(text, other.end):
        return False
    line = text[text.rfind("\n", 0, one.start) + 1 : one.start]
    return bool(_GOES_ON.search(line)) and _is_wrapped(text, one, other)


def _is_wrapped(text: str, one: Tagged, other: Tagged) -> bool:
    """Whether the lines of the paragraph end for want of room: one of them begins in lower case, or, in capitals, the
    line is full."""
    start = text.rfind("\n\n", 0, one.start) + 1
    end = text.find("\n\n", other.end)
    paragraph = text[start : end if end >= 0 else len(text)]
    if _LOWER.search(paragraph):
        return True
    return text[one.start : other.end].isupper() and one.end - text.rfind("\n", 0, one.start) > _WIDE
