"""Answers of a store: what one caller sees of entities, links and claims. Values of hidden claims are not in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, NamedTuple, TypeVar

from graph.rows import PersonClass
from ontology.interval import Interval

T = TypeVar("T")


class Witness(NamedTuple):
    """Where a support comes from and how it is graded."""

    origin: str
    reliability: str
    credibility: int


@dataclass(frozen=True, slots=True)
class Basis:
    """What an element rests on, over the supports that pass. `reliability` and `credibility` are each the best grade
    among them (two fields, never one number); `origins` counts independent origins; `claims` are ids, sorted.
    `classes` are the marking classes of those supports, sorted: banners are joined from them; never printed.
    `witnesses` tell of each support its origin and its grades, sorted, without repeats."""

    claims: tuple[str, ...]
    origins: int
    reliability: str
    credibility: int
    known_from: date
    classes: tuple[int, ...] = ()
    witnesses: tuple[Witness, ...] = ()


@dataclass(frozen=True, slots=True)
class ValueView:
    """One visible value. `normal` is unmasked: whoever prints it applies the property's protection."""

    written: str
    normal: str
    basis: Basis


@dataclass(frozen=True, slots=True)
class EntityView:
    """One visible entity. `values` by property name, each ordered (most claims first, normal). `members` are the
    mentions this caller may see. `label` follows the type's caption."""

    id: str
    type: str
    label: str
    person_class: PersonClass | None
    members: tuple[str, ...]
    values: Mapping[str, tuple[ValueView, ...]]
    basis: Basis


@dataclass(frozen=True, slots=True)
class LinkView:
    """One visible link. `periods` are the intervals in which it held, as normal forms, sorted, without repeats."""

    id: str
    type: str
    subject: str
    object: str
    qualifier: str | None
    when: str | None
    details: tuple[tuple[str, str], ...]
    periods: tuple[str, ...]
    basis: Basis

    @property
    def times(self) -> tuple[Interval, ...]:
        """When it held or happened, as far as that is known."""
        return tuple(Interval.parse(time) for time in ((self.when,) if self.when else self.periods))


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """A page of an ordered answer. `next` is the position (sort key) after the last item, None at the end."""

    items: tuple[T, ...]
    next: tuple[float | int | str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Truncated:
    """Why an answer stops short: which limit, how large, and at which entity (None: the answer as a whole)."""

    reason: str
    limit: int
    at: str | None = None


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A link of the entity asked for, and the entity at its other end."""

    link: LinkView
    entity: EntityView


@dataclass(frozen=True, slots=True)
class DegreeCount:
    """How many visible links of one type lead to entities of one type."""

    link: str
    end: str
    count: int


@dataclass(frozen=True, slots=True)
class Subgraph:
    """Entities ordered by id, the links among them ordered by id, and where it was cut short."""

    entities: tuple[EntityView, ...]
    links: tuple[LinkView, ...]
    truncated: tuple[Truncated, ...] = ()


@dataclass(frozen=True, slots=True)
class Path:
    """A walk: entities[0] - links[0] - entities[1] …; no link is used twice."""

    entities: tuple[EntityView, ...]
    links: tuple[LinkView, ...]


@dataclass(frozen=True, slots=True)
class Paths:
    paths: tuple[Path, ...]
    truncated: tuple[Truncated, ...] = ()


@dataclass(frozen=True, slots=True)
class NameHit:
    """An entity found by a name: the name that met the query and how well (0-100, by the two strings alone)."""

    score: float
    name: str
    entity: EntityView


@dataclass(frozen=True, slots=True)
class NamePage(Page[NameHit]):
    """`counts` are of all hits, on whatever page, by their entities' types."""

    counts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Companion:
    """An entity that is named in the same documents as another one: in how many, and the ids of the first of them."""

    entity: EntityView
    count: int
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Area:
    """A window on the map, in degrees (WGS 84). `west` > `east`: it goes over the 180th meridian."""

    south: float
    west: float
    north: float
    east: float


@dataclass(frozen=True, slots=True)
class OpenPair:
    """A pair of mentions that a person is asked about, and the ids of the two visible entities that hold them."""

    left: str
    right: str
    bits: float
    worth: float
    model: str
    left_entity: str
    right_entity: str

    @property
    def place(self) -> tuple[float, str, str]:
        """Where it stands in the order of the queue."""
        return self.worth, self.left, self.right


@dataclass(frozen=True, slots=True)
class Stats:
    """Counts of what a caller may see. `rejects` counts rejected inputs in the ingest ledger."""

    documents: int
    mentions: int
    claims: int
    entities: Mapping[str, int] = field(default_factory=dict)
    links: Mapping[str, int] = field(default_factory=dict)
    rejects: int = 0
