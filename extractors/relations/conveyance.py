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
_FAR = 130
"""Characters within which a word such as "plates" leads a number back to what was described."""
_SIGNS = r"[\s,.:;#/°º\"'“”«»()|-]"
_STOP = re.compile(r"[.!?]\s+(?=[a-z])|\n")
_APPOSITION = re.compile(r"[\"”»’']?(?:,\s*(?:an? |una? )?|\s*[(]\s*|,? (?:an?|una?) )")
_OPENED = re.compile(r"\s*[(]\s*")
_COLUMN = re.compile(r"[\"”»’']?(?:[^\S\n]*[|\t][^\S\n]*|[^\S\n]{2,})[\"“«]?")
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
    """A description and, close behind it, the number or name of the same conveyance ("a white Kenworth, plates …"); a
    number or name and what describes it; the fields of a form and the columns of a row that tell of one."""
    text = folded(analysis.text)
    last: dict[str, Marked] = {}
    for m in mentions:
        if m.type in _CONVEYANCES:
            before = last.get(m.type)
            if before and before.end <= m.start and _one(text, mentions, before, m):
                yield _join(before, m, 0.9)
            last[m.type] = m


def _one(text: str, mentions: Sequence[Marked], left: Marked, right: Marked) -> bool:
    """Whether two mentions that follow each other tell one conveyance. What names it (a number, or what a vessel is
    called) is told once, its description once."""
    gap = text[left.end : right.start]
    if len(gap) > _FAR or "\n\n" in gap or any(_several(m) for m in (left, right)):
        return False
    between = _without(text, mentions, left, right)
    if is_number(right) and not is_number(left):
        label = whole("number_label", rf"\b%s{_SIGNS}*$").search(between)
        return _stands_by(between, len(gap)) or (label is not None and len(_STOP.findall(between)) <= 1)
    if _names(left) and _names(right):
        return bool(whole("renamed", rf"^{_SIGNS}*%s{_SIGNS}*$").match(between))
    if _names(right):
        return _stands_by(between, len(gap))
    appended = _APPOSITION if left.type == "Vessel" else _OPENED
    return _names(left) and bool(
        appended.fullmatch(between)
        or whole("look_label", r"[\n|]\s*%s\s*[:.]\s*$").search(between)
        or _COLUMN.fullmatch(between)
    )


def _stands_by(between: str, length: int) -> bool:
    """Whether nothing but signs and words that lead to a number or name stand between it and a description."""
    if length > _REACH:
        return False
    cue = whole("identifier", rf"^(?:{_SIGNS}|\b%s\b)*$")
    return bool(_BRACKET.fullmatch(between) or cue.match(between) or _COLUMN.fullmatch(between))


def _several(mention: Marked) -> bool:
    """Whether a description counts more than one ("dos ambulancias")."""
    return bool(whole("several", r"^%s\b").match(" ".join(name_words(mention.text))))


def _names(mention: Marked) -> bool:
    """Whether a mention tells which conveyance it is: by a number, or as a vessel by a name in capitals."""
    if is_number(mention):
        return True
    words: list[str] = re.findall(r"[^\W\d_]{3,}", mention.text)
    return (
        mention.type == "Vessel"
        and bool(words)
        and all(w[0].isupper() for w in words)
        and not any(whole("generic", r"^%s$").match(w) for w in name_words(mention.text))
    )


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


NUMBER = Coreferencer(NAME, "2", lambda analysis, mentions: (*same_numbers(mentions), *described(analysis, mentions)))
