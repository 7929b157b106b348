"""The schema as frozen values: types, properties, links and code lists, read from `schema/**/*.yaml`.

Everything else about the domain (pydantic models, GraphQL types, store constraints, the reference page) is derived
from what `schema()` returns. A bad file stops the start with a SchemaError that names file, line and key.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from ontology.values import value_type

Pole = Literal["person", "object", "location", "event"]
Time = Literal["state", "occurrence", "fixed"]
LANGUAGES = ("en", "es")
Labels = Mapping[str, str]
"""Language → label, for each of LANGUAGES."""


@dataclass(frozen=True, slots=True)
class Protection:
    """Why a sensitive property is held at all, and what is done with it. `mask`: output shows the last four only."""

    why: str
    mask: bool = False


@dataclass(frozen=True, slots=True)
class Property:
    """One property of a type or link. `name` is camelCase (`birthDate`); `python_name` is snake_case.

    `value` names a value type of `ontology.values`. `many`: several values may hold at once. `match`: resolution may
    use it. `key`: equal values are the same thing without further evidence (if they are whole: see
    `ontology.values.ValueType.partial`). `code_labels` is the code list of a `code`, with its labels.
    """

    name: str
    value: str
    label: Labels
    why: str
    many: bool = False
    match: bool = False
    key: bool = False
    code_labels: Mapping[str, Labels] = field(default_factory=dict)
    protected: Protection | None = None

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(self.code_labels)

    def fits(self, normal: str) -> bool:
        """Whether a value is in normal form and, of a code, on the list."""
        return normal in self.code_labels if self.code_labels else value_type(self.value).holds(normal)

    @property
    def python_name(self) -> str:
        """birth_date for birthDate."""
        return "".join(f"_{c.lower()}" if c.isupper() else c for c in self.name)


@dataclass(frozen=True, slots=True)
class Type:
    """A type of entity, or (`is_value`) a value that is marked in texts but is no entity: Date, Money, Coordinate.

    `caption` lists the properties of which the first with a value labels the entity (its fullest name),
    `caption_beside` those told in brackets behind it. `kinds` is the code list of its property `kind`, empty where the
    type has none. `resolved`: mentions in two documents may be one thing.
    """

    name: str
    label: Labels
    pole: Pole | None
    why: str
    caption: tuple[str, ...]
    caption_beside: tuple[str, ...]
    properties: Mapping[str, Property]
    resolved: bool = True
    is_value: bool = False

    @property
    def kinds(self) -> tuple[str, ...]:
        return self.properties["kind"].codes if "kind" in self.properties else ()

    @property
    def keys(self) -> tuple[Property, ...]:
        return tuple(p for p in self.properties.values() if p.key)


def enum_name(name: str) -> str:
    """MEMBER_OF for memberOf."""
    return "".join(f"_{c}" if c.isupper() else c.upper() for c in name)


@dataclass(frozen=True, slots=True)
class Link:
    """A type of link. `qualifier` is the property that is part of a link's identity (`role`, `function`), if any.

    `time`: a *state* holds over an interval; an *occurrence* is dated and each one is kept; *fixed* has no interval.
    `walk_not` lists types of ends at which expansion, paths and centrality never cross this link.
    `acyclic`: a cycle of such links is reported.
    """

    name: str
    label: Labels
    why: str
    subjects: tuple[str, ...]
    objects: tuple[str, ...]
    time: Time
    properties: Mapping[str, Property]
    symmetric: bool = False
    acyclic: bool = False
    qualifier: str | None = None
    walk_not: tuple[str, ...] = ()

    @property
    def enum_name(self) -> str:
        """MEMBER_OF for memberOf: the name in GraphQL and in Neo4j."""
        return enum_name(self.name)

    def allows(self, subject: str, object_: str) -> bool:
        """Whether types may stand at the two ends (either way round where the link is symmetric)."""
        return (subject in self.subjects and object_ in self.objects) or (
            self.symmetric and object_ in self.subjects and subject in self.objects
        )


@dataclass(frozen=True, slots=True)
class Schema:
    """The whole ontology. Types and links by name, in the order of their names. `digest` changes with any file."""

    types: Mapping[str, Type]
    links: Mapping[str, Link]
    digest: str

    @property
    def entity_types(self) -> tuple[Type, ...]:
        return tuple(t for t in self.types.values() if not t.is_value)
