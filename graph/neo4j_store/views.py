"""What one caller sees of an element: as an expression of Cypher that gives it, and from what that gives.

Only supports, values and members that pass leave the server.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from graph.labels import label
from graph.neo4j_store.gate import Predicates
from graph.neo4j_store.shape import date_of, link_name, quoted, relationship_type
from graph.resting import Resting, by_property, resting, value_view
from graph.views import EntityView, LinkView
from ontology.loader import schema


def linked() -> str:
    """The relationship types that are links of the ontology, as a pattern names them."""
    return "|".join(quoted(relationship_type(name)) for name in sorted(schema().links))


def entity_shown(see: Predicates, e: str) -> str:
    """An entity that is there, as `entity_view` reads it."""
    own = _read_once(e, f"p.key, p.id, p.type, p.person_class, {see.passing('p')}")
    return (
        f"{own} + [COLLECT {{ MATCH ({e})<-[:NAMES|VALUE_OF]-(v) WITH properties(v) AS v "
        f"WITH v, {see.passing('v')} AS passed WHERE {see.enough('passed')} "
        "RETURN [v.property, v.written, v.normal, passed] }, "
        f"COLLECT {{ MATCH ({e})-[h:HOLDS]->(m)-[:IN]->(d) WHERE {see.document('d')} "
        "RETURN m.id ORDER BY h.position }]"
    )


def link_shown(see: Predicates, r: str) -> str:
    """A link that is there with both its ends, as `link_view` reads it."""
    return (
        f"[{r}.rid, type({r}), startNode({r}).id, endNode({r}).id, {r}.qualifier, {r}.occurred, {r}.details, "
        f"{see.passing(r)}]"
    )


def _read_once(element: str, told: str) -> str:
    """A list of what is told of an element by its properties `p`. Neo4j looks a single property up anew wherever it is
    named, and the more of them there are the longer; all at once cost as much as two or three."""
    return f"[p IN [properties({element})] | [{told}]][0]"


def entity_view(shown: Sequence[Any]) -> EntityView:
    _, id_, type_, person_class, supports, values, members = shown
    seen = by_property(
        [(name, value_view(written, normal, _resting(rests))) for name, written, normal, rests in values]
    )
    return EntityView(
        id=id_,
        type=type_,
        label=label(type_, seen),
        person_class=person_class,
        members=tuple(members),
        values=seen,
        basis=_resting(supports).basis,
    )


def entity_views(shown: Sequence[Sequence[Any]]) -> dict[str, EntityView]:
    """By key."""
    return {one[0]: entity_view(one) for one in shown}


def link_view(shown: Sequence[Any]) -> LinkView:
    rid, relationship, subject, object_, qualifier, occurred, details, supports = shown
    rests = _resting(supports)
    flat = details or ()
    return LinkView(
        id=rid,
        type=link_name(relationship),
        subject=subject,
        object=object_,
        qualifier=qualifier,
        when=occurred,
        details=tuple(zip(flat[::2], flat[1::2], strict=True)),
        periods=rests.periods,
        basis=rests.basis,
    )


def _resting(supports: Sequence[Sequence[Any]]) -> Resting:
    return resting(
        [
            (claim, origin, grade[0], int(grade[1:]), _iso(known), mk, valid or None, written or None)
            for claim, origin, grade, known, mk, valid, written in supports
        ]
    )


@lru_cache(maxsize=4_096)
def _iso(day: int) -> str:
    return date_of(day).isoformat()
