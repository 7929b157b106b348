"""Pairs of things that the ontology could link: what a learned scorer is asked about.

A thing is a group of coreferent mentions. Two things of one document are proposed when some link allows their types,
they are told within reach of each other, and each is among the nearest of its type to the other. Of their mentions the
two that stand closest carry the link: they are its evidence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from extractors.part import Marked, Scene
from ontology.loader import schema

LINKS = tuple(name for name in sorted(schema().links) if name != "linkedTo")
"""The links that texts tell, in the order of the scorer's outputs. `linkedTo` is told by tables alone."""
ROLES = tuple(sorted(schema().links["participatedIn"].properties["role"].codes))
_REACH = 2500
"""Characters between two mentions beyond which no link is looked for: more than the training texts are long."""
_NEAREST = 12
"""Things of one type that each thing is paired with: an address book makes no quadratic number of pairs."""


class Pair(NamedTuple):
    """Two things by the index of their groups, the closest mentions of them, and the links that may hold. A tuple, as
    documents have hundreds."""

    subject: int
    object: int
    near_subject: Marked
    near_object: Marked
    links: tuple[str, ...]

    @property
    def gap(self) -> int:
        return _gap(self.near_subject, self.near_object)

    @property
    def span(self) -> tuple[int, int]:
        """The stretch of the document from the one mention to the other."""
        one, other = self.near_subject, self.near_object
        return min(one.start, other.start), max(one.end, other.end)


@cache
def _allowed(subject: str, object_: str) -> tuple[str, ...]:
    return tuple(name for name in LINKS if schema().links[name].allows(subject, object_))


@cache
def _turned(subject: str, object_: str) -> tuple[str, ...]:
    """The links that are asked of the thing that is told later: those of which the other way round is another link."""
    return tuple(name for name in _allowed(subject, object_) if not schema().links[name].symmetric)


@cache
def _linkable() -> Mapping[str, frozenset[str]]:
    """For each type the types that some link ties to it, in either direction."""
    types = schema().types
    return {one: frozenset(other for other in types if _allowed(one, other) or _allowed(other, one)) for one in types}


def pairs(scene: Scene) -> list[Pair]:
    """The pairs of a document by subject and object. Symmetric links are asked of the thing that is told first."""
    kept = _near(scene)
    return [pair for ends in sorted(kept) for pair in _directed(*kept[ends])]


def _directed(one: Marked, other: Marked, first: int, second: int) -> Iterator[Pair]:
    """Both directions of two things; `first` < `second` are their groups, `one` and `other` their mentions."""
    if links := _allowed(one.type, other.type):
        yield Pair(first, second, one, other, links)
    if turned := _turned(other.type, one.type):
        yield Pair(second, first, other, one, turned)


def _near(scene: Scene) -> dict[tuple[int, int], tuple[Marked, Marked, int, int]]:
    """The closest mentions of two things, for those that are near enough to be asked about."""
    mentions, groups, linkable = scene.mentions, scene.groups, _linkable()
    closest: dict[tuple[int, int], tuple[int, int, int]] = {}
    for place, later in enumerate(mentions):
        after, start, fitting = groups[place], later.start, linkable.get(later.type, frozenset())
        for at in range(place - 1, -1, -1):
            gap = start - mentions[at].end
            if gap > _REACH:
                break
            before = groups[at]
            if before == after or mentions[at].type not in fitting:
                continue
            if gap < 0:
                gap = _gap(mentions[at], later)
            ends, found = ((before, after), (gap, at, place)) if before < after else ((after, before), (gap, place, at))
            if ends not in closest or found < closest[ends]:
                closest[ends] = found
    nearest: dict[tuple[int, str], list[tuple[int, tuple[int, int]]]] = {}
    for ends, (gap, one, other) in closest.items():
        nearest.setdefault((ends[0], mentions[other].type), []).append((gap, ends))
        nearest.setdefault((ends[1], mentions[one].type), []).append((gap, ends))
    kept = {ends for those in nearest.values() for _, ends in sorted(those)[:_NEAREST]}
    return {ends: (mentions[closest[ends][1]], mentions[closest[ends][2]], *ends) for ends in kept}


def _gap(one: Marked, other: Marked) -> int:
    """Characters between two mentions, negative where they overlap."""
    return max(one.start - other.end, other.start - one.end)
