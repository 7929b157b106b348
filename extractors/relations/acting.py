"""Persons whose names are alike and whom one sentence sets against each other: who acts, and upon whom.

"Agent Luis Roca stopped Luis Roca Paz": the shorter name is no later form of the fuller one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations, product

from extractors.analysis import Analysis
from extractors.part import Marked
from extractors.relations.line import Line, lines
from extractors.relations.participants import OF_POLICE, cue
from extractors.relations.persons import Person
from extractors.relations.slots import slot
from extractors.relations.words import shortens

_ROLES = ("bystander", "officer", "suspect")
_ACCUSED = frozenset(("arrest", "prosecution"))
"""Kinds of event of which the patient is accused of something."""
_DONE_TO = frozenset(("dobj", "obj", "dative"))
Parted = frozenset[frozenset[int]]
"""Pairs of mentions, by their indices, that are two persons."""
Words = tuple[str, ...]


def parted(analysis: Analysis, mentions: Sequence[Marked], known: Mapping[int, Person]) -> Parted:
    """Pairs of Person mentions, the one's name a part of the other's, that are two persons: in one sentence the one
    does to the other what an event or the verb tells, or the one alone bears a rank or office; or wherever they stand,
    the shorter bears one and to the fuller an act of police was done; or the one is a witness, a victim or the like,
    and the other a suspect."""
    names = _alike({index: person.words for index, person in known.items()})
    if not names:
        return frozenset()

    def shorter(one: Marked, other: Marked) -> bool:
        short, name = names[one.index], names[other.index]
        return short != name and shortens(short, name)

    def alike(one: Marked, other: Marked) -> bool:
        return shorter(one, other) or shorter(other, one)

    pairs, officers, suspects, bystanders, accused = set(), [], [], [], []
    for line in lines(analysis, mentions):
        told = [mentions[i] for i in line.mentions]
        events = [m for m in told if m.type == "Event"]
        persons = [m for m in told if m.index in names]
        for one, other in combinations(persons, 2):
            if alike(one, other) and _apart(line, events, one, other):
                pairs.add(frozenset((one.index, other.index)))
        for m in persons:
            role = cue(line, m, _ROLES)
            done = {e.kind for e in events if e.kind in OF_POLICE | _ACCUSED and slot(line, e, m) == "patient"}
            if role == "officer":
                officers.append(m)
            elif done & OF_POLICE:
                suspects.append(m)
            if role == "bystander":
                bystanders.append(m)
            elif role == "suspect" or done & _ACCUSED:
                accused.append(m)
    pairs |= {frozenset((o.index, s.index)) for o, s in product(officers, suspects) if shorter(o, s)}
    pairs |= {frozenset((b.index, a.index)) for b, a in product(bystanders, accused) if alike(b, a)}
    return frozenset(pairs)


def _alike(names: Mapping[int, Words]) -> Mapping[int, Words]:
    """The names that are a part of another one, or have another one as a part."""
    every, holding = set(names.values()), defaultdict[str, set[Words]](set)
    for name in every:
        for word in name:
            holding[word].add(name)
    alike = set[Words]()
    for name in every:
        near = every.intersection(*(holding[word] for word in name if len(word) > 1))
        fuller = {other for other in near if other != name and shortens(name, other)}
        alike |= {name, *fuller} if fuller else fuller
    return {index: name for index, name in names.items() if name in alike}


def _apart(line: Line, events: Sequence[Marked], one: Marked, other: Marked) -> bool:
    if [cue(line, m) for m in (one, other)].count("officer") == 1:
        return True
    if any({slot(line, event, one), slot(line, event, other)} == {"doer", "patient"} for event in events):
        return True
    heads = line.head(one), line.head(other)
    if heads[0] is None or heads[1] is None or heads[0].head != heads[1].head:
        return False
    deps = {head.dep_ for head in heads if head is not None}
    return "nsubj" in deps and bool(deps & _DONE_TO)
