"""The rules of the ontology, checked before a row is written: Neo4j Community cannot hold them itself."""

from __future__ import annotations

from graph.rows import EntityRow, LinkRow, Support
from ontology.errors import StoreError
from ontology.model import Link, Schema
from ontology.values import value_type


def check_entity(entity: EntityRow, schema: Schema) -> None:
    """Raises StoreError for an unknown type, property or code, and for a value that is not in normal form."""
    where = f"entity {entity.id}"
    type_ = schema.types.get(entity.type)
    if type_ is None or type_.is_value:
        raise _refused("unknown type", where)
    _check_supports(entity.supports, where)
    for value in entity.values:
        prop = type_.properties.get(value.property)
        if prop is None:
            raise _refused("unknown property", where)
        if not prop.fits(value.normal):
            raise _refused("unknown code" if prop.codes else "value not in normal form", where)
        _check_supports(value.supports, where)


def check_link(row: LinkRow, subject: str, object_: str, schema: Schema) -> None:
    """`subject` and `object_` are the types at its ends. Raises StoreError for an unknown link, types that it may not
    join, an unknown qualifier or property, and a value that is not in normal form."""
    where = f"link {row.id} ({row.type})"
    link = schema.links.get(row.type)
    if link is None:
        raise _refused("unknown link", where)
    if not link.allows(subject, object_):
        raise _refused("link between types that it may not join", where)
    if row.qualifier is not None and not (link.qualifier and _fits(link, link.qualifier, row.qualifier)):
        raise _refused("unknown qualifier", where)
    if row.when is not None and not value_type("date").holds(row.when):
        raise _refused("date not in normal form", where)
    if not all(_fits(link, name, value) for name, value in row.details):
        raise _refused("unknown property, or value not in normal form", where)
    _check_supports(row.supports, where)


def _fits(link: Link, name: str, normal: str) -> bool:
    return name in link.properties and link.properties[name].fits(normal)


def _check_supports(supports: tuple[Support, ...], where: str) -> None:
    if len({s.claim for s in supports}) != len(supports):
        raise _refused("a claim supports one thing twice", where)


def _refused(reason: str, where: str) -> StoreError:
    return StoreError(f"the store refuses this: {reason}", where=where)
