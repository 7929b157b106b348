"""Pairs of things that the ontology could link: what a learned scorer is asked about.

A thing is a group of coreferent mentions. Two things of one document are proposed when some link allows their types,
they are told within reach of each other, and each is among the nearest of its type to the other. Of their mentions the
two that stand closest carry the link: they are its evidence.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extractors.part import Marked, Scene
from ontology.loader import schema

LINKS = tuple(name for name in sorted(schema().links) if name != "linkedTo")
"""The links that texts tell, in the order of the scorer's outputs. `linkedTo` is told by tables alone."""
ROLES = tuple(sorted(schema().links["participatedIn"].properties["role"].codes))
_REACH = 2500
"""Characters between two mentions beyond which no link is looked for: more than the training texts are long."""
_NEAREST = 12
"""Things of one type that each thing is paired with: an address book makes no quadratic number of pairs."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two things by the index of their groups, the closest mentions of them, and the links that may hold."""

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
def _linkable(one: str, other: str) -> bool:
    return bool(_allowed(one, other) or _allowed(other, one))


def pairs(scene: Scene) -> list[Pair]:
    """The pairs of a document by subject and object. Symmetric links are asked of the thing that is told first."""
    kept = _near(scene)
    return [pair for ends in sorted(kept) for pair in _directed(*kept[ends])]


def _directed(one: Marked, other: Marked, first: int, second: int) -> Iterator[Pair]:
    """Both directions of two things; `first` < `second` are their groups, `one` and `other` their mentions."""
    if links := _allowed(one.type, other.type):
        yield Pair(first, second, one, other, links)
    turned = tuple(name for name in _allowed(other.type, one.type) if not schema().links[name].symmetric)
    if turned:
        yield Pair(second, first, other, one, turned)


def _near(scene: Scene) -> dict[tuple[int, int], tuple[Marked, Marked, int, int]]:
    """The closest mentions of two things, for those that are near enough to be asked about."""
    closest: dict[tuple[int, int], tuple[int, Marked, Marked]] = {}
    for place, later in enumerate(scene.mentions):
        for earlier in reversed(scene.mentions[:place]):
            gap = _gap(earlier, later)
            if gap > _REACH:
                break
            before, after = scene.groups[earlier.index], scene.groups[later.index]
            if before == after or not _linkable(earlier.type, later.type):
                continue
            one, other = (earlier, later) if before < after else (later, earlier)
            ends = min(before, after), max(before, after)
            if ends not in closest or (gap, one.index, other.index) < (
                closest[ends][0], closest[ends][1].index, closest[ends][2].index
            ):  # fmt: skip
                closest[ends] = gap, one, other
    nearest: dict[tuple[int, str], list[tuple[int, tuple[int, int]]]] = {}
    for ends, (gap, one, other) in closest.items():
        nearest.setdefault((ends[0], other.type), []).append((gap, ends))
        nearest.setdefault((ends[1], one.type), []).append((gap, ends))
    kept = {ends for those in nearest.values() for _, ends in sorted(those)[:_NEAREST]}
    return {ends: (*closest[ends][1:], *ends) for ends in kept}


def _gap(one: Marked, other: Marked) -> int:
    """Characters between two mentions, negative where they overlap."""
    return max(one.start - other.end, other.start - one.end)
