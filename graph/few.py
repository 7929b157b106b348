"""Entities, links and claims as they may be shown beside others: counts of few people are withheld (`ontology.few`) in
estimates, in the words of reports, and so in what a group is called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from graph.labels import ESTIMATE, label
from graph.views import EntityView, LinkView, ValueView
from ontology import few
from ontology.claim import Claim, Value
from ontology.loader import schema
from ontology.small_cells import policy

Details = tuple[tuple[str, str], ...]


def shown_entity(entity: EntityView) -> EntityView:
    counted, told = _COUNTED.get(entity.type, frozenset()), policy().told_in.get(entity.type, frozenset())
    if not any(entity.values.get(name) for name in counted | told):
        return entity

    def shown(name: str, value: ValueView) -> ValueView:
        if name not in counted and name not in told:
            return value
        found = _shown(Value(value.written, value.normal), counted=name in counted)
        return replace(value, written=found.written, normal=found.normal)

    values: Mapping[str, tuple[ValueView, ...]] = {
        name: tuple(shown(name, value) for value in held) for name, held in entity.values.items()
    }
    return entity if values == entity.values else replace(entity, values=values, label=label(entity.type, values))


def shown_link(link: LinkView) -> LinkView:
    details = shown_details(link.type, link.details)
    return link if details == link.details else replace(link, details=details)


def shown_details(link: str, details: Details) -> Details:
    """What a link, or a claim of one, tells further."""
    return tuple((name, _shown_detail(normal) if _counts(link, name) else normal) for name, normal in details)


def shown_value(said: Claim) -> Value | None:
    """The value of a claim. Of which type its subject is it does not say: what one type counts is a count."""
    if said.value is None or said.predicate not in _TELLING:
        return said.value
    return _shown(said.value, counted=said.predicate in _COUNTING)


def shown_words(said: Claim, text: str) -> str:
    """Words of the report that a claim stands in. All of them are withheld where the claim counts few people in words
    that are no numbers."""
    shown = few.without(text)
    return few.WITHHELD if shown == text and _tells_few(said) else shown


def _tells_few(said: Claim) -> bool:
    if said.value is not None and said.predicate in _COUNTING:
        return few.is_few(said.value.normal)
    return any(_counts(said.predicate, name) and few.is_few(normal) for name, normal in said.qualifiers)


def _shown(value: Value, *, counted: bool) -> Value:
    return few.shown(value) if counted else Value(few.without(value.written), few.without(value.normal))


def _shown_detail(normal: str) -> str:
    return few.shown(Value(normal, normal)).normal


def _counts(link: str, name: str) -> bool:
    described = schema().links.get(link)
    held = described.properties.get(name) if described else None
    return held is not None and held.value == ESTIMATE


_COUNTED = {
    type_.name: counted
    for type_ in schema().entity_types
    if (counted := frozenset(name for name, held in type_.properties.items() if held.value == ESTIMATE))
}
"""Type → its properties that count people."""
_COUNTING = frozenset[str]().union(*_COUNTED.values())
_TELLING = _COUNTING.union(*policy().told_in.values())
