"""Entities and links as they may be shown beside others: counts of few people are withheld (`ontology.few`), in the
estimates of a group, in what is told of it in words, and so in what it is called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from graph.labels import label
from graph.views import EntityView, LinkView, ValueView
from ontology import few
from ontology.claim import TYPE, Claim, Value
from ontology.loader import schema

Details = tuple[tuple[str, str], ...]
ESTIMATE = "estimate"
"""The kind of value that counts people."""


def counts_of(entity: EntityView) -> tuple[str, ...]:
    """The words by which reports tell counts of it that are withheld, ordered."""
    values = (value for name in _named(entity.type, ESTIMATE) for value in entity.values.get(name, ()))
    return tuple(sorted({value.written for value in values if few.is_few(value.normal)}))


def shown_entity(entity: EntityView) -> EntityView:
    counts = counts_of(entity)
    if not counts:
        return entity
    counted, told = _named(entity.type, ESTIMATE), _named(entity.type, "text")

    def shown(name: str, value: ValueView) -> ValueView:
        if name in counted and few.is_few(value.normal):
            return replace(value, written=few.WITHHELD, normal=few.NORMAL)
        if name in told:
            return replace(value, written=few.without(value.written, counts), normal=few.without(value.normal, counts))
        return value

    values: Mapping[str, tuple[ValueView, ...]] = {
        name: tuple(shown(name, value) for value in held) for name, held in entity.values.items()
    }
    return replace(entity, values=values, label=label(entity.type, values))


def shown_link(link: LinkView) -> LinkView:
    details = shown_details(link.type, link.details)
    return link if details == link.details else replace(link, details=details)


def shown_details(link: str, details: Details) -> Details:
    """What a link, or a claim of one, tells further."""
    return tuple((name, few.NORMAL if _is_few(link, name, normal) else normal) for name, normal in details)


def shown_value(said: Claim, value: Value, counts: Iterable[str]) -> Value:
    """The value of a claim, of whose subject these words tell counts that are withheld."""
    if any(said.predicate in names for (_, kind), names in _NAMED.items() if kind == ESTIMATE):
        return Value(few.WITHHELD, few.NORMAL) if few.is_few(value.normal) else value
    return Value(few.without(value.written, counts), few.without(value.normal, counts))


def tells_few(said: Claim) -> bool:
    """Whether a claim counts few people without saying in which words."""
    return any(_is_few(said.predicate, name, text) for name, text in said.qualifiers)


def may_count(said: Claim) -> bool:
    """Whether a claim may tell of a group whose counts are withheld: of which type its subject is it does not say."""
    if said.predicate == TYPE:
        return said.value is not None and said.value.normal in _COUNTED
    return said.predicate in _MAY_COUNT


def _is_few(link: str, name: str, normal: str) -> bool:
    described = schema().links.get(link)
    held = described.properties.get(name) if described else None
    return held is not None and held.value == ESTIMATE and few.is_few(normal)


def _named(type_: str, value: str) -> frozenset[str]:
    """The properties of a type that hold values of a kind."""
    return _NAMED.get((type_, value), frozenset())


_NAMED = {
    (type_.name, value): frozenset(name for name, held in type_.properties.items() if held.value == value)
    for type_ in schema().entity_types
    if any(held.value == ESTIMATE for held in type_.properties.values())
    for value in (ESTIMATE, "text")
}
"""Of the types whose instances are counted: (type, kind of value) → names of properties."""
_COUNTED = frozenset(type_ for type_, _ in _NAMED)
_MAY_COUNT = frozenset(name for type_ in _COUNTED for name in schema().types[type_].properties) | frozenset(
    name for name, link in schema().links.items() if _COUNTED.intersection(link.subjects)
)
"""Properties and links by which something is told of them."""
