"""Coreference by name: equal names of one type in a document, and a part of a name after the only one that has it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from extractors.analysis import Analysis
from extractors.part import Coreference, Coreferencer, Marked
from extractors.relations.acting import Parted, parted
from extractors.relations.cues import whole
from extractors.relations.persons import Person, conflict, persons
from extractors.relations.words import name_words

NAME = "same-name"
_BY_NAME = ("Agency", "CriminalNetwork", "Organization", "Place", "Site", "Route", "Commodity", "PopulationGroup")
_BY_PART = ("CriminalNetwork", "Organization", "Site", "Vehicle", "Vessel", "Aircraft")
"""Types of which a shorter form ("Siramá" of "desvío de Siramá") names the same thing when only one thing has it.
Not Agency and Place: a part of their names often names another one (a city and its state, a force and its sector)."""
_NUMERAL = re.compile(r"(?:[ivx]+|\d{1,2})\Z")


def same_names(analysis: Analysis, mentions: Sequence[Marked]) -> Iterator[Coreference]:
    yield from _persons(analysis, mentions)
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


def _persons(analysis: Analysis, mentions: Sequence[Marked]) -> Iterator[Coreference]:
    """Clusters of persons, the longest names first. A mention joins the only cluster whose name it can be, unless
    something told of them, or of anybody with that name, says that there are two."""
    known, two = persons(analysis, mentions), parted(analysis, mentions)
    clusters: list[list[int]] = []
    for index in sorted(known, key=lambda i: (-len(known[i].words), i)):
        me = known[index]
        homes = [c for c in clusters if any(set(me.words) <= set(known[i].words) for i in c)] if me.words else []
        if len(homes) == 1 and not (me.apart or me.relative) and _joins(index, homes[0], known, two):
            equal = [i for i in homes[0] if known[i].words == me.words]
            yield _join(mentions[(equal or homes[0])[0]], mentions[index], 0.95 if equal else 0.85)
            homes[0].append(index)
        else:
            clusters.append([index])


def _joins(index: int, cluster: Sequence[int], known: Mapping[int, Person], two: Parted) -> bool:
    """A shorter form must follow the fuller one, or begin like it: a surname alone may be a brother's or a father's."""
    me = known[index]
    if any(known[i].relative and index < i for i in cluster):
        return False
    if any(known[i].apart or conflict(me, known[i]) or frozenset((index, i)) in two for i in cluster):
        return False
    return any(
        known[i].words == me.words
        or (
            set(me.words) < set(known[i].words)
            and (i < index or (len(me.words) > 1 and me.words[0] == known[i].words[0]))
        )
        for i in cluster
    )


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


SAME_NAME = Coreferencer(NAME, "2", same_names)
