"""Coreference by name: equal names of one type in a document, and a part of a name after the only one that has it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from extractors.analysis import Analysis
from extractors.part import Coreference, Coreferencer, Marked
from extractors.relations.cues import whole
from extractors.relations.told_again import told_again
from extractors.relations.words import name_words

NAME = "same-name"
_BY_NAME = ("Agency", "CriminalNetwork", "Organization", "Place", "Site", "Route", "Commodity", "PopulationGroup")
_BY_PART = ("CriminalNetwork", "Organization", "Site", "Vehicle", "Vessel", "Aircraft")
"""Types of which a shorter form ("Siramá" of "desvío de Siramá") names the same thing when only one thing has it.
Not Agency and Place: a part of their names often names another one (a city and its state, a force and its sector)."""
_NUMERAL = re.compile(r"(?:[ivx]+|\d{1,2})\Z")


def same_names(analysis: Analysis, mentions: Sequence[Marked]) -> Iterator[Coreference]:
    for before, again in told_again(analysis, mentions):
        equal = name_words(mentions[before].text) == name_words(mentions[again].text)
        yield _join(mentions[before], mentions[again], 0.95 if equal else 0.85)
    groups: dict[tuple[str, tuple[str, ...]], list[Marked]] = defaultdict(list)
    for m in mentions:
        if (m.type in _BY_NAME or m.type in _BY_PART) and (words := name_words(m.text)):
            groups[m.type, words].append(m)
    for (type_, words), members in groups.items():
        if type_ in _BY_NAME or not _generic(words):
            yield from _chain(members, 0.95)
    for (type_, words), members in groups.items():
        if type_ in _BY_PART and not _generic(words):
            longer = [key for key in groups if key[0] == type_ and _shortens(words, key[1])]
            if len(longer) == 1:
                yield _join(groups[longer[0]][0], members[0], 0.8)


def _shortens(short: Sequence[str], name: Sequence[str]) -> bool:
    """Whether a name is a part of a fuller one; what that adds must be no numeral ("Alba" of "Alba II")."""
    return set(short) < set(name) and not any(_NUMERAL.match(word) for word in set(name) - set(short))


def _generic(words: Iterable[str]) -> bool:
    generic = whole("generic", r"^%s$")
    return all(generic.match(word) for word in words)


def _chain(members: Sequence[Marked], score: float) -> Iterator[Coreference]:
    for left, right in pairwise(members):
        yield _join(left, right, score)


def _join(one: Marked, other: Marked, score: float) -> Coreference:
    left, right = sorted((one, other), key=lambda m: m.index)
    spans = ((left.start, left.end), (right.start, right.end))
    return Coreference(left.index, right.index, spans, NAME, score)


SAME_NAME = Coreferencer(NAME, "5", same_names)
