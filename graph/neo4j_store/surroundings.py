"""What is near an entity without a link: named in the same documents, or inside a window on the map."""

from __future__ import annotations

from collections.abc import Sequence

from graph.limits import check_area, page_size
from graph.neo4j_store.gate import Predicates
from graph.neo4j_store.reads import resolved
from graph.neo4j_store.statements import Reading, statement
from graph.neo4j_store.views import entity_shown, entity_view
from graph.store import MAX_NAMED, Position
from graph.views import Area, Companion, EntityView, Page
from graph.walk import MENTIONED
from ontology.loader import schema


@statement
def _companions(see: Predicates) -> str:
    return (
        f"{resolved(see, '[$own.id]')} WHERE coalesce(e.person_class, '') <> $own.mentioned "
        "AND NOT e.type IN $own.aggregates MATCH (e)-[:HOLDS]->()-[:IN]->(d) "
        f"WITH e, d WHERE {see.document('d')} WITH DISTINCT e, d MATCH (d)<-[:IN]-()<-[:HOLDS]-(far) "
        "WITH DISTINCT e, d, far WHERE far <> e AND (size($own.ends) = 0 OR far.type IN $own.ends) "
        f"AND {see.there('far')} WITH far, d.id AS document ORDER BY document "
        "WITH far, collect(document) AS documents WITH far, documents, -size(documents) AS minus "
        "WHERE $own.after IS NULL OR minus > $own.after[0] OR (minus = $own.after[0] AND far.id > $own.after[1]) "
        "WITH far, documents, minus ORDER BY minus, far.id LIMIT $own.limit "
        f"RETURN collect([minus, documents[..$own.named], {entity_shown(see, 'far')}])"
    )


@statement
def _within(see: Predicates) -> str:
    return (
        "CALL () { MATCH (v:Value) WHERE point.withinBBox(v.location, "
        "point({longitude: $own.west, latitude: $own.south}), point({longitude: $own.east, latitude: $own.north})) "
        f"RETURN v }} WITH v WHERE {see.rests('v')} "
        "MATCH (v)-[:VALUE_OF]->(e) WITH DISTINCT e WHERE (size($own.types) = 0 OR e.type IN $own.types) "
        f"AND e.id > $own.after AND {see.there('e')} WITH e ORDER BY e.id LIMIT $own.limit "
        f"RETURN collect({entity_shown(see, 'e')})"
    )


async def companions(
    reading: Reading, id_: str, ends: Sequence[str], limit: int, after: Position | None
) -> Page[Companion]:
    size = page_size(limit)
    (found,) = await reading.one(
        _companions,
        id=id_,
        mentioned=MENTIONED,
        aggregates=[t.name for t in schema().entity_types if t.pole is None],
        ends=list(ends),
        after=[int(after[0]), str(after[1])] if after else None,
        named=MAX_NAMED,
        limit=size + 1,
    )
    shown = [(minus, documents, entity_view(far)) for minus, documents, far in found[:size]]
    return Page(
        tuple(Companion(far, -minus, tuple(documents)) for minus, documents, far in shown),
        (shown[-1][0], shown[-1][2].id) if len(found) > size else None,
    )


async def within(
    reading: Reading, area: Area, types: Sequence[str], limit: int, after: Position | None
) -> Page[EntityView]:
    check_area(area)
    size = page_size(limit)
    (found,) = await reading.one(
        _within,
        south=area.south,
        west=area.west,
        north=area.north,
        east=area.east,
        types=list(types),
        after=str(after[0]) if after else "",
        limit=size + 1,
    )
    shown = [entity_view(one) for one in found[:size]]
    return Page(tuple(shown), (shown[-1].id,) if len(found) > size else None)
