"""The second look at an event: who took part in it and where it happened, by all that its document tells.

The first look weighs every pair for itself. Here a pair is set beside the others: who else is given the event, what
both ends share with a third thing, which part the same person or agency has in the events beside, whom the report is
about. What is told of an event far from its own sentence leans on that: the boat that is seized at the end of a report
is the boat of the stop at its head, and the patrol is the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from extractors.part import Marked, Scene
from extractors.relations.line import Line
from extractors.relations.scoring.features import WIDTH as MEASURED
from extractors.relations.scoring.pairs import LINKS, ROLES, Pair
from extractors.tagger.labels import Floats
from extractors.tagger.windows import Ints
from ontology.loader import schema

Doubles = NDArray[np.float64]

AGAIN = ("occurredAt", "participatedIn")
"""The links that are looked at again. Of the others a second look was no better than the first, with three times the
labels too (docs/decisions/second-look.md)."""
FLOOR = 0.004
"""Shares of the first look below which there is no second one."""
MOST = 400
"""Things of a document up to which there is one: more of them are a list or an archive, of which none was learned."""
_SORTS = (
    ("Person",), ("CriminalNetwork",), ("Organization",), ("Agency",), ("Place",), ("Site",), ("Route",),
    ("Vehicle", "Vessel", "Aircraft"), ("PopulationGroup",), ("Event",), ("Commodity",),
)  # fmt: skip
_SORT = {type_: n for n, types in enumerate(_SORTS) for type_ in types}
_OTHER = len(_SORTS)
_KINDS = tuple(schema().types["Event"].kinds)
_COLUMN = {name: LINKS.index(name) for name in AGAIN}
_ROLE, _PLACE, _INSIDE = _COLUMN["participatedIn"], _COLUMN["occurredAt"], LINKS.index("locatedIn")
_AWAY = 12
"""Lines between two mentions are counted up to this."""
_BESIDE = 2
"""Events before and behind an event that are looked at."""
WIDTH = (
    2 + 5 * 4 + 2 * 6 + 9 + (_OTHER + 2) + 2 + 4 * 2 * _BESIDE + (_OTHER + 1) + len(_KINDS) + 1 + 2 * len(ROLES)
    + MEASURED
)  # fmt: skip
"""Numbers in a row."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What of a document is looked at beside its pairs: mentions, their groups, and of each line its paragraph and its
    mentions."""

    mentions: tuple[Marked, ...]
    groups: tuple[int, ...]
    lines: tuple[tuple[int, tuple[int, ...]], ...]


def layout(scene: Scene, lines: Sequence[Line]) -> Layout:
    return Layout(scene.mentions, scene.groups, tuple((line.block, line.mentions) for line in lines))


@dataclass(frozen=True, slots=True)
class First:
    """What the first look gave: logits and shares of links (P, links) and shares of roles (P, roles) of pairs, with
    what was measured of them."""

    logits: Floats
    shares: Floats
    roles: Floats
    measured: Floats


@dataclass(frozen=True, slots=True)
class Look:
    """The pairs that a link is looked at again for, and a row of WIDTH numbers for each."""

    pairs: Ints
    rows: Floats


def looks(told: Layout, found: Sequence[Pair], first: First) -> dict[str, Look]:
    """The rows of each of AGAIN for ends that no line holds together, where the document is no archive. Of others their
    own sentence says more than all else."""
    things = sorted(set(told.groups))
    if not found or len(things) > MOST:
        return {}
    table = _Table(told, found, first, things)
    return {name: table.look(name) for name in AGAIN}


@cache
def _columns(links: tuple[str, ...]) -> NDArray[np.bool_]:
    """(links,) whether a link is one of these."""
    return np.isin(LINKS, links)


class _Table:
    """A document's things by number, and the shares of its links between them as matrices."""

    def __init__(self, told: Layout, found: Sequence[Pair], first: First, things: Sequence[int]) -> None:
        self._told, self._found, self._first = told, found, first
        number = {group: n for n, group in enumerate(things)}
        of_group = [number[group] for group in told.groups]
        leaders = [told.mentions[group] for group in things]
        self._sort = np.array([_SORT.get(m.type, _OTHER) for m in leaders], dtype=np.int64)
        self._kind = np.array([_KINDS.index(m.kind) if m.kind in _KINDS else -1 for m in leaders], dtype=np.int64)
        self._subject = np.array([number[pair.subject] for pair in found], dtype=np.int64)
        self._object = np.array([number[pair.object] for pair in found], dtype=np.int64)
        allowed = np.stack([_columns(pair.links) for pair in found])
        self._shares = np.where(allowed, first.shares, 0).astype(np.float64)
        size = len(things)
        self._part, self._place, self._inside, tied = (np.zeros((size, size)) for _ in range(4))
        self._part[self._subject, self._object] = self._shares[:, _ROLE]
        self._place[self._subject, self._object] = self._shares[:, _PLACE]
        self._inside[self._subject, self._object] = self._shares[:, _INSIDE]
        tied[self._subject, self._object] = self._shares.max(axis=1)
        self._tied: Doubles = np.maximum(tied, tied.T)
        self._things = self._of_things(np.bincount(of_group, minlength=size))
        self._roles = np.zeros((size, size, len(ROLES)), dtype=np.float32)
        self._roles[self._subject, self._object] = first.roles * self._shares[:, [_ROLE]]
        self._common = self._part.T @ self._part
        """What takes part in two events, as a sum of products of its shares in both."""
        self._events = np.flatnonzero(self._sort == _SORT["Event"])
        """In the order of text, as things are."""

    def look(self, name: str) -> Look:
        column = _COLUMN[name]
        at = np.flatnonzero(self._shares[:, column] >= FLOOR)
        if not len(at):
            return Look(at, np.zeros((0, WIDTH), dtype=np.float32))
        event, other = self._subject[at], self._object[at]
        table = self._place
        if name == "participatedIn":
            event, other, table = other, event, self._part.T
        logit = np.clip(self._first.logits[at, column], -8, 8).astype(np.float64)
        share = self._shares[at, column]
        where = _where(
            self._told,
            [self._found[n] for n in at.tolist()],
            self._sort[self._subject[at]],
            self._sort[self._object[at]],
        )
        columns = (
            np.column_stack((logit, self._tied[event, other] - share)),
            *self._among(event, other, logit, share),
            self._things[event],
            self._things[other],
            where,
            self._shared(event, other),
            self._finer(event, other),
            self._beside(table, event, other),
            np.eye(_OTHER + 1)[self._sort[other]],
            np.eye(len(_KINDS) + 1)[self._kind[event]],
            self._first.roles[at],
            self._elsewhere(event, other),
            self._first.measured[at],
        )
        apart = where[:, 0] > 0
        return Look(at[apart], np.concatenate(columns, axis=1).astype(np.float32)[apart])

    def _among(self, event: Ints, other: Ints, logit: Doubles, share: Doubles) -> list[Doubles]:
        """Each entry among those of the same event or thing: its rank, how many there are, how far the best other one
        is above it, and what the others' shares come to."""
        sort, kind = self._sort[other], self._kind[event]
        groups = (event * 100 + 99, event * 100 + sort, other * 100 + 99, other * 100 + kind, sort)
        return [_ranked(group, logit, share) for group in groups]

    def _of_things(self, told: Ints) -> Doubles:
        """Of each thing: how much hangs on it, its rank in that and in the order of text among its sort, how many of
        the sort there are, how often it is told, and which share of its sort's ties it has."""
        weight = self._tied.sum(axis=1)
        made = np.zeros((len(weight), 6))
        for n in sorted(set(self._sort.tolist())):
            mine = np.flatnonzero(self._sort == n)
            rank = np.empty(len(mine))
            rank[np.argsort(-weight[mine], kind="stable")] = np.arange(len(mine))
            of_sort = weight[mine] / (weight[mine].sum() + 1e-9)
            many = np.full(len(mine), len(mine))
            made[mine] = np.column_stack((weight[mine], rank, np.arange(len(mine)), many, told[mine], of_sort))
        return made

    def _shared(self, event: Ints, other: Ints) -> Doubles:
        """The strongest way from the event to the other end over a third thing, for each sort of that, and over another
        event that both it and what else took part have in common."""
        made = np.zeros((len(event), _OTHER + 2))
        over = self._tied[event] * self._tied[other]
        for n in sorted(set(self._sort.tolist())):
            made[:, n] = over[:, self._sort == n].max(axis=1)
        events, part = self._events, self._part[other]
        own = part[np.arange(len(event)), event][:, None] * part[:, events]
        others = np.where(events == event[:, None], 0, self._common[event][:, events] - own)
        there = np.maximum(part, self._place[:, other].T)[:, events]
        made[:, -1] = (there * np.maximum(others, 0)).max(axis=1)
        return made

    def _finer(self, event: Ints, other: Ints) -> Doubles:
        """Whether the event happened at a place within the other end, and at one that the other end is within."""
        there = self._place[event]
        within, around = self._inside[:, other].T, self._inside[other]
        return np.column_stack(((there * within).max(axis=1), (there * around).max(axis=1)))

    def _beside(self, table: Doubles, event: Ints, other: Ints) -> Doubles:
        """Of the events before and behind in the text: the other end's share in them, whether they are of a kind with
        this one, what takes part in both, and whether there is one."""
        order = np.full(len(self._sort), -1, dtype=np.int64)
        order[self._events] = np.arange(len(self._events))
        made = []
        for step in (*range(-_BESIDE, 0), *range(1, _BESIDE + 1)):
            to = order[event] + step
            there = (to >= 0) & (to < len(self._events))
            beside = self._events[np.clip(to, 0, len(self._events) - 1)]
            made += [
                table[beside, other] * there, (self._kind[beside] == self._kind[event]) & there,
                self._common[beside, event] * there, there,
            ]  # fmt: skip
        return np.column_stack(made).astype(np.float64)

    def _elsewhere(self, event: Ints, other: Ints) -> Doubles:
        """The most that the other end has of each role in other events."""
        parts = self._roles[other][:, self._events]
        parts[self._events == event[:, None]] = 0
        made: Doubles = parts.max(axis=1).astype(np.float64)
        return made


def _ranked(group: Ints, logit: Doubles, share: Doubles) -> Doubles:
    order = np.lexsort((-logit, group))
    first = np.ones(len(order), dtype=np.bool_)
    first[1:] = np.diff(group[order]) != 0
    start = np.flatnonzero(first)
    many = np.diff(np.append(start, len(order)))
    rank = np.arange(len(order)) - np.repeat(start, many)
    best = np.repeat(logit[order][start], many)
    second = np.repeat(np.where(many > 1, logit[order][np.minimum(start + 1, len(order) - 1)], -8), many)
    others = np.repeat(np.add.reduceat(share[order], start), many) - share[order]
    above = np.where(rank == 0, second, best) - logit[order]
    made = np.empty((len(order), 4))
    made[order] = np.column_stack((rank, np.repeat(many, many), above, others))
    return made


def _where(told: Layout, found: Sequence[Pair], sort: Ints, other: Ints) -> Doubles:
    """Lines and paragraphs between the ends, their order, whether a rival of each stands in the other's line or between
    them, characters between them, and how far down the document they are."""
    line = np.full(len(told.mentions), -1, dtype=np.int64)
    block = np.zeros(len(told.mentions), dtype=np.int64)
    holds = np.zeros((len(told.lines) + 1, _OTHER + 1), dtype=np.int64)
    for n, (paragraph, inside) in enumerate(told.lines):
        for index in inside:
            line[index], block[index] = n, paragraph
            holds[n, _SORT.get(told.mentions[index].type, _OTHER)] += 1
    one = np.array([pair.near_subject.index for pair in found], dtype=np.int64)
    two = np.array([pair.near_object.index for pair in found], dtype=np.int64)
    here, there = line[one], line[two]
    before = np.concatenate((np.zeros((1, _OTHER + 1), dtype=np.int64), np.cumsum(holds, axis=0)))
    low, high = np.minimum(here, there) + 1, np.maximum(here, there)
    high = np.maximum(low, high)
    return np.column_stack(
        (
            np.minimum(np.abs(here - there), _AWAY), np.minimum(np.abs(block[one] - block[two]), _AWAY), here < there,
            holds[there, sort], holds[here, other], before[high, sort] - before[low, sort],
            before[high, other] - before[low, other], [pair.gap for pair in found],
            np.maximum(here, there) / (len(told.lines) + 1),
        )
    ).astype(np.float64)  # fmt: skip
