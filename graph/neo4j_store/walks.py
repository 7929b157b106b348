"""What lies around an entity: neighbours and degree, and the walks of `graph.walk` (subgraphs, shortest paths).

A walk takes a statement for where it starts (a search for paths: and for the level that it most likely asks for next),
one for each further level, and one for what it shows. One statement with all levels in it gives the same, but Neo4j
plans it for seconds before it runs, and again whenever its statistics change; `allShortestPaths` lists every path there
is before it cuts any off, and names no hub.
"""

from __future__ import annotations

from collections.abc import Sequence

from graph.corridor import corridor
from graph.limits import check_connecting, check_paths, check_subgraph, page_size
from graph.neo4j_store.gate import Predicates
from graph.neo4j_store.reads import resolved
from graph.neo4j_store.shape import link_name, variant_of
from graph.neo4j_store.statements import Reading, statement
from graph.neo4j_store.views import entity_shown, entity_view, entity_views, link_shown, link_view, linked
from graph.neo4j_store.walking import KIND, Walking, relationships
from graph.shortest import between
from graph.store import Direction, Position
from graph.uncollected import uncollected
from graph.views import DegreeCount, EntityView, LinkView, Neighbour, Page, Paths, Subgraph, Truncated
from graph.walk import HUB_LINKS, Step, around, in_order
from ontology.loader import schema


@statement
def _degree(see: Predicates) -> str:
    return (
        f"{resolved(see, '[$own.id]')} MATCH (e)-[r:{linked()}]-(far) WITH r, far "
        f"WHERE {see.there('r')} AND {see.there('far')} RETURN type(r), far.type, count(r)"
    )


@statement
def _neighbours(see: Predicates) -> str:
    return (
        f"{resolved(see, '[$own.id]')} MATCH (e)-[r:{linked()}]-(far) WITH e, r, far WHERE {KIND} "
        "AND (size($own.ends) = 0 OR far.type IN $own.ends) AND (type(r) IN $own.symmetric "
        "OR ($own.direction <> 'in' AND startNode(r) = e) OR ($own.direction <> 'out' AND endNode(r) = e)) "
        f"AND {see.there('r')} AND {see.there('far')} WITH r, far, -{see.origins('r')} AS minus "
        "WHERE $own.after IS NULL OR minus > $own.after[0] OR (minus = $own.after[0] AND r.rid > $own.after[1]) "
        "WITH r, far, minus ORDER BY minus, r.rid LIMIT $own.limit "
        f"RETURN collect([minus, {link_shown(see, 'r')}, {entity_shown(see, 'far')}])"
    )


def _entities_of_keys(see: Predicates) -> str:
    """A record of entities, before the one of the links between them."""
    return (
        f"UNWIND $own.keys AS key MATCH (e:Entity {{key: key}}) WITH e, properties(e) AS p WHERE {see.there('p')} "
        f"WITH e RETURN collect({entity_shown(see, 'e')}) AS shown UNION ALL "
    )


@statement
def _among(see: Predicates) -> str:
    """Two records: entities, and the links that have both ends among them (which stand in a list of their own before
    they are sorted: sorted rows count all that is beside them as memory)."""
    return (
        f"{_entities_of_keys(see)} CALL () {{ UNWIND $own.keys AS key MATCH (e:Entity {{key: key}}) "
        f"WITH collect(e) AS nodes UNWIND nodes AS a MATCH (a)-[r:{linked()}]->(b) WITH nodes, r, b "
        f"WHERE b IN nodes AND {KIND} AND {see.there('r')} RETURN collect(r) AS met }} "
        "UNWIND met AS r WITH r ORDER BY r.rid LIMIT $own.limit "
        f"RETURN collect({link_shown(see, 'r')}) AS shown"
    )


@statement
def _along(see: Predicates) -> str:
    """Two records: entities, and the links of steps between them, each behind its key."""
    return (
        f"{_entities_of_keys(see)} UNWIND $own.steps AS step MATCH (a:Entity {{key: step[0]}}) "
        f"CALL (step, a) {{ MATCH (b:Entity {{key: step[1]}}) MATCH (a)-[r:{linked()}]-(b) WITH step, r "
        f"WHERE r.rid = step[2] AND r.variant = step[3] AND {see.there('r')} RETURN r }} "
        f"RETURN collect([step[4], {link_shown(see, 'r')}]) AS shown"
    )


async def degree(reading: Reading, id_: str) -> list[DegreeCount]:
    found = await reading.ask(_degree, id=id_)
    return [DegreeCount(*row) for row in sorted((link_name(link), end, count) for link, end, count in found)]


async def neighbours(
    reading: Reading,
    id_: str,
    links: Sequence[str],
    ends: Sequence[str],
    direction: Direction,
    limit: int,
    after: Position | None,
) -> Page[Neighbour]:
    size = page_size(limit)
    (found,) = await reading.one(
        _neighbours,
        id=id_,
        links=relationships(links),
        ends=list(ends),
        direction=direction,
        symmetric=relationships(link.name for link in schema().links.values() if link.symmetric),
        after=[int(after[0]), str(after[1])] if after else None,
        limit=size + 1,
    )
    shown = [(minus, link_view(link), entity_view(far)) for minus, link, far in found[:size]]
    return Page(
        tuple(Neighbour(link, far) for _, link, far in shown),
        (shown[-1][0], shown[-1][1].id) if len(found) > size else None,
    )


async def subgraph(
    reading: Reading,
    seeds: Sequence[str],
    hops: int,
    links: Sequence[str],
    max_nodes: int,
    max_edges: int,
    ends: Sequence[str],
) -> Subgraph:
    check_subgraph(hops, max_nodes, max_edges)
    walking = Walking(reading, links)
    leads = await walking.start(seeds, most=HUB_LINKS + 1 if hops else 0)
    starts = {leads[id_][0]: leads[id_][1] for id_ in seeds if id_ in leads}
    taken, truncated = await walking.walked(around(starts, hops, max_nodes, ends))
    (entities,), (among,) = await reading.ask(_among, keys=taken, links=relationships(links), limit=max_edges + 1)
    if len(entities) < len(taken):
        raise ChangedError
    if len(among) > max_edges:
        truncated.append(Truncated("edges", max_edges))
    with uncollected():
        return Subgraph(
            tuple(sorted(map(entity_view, entities), key=lambda e: e.id)),
            tuple(map(link_view, among[:max_edges])),
            in_order(truncated),
        )


async def connecting(
    reading: Reading,
    ids: Sequence[str],
    max_length: int,
    links: Sequence[str],
    max_nodes: int,
    max_edges: int,
    ends: Sequence[str],
) -> Subgraph:
    check_connecting(len(ids), max_length, max_nodes, max_edges)
    walking = Walking(reading, links)
    leads = await walking.start(ids, most=HUB_LINKS + 1)
    starts = dict(leads[id_] for id_ in ids if id_ in leads)
    found = await walking.walked(corridor(starts, max_length, ends, max_nodes, max_edges))
    return found.told(*await _crossed(reading, found.entities, found.steps))


async def shortest_paths(
    reading: Reading, start: str, end: str, max_length: int, links: Sequence[str], limit: int
) -> Paths:
    check_paths(max_length, limit)
    walking = Walking(reading, links)
    leads = await walking.start_search([start, end])
    if not {start, end} <= leads.keys():
        return Paths(())
    found = await walking.walked(between(leads[start], leads[end], max_length, limit))
    if not found.ways:
        return found.told({}, {})
    return found.told(*await _crossed(reading, found.entities, found.steps))


async def _crossed(
    reading: Reading, keys: Sequence[str], steps: Sequence[Step[str]]
) -> tuple[dict[str, EntityView], dict[str, LinkView]]:
    """What a walk met."""
    asked = [[step.one, step.other, step.link_id, variant_of(step.link), step.link] for step in steps]
    (entities,), (links,) = await reading.ask(_along, keys=keys, steps=asked)
    if len(entities) < len(keys) or len(links) < len(asked):
        raise ChangedError
    with uncollected():
        return entity_views(entities), {key: link_view(shown) for key, shown in links}


class ChangedError(Exception):
    """What a walk had met was gone when it was to be shown: somebody wrote in between. The read is done again."""
