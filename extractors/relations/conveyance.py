"""Coreference of things known by a number: a conveyance's description and its plate, and equal numbers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractors.analysis import Analysis
from extractors.fold import folded
from extractors.part import Coreference, Coreferencer, Marked
from extractors.relations.cues import whole
from extractors.relations.words import compact, name_words

NAME = "number"
_CONVEYANCES = frozenset(("Vehicle", "Vessel", "Aircraft"))
_NUMBERED = frozenset(("Phone", "Email", "SocialAccount", "IdentityDocument", "FinancialAccount", *_CONVEYANCES))
_REACH = 45
_TAIL = 4
"""Fewest digits of a number's end that may stand for the number."""
_BRACKET = re.compile(r"\s*[,(\[/–—-]?\s*[\"“«'(]?\s*")


def same_numbers(mentions: Sequence[Marked]) -> Iterator[Coreference]:
    """Equal numbers are one thing; a number's last digits are the only number of the document that ends so."""
    groups: dict[tuple[str, str], list[Marked]] = defaultdict(list)
    for m in mentions:
        if m.type in _NUMBERED and (m.type not in _CONVEYANCES or is_number(m)) and (normal := compact(m.text)):
            groups[m.type, normal].append(m)
    for (type_, normal), members in groups.items():
        for left, right in pairwise(members):
            yield _join(left, right, 0.98)
        digits = re.sub(r"\D", "", normal)
        if type_ in ("Phone", "FinancialAccount") and len(digits) >= _TAIL:
            longer = [k for k in groups if k[0] == type_ and k != (type_, normal) and k[1].endswith(digits)]
            if len(longer) == 1:
                yield _join(groups[longer[0]][0], members[0], 0.85)


def described(analysis: Analysis, mentions: Sequence[Marked]) -> Iterator[Coreference]:
    """A description and, close behind it, the number or name of the same conveyance ("a white Kenworth, plates …")."""
    text = folded(analysis.text)
    cue = whole("identifier", r"^(?:[\s,.:;#/°º\"'“«(-]|\b%s\b)*$")
    last: Marked | None = None
    for m in mentions:
        if m.type in _CONVEYANCES:
            if last and last.type == m.type and m.start - last.end <= _REACH and "\n\n" not in text[last.end : m.start]:
                between = _without(text, mentions, last, m)
                if is_number(m) and not is_number(last) and (_BRACKET.fullmatch(between) or cue.match(between)):
                    yield _join(last, m, 0.9)
            last = m


def is_number(mention: Marked) -> bool:
    """Whether a conveyance is named by a plate, hull or tail number rather than described."""
    words = name_words(mention.text)
    digits = sum(c.isdigit() for c in mention.text)
    return (
        digits >= 2
        and len(words) <= 4
        and all(any(c.isdigit() for c in w) or len(w) <= 4 for w in words)
        and mention.text == mention.text.upper()
    )


def _without(text: str, mentions: Sequence[Marked], left: Marked, right: Marked) -> str:
    """The text between two mentions, places in it left out ("Texas plate", "placas de Puebla")."""
    between = text[left.end : right.start]
    for m in mentions[left.index + 1 : right.index]:
        if m.type == "Place":
            between = between.replace(text[m.start : m.end], " ", 1)
    return between


def _join(one: Marked, other: Marked, score: float) -> Coreference:
    left, right = sorted((one, other), key=lambda m: m.index)
    return Coreference(left.index, right.index, ((left.start, left.end), (right.start, right.end)), NAME, score)


NUMBER = Coreferencer(NAME, "1", lambda analysis, mentions: (*same_numbers(mentions), *described(analysis, mentions)))
