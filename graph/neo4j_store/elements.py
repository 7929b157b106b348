"""Rows of the projection as properties of nodes and relationships (see `shape`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from neo4j.spatial import WGS84Point

from graph.labels import label
from graph.names import tokens_of
from graph.neo4j_store.shape import FOREVER, NEVER, bare, day, entity_key, tail
from graph.resting import by_property, resting, value_view
from graph.rows import EntityRow, LinkRow, Support, ValueRow
from graph.views import ValueView
from ontology.interval import Interval
from ontology.model import Schema, Type

NAME = "name"
"""The value type whose values are searched as names."""
COORDINATE = "coordinate"


def entity_properties(entity: EntityRow, schema: Schema) -> dict[str, Any]:
    values = by_property((v.property, _shown(v)) for v in entity.values if v.supports)
    return {
        **_plain_values(values, schema.types[entity.type]),
        "key": entity_key(entity.id, entity.variant),
        "id": entity.id,
        "variant": entity.variant,
        "type": entity.type,
        "person_class": entity.person_class,
        "caption": label(entity.type, values),
        "seen": list(entity.seen) or None,
        "unseen": list(entity.unseen) or None,
        **_supports(entity.supports),
    }


def value_properties(value: ValueRow, type_: str, schema: Schema) -> dict[str, Any]:
    """Of a value of an entity of this type; a name has `tokens`."""
    kind = schema.types[type_].properties[value.property].value
    return {
        "property": value.property,
        "written": value.written,
        "normal": value.normal,
        "bare": bare(value.normal),
        "tail": tail(value.normal),
        "tokens": list(tokens_of(value.normal)) if kind == NAME else None,
        "location": _point(value.normal) if kind == COORDINATE else None,
        **_supports(value.supports),
    }


def link_properties(link: LinkRow, schema: Schema) -> dict[str, Any]:
    plain = dict(link.details)
    if link.qualifier is not None:
        plain[str(schema.links[link.type].qualifier)] = link.qualifier
    return {
        **plain,
        "rid": link.id,
        "variant": link.variant,
        "qualifier": link.qualifier,
        "occurred": link.when,
        "details": [text for pair in link.details for text in pair] or None,
        "seen": list(link.seen) or None,
        "unseen": list(link.unseen) or None,
        **_supports(link.supports),
    }


def _shown(value: ValueRow) -> ValueView:
    """As one sees it who sees all of it."""
    return value_view(value.written, value.normal, resting([_passed(s) for s in _ordered(value.supports)]))


def _plain_values(values: Mapping[str, Sequence[ValueView]], type_: Type) -> dict[str, list[str]]:
    return {
        name: [v.written if type_.properties[name].value == NAME else v.normal for v in of]
        for name, of in values.items()
    }


def _passed(s: Support) -> tuple[str, str, str, int, str, int, str | None, str | None]:
    return s.claim, s.origin, s.reliability, s.credibility, s.known_from.isoformat(), s.mk, s.valid, s.written


def _ordered(supports: Sequence[Support]) -> list[Support]:
    return sorted(supports, key=lambda s: s.claim)


def _supports(supports: Sequence[Support]) -> dict[str, list[Any]]:
    of = _ordered(supports)
    lists: dict[str, list[Any]] = {
        "s_claim": [s.claim for s in of],
        "s_mk": [s.mk for s in of],
        "s_from": [day(s.known_from) for s in of],
        "s_due": [day(s.due) for s in of],
        "s_grade": [f"{s.reliability}{s.credibility}" for s in of],
        "s_origin": [s.origin for s in of],
    }
    if any(s.known_to for s in of):
        lists["s_to"] = [day(s.known_to) if s.known_to else FOREVER for s in of]
    if any(s.valid for s in of):
        lists["s_valid"] = [s.valid or "" for s in of]
        lists["s_valid_from"], lists["s_valid_to"] = map(list, zip(*(_days(s.valid) for s in of), strict=True))
    if any(s.written for s in of):
        lists["s_written"] = [s.written or "" for s in of]
    return lists


@lru_cache(maxsize=10_000)
def _days(valid: str | None) -> tuple[int, int]:
    """First and last day of an interval's normal form."""
    interval = Interval.parse(valid) if valid else Interval(None, None)
    return day(interval.start) if interval.start else NEVER, day(interval.end) if interval.end else FOREVER


def _point(normal: str) -> WGS84Point:
    """The middle of a coordinate's normal form (`27.4763,-99.5164;r=5000`)."""
    latitude, longitude = normal.partition(";")[0].split(",")
    return WGS84Point((float(longitude), float(latitude)))
