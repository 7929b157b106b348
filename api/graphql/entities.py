"""Entities: one interface, and one object type for each type of the ontology with its properties."""

from __future__ import annotations

from datetime import date
from functools import cache
from types import GenericAlias
from typing import Any

import strawberry

from api.context import Context
from api.graphql.enums import EntityType, PersonClass, Reliability, code_enum
from api.graphql.scalars import CODE, SCALARS
from graph import views
from graph.few import shown_entity
from ontology.loader import schema
from ontology.masking import is_masked, masked
from ontology.model import Property, Type
from ontology.values import value_type


@strawberry.type(description="What something rests on, counted over the claims that this caller sees.")
class Basis:
    claim_ids: list[strawberry.ID]
    claim_count: int
    origins: int = strawberry.field(description="Independent origins: two reports of one story are one.")
    reliability: Reliability = strawberry.field(description="The best grade of a source among them.")
    credibility: int = strawberry.field(description="The best grade of a content among them, 1 to 6.")
    known_from: date
    marking: str = strawberry.field(description="The banner that covers them all.")


@strawberry.type(description="A value of any property, as text.")
class Value:
    property: str
    written: str
    value: str
    basis: Basis


@strawberry.type(description="A value of a protected property: the last four characters only.")
class MaskedValue:
    written: str
    value: str
    basis: Basis


@strawberry.interface(description="A thing that reports speak of: all mentions that are taken to be one.")
class Entity:
    id: strawberry.ID = strawberry.field(
        description="The id of its first mention. The id of any of its mentions leads here."
    )
    type: EntityType
    label: str
    person_class: PersonClass | None
    names: list[str] = strawberry.field(description="Its names as written.")
    mention_ids: list[strawberry.ID]
    mention_count: int
    values: list[Value] = strawberry.field(description="The values of all its properties, as text.")
    basis: Basis


def _annotation(owner: Type, property_: Property) -> Any:
    """What stands for the values of a property: a type with `written`, `value` and `basis`."""
    if is_masked(property_):
        return MaskedValue
    if property_.value == CODE:
        name = owner.name + property_.name[0].upper() + property_.name[1:]
        return _value_type(name, code_enum(name, [property_]))
    return _scalar_value(property_.value)


@cache
def _scalar_value(value: str) -> Any:
    return _value_type("".join(word.capitalize() for word in value.split("_")), SCALARS[value])


def _value_type(name: str, annotation: Any) -> Any:
    body = {"__annotations__": {"written": str, "value": annotation, "basis": Basis}, "__module__": __name__}
    return strawberry.type(type(f"{name}Value", (), body), description="A value as written and in its normal form.")


_VALUES = {(t.name, p.name): _annotation(t, p) for t in schema().entity_types for p in t.properties.values()}


def _object_type(described: Type) -> Any:
    """The object type of a type of entity: the interface's fields, and a list of values for each property.

    Always lists: reports contradict each other even where one value holds at a time.
    """
    body: dict[str, Any] = {"__module__": __name__, "__annotations__": {}}
    for property_ in described.properties.values():
        body["__annotations__"][property_.python_name] = GenericAlias(list, (_VALUES[described.name, property_.name],))
        body[property_.python_name] = strawberry.field(name=property_.name, description=property_.why)
    return strawberry.type(type(described.name, (Entity,), body), description=described.why)


ENTITIES: dict[str, Any] = {t.name: _object_type(t) for t in schema().entity_types}
"""Type of entity → its object type."""


_FIELDS = {t.name: [(p, p.python_name, is_masked(p)) for p in t.properties.values()] for t in schema().entity_types}
"""Type of entity → its properties, each with the field that holds its values, and whether they are masked."""


def basis(context: Context, seen: views.Basis) -> Basis:
    return Basis(
        claim_ids=[strawberry.ID(claim) for claim in seen.claims],
        claim_count=len(seen.claims),
        origins=seen.origins,
        reliability=seen.reliability,
        credibility=seen.credibility,
        known_from=seen.known_from,
        marking=context.banner(seen.classes),
    )


def entity(context: Context, seen: views.EntityView) -> Entity:
    """An entity as its object type, protected values masked and counts of few people withheld."""
    seen = shown_entity(seen)
    described = schema().types[seen.type]
    typed: dict[str, list[Any]] = {}
    values: list[Value] = []
    for property_, field, hide in _FIELDS[seen.type]:
        typed[field] = []
        for value in seen.values.get(property_.name, ()):
            rests = basis(context, value.basis)
            if hide:  # what is masked passes no scalar, so it is checked here
                value_type(property_.value).check(value.normal)
            written, normal = (masked(value.written), masked(value.normal)) if hide else (value.written, value.normal)
            typed[field].append(_VALUES[described.name, property_.name](written=written, value=normal, basis=rests))
            values.append(Value(property=property_.name, written=written, value=normal, basis=rests))
    names = [v.written for v in values if described.properties[v.property].value == "name"]
    made: Entity = ENTITIES[described.name](
        id=strawberry.ID(seen.id),
        type=seen.type,
        label=seen.label,
        person_class=seen.person_class,
        names=list(dict.fromkeys(names)),
        mention_ids=[strawberry.ID(member) for member in seen.members],
        mention_count=len(seen.members),
        values=values,
        basis=basis(context, seen.basis),
        **typed,
    )
    return made
