"""What lies around an entity: neighbours and degree, and the walks of `graph.walk` (subgraphs, shortest paths).

A walk takes a statement for where it starts, one for each level that it reads behind the first, and one for what it
shows. One statement with all levels in it gives the same, but Neo4j plans it for seconds before it runs, and again
whenever its statistics change; `allShortestPaths` lists every path there is before it cuts any off, and names no hub.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from graph.corridor import corridor
from graph.limits import check_connecting, check_paths, check_subgraph, page_size
from graph.neo4j_store.gate import Predicates
from graph.neo4j_store.reads import ALL, resolved
from graph.neo4j_store.shape import entity_key, link_name, relationship_type
from graph.neo4j_store.statements import Reading, Statement, statement
from graph.neo4j_store.views import entity_shown, entity_view, entity_views, link_shown, link_view, linked
from graph.shortest import between
from graph.store import Direction, Position
from graph.views import DegreeCount, EntityView, LinkView, Neighbour, Page, Paths, Subgraph, Truncated
from graph.walk import HUB_LINKS, Ask, Met, Step, T, Told, Walk, around, forbidden, in_order
from ontology.loader import schema

_KIND = "(size($own.links) = 0 OR type(r) IN $own.links)"
_KEY = "CASE r.variant WHEN '' THEN r.rid ELSE r.rid + '@' + r.variant END"


def _steps(see: Predicates) -> str:
    """Of the entity `e` the steps that lead on, at most `$own.most`."""
    return (
        f"COLLECT {{ MATCH (e)-[r:{linked()}]-(far) WITH e, r, far WHERE e <> far AND {_KIND} "
        "AND none(type IN [e.type, far.type] WHERE type IN coalesce($own.forbidden[type(r)], [])) "
        f"AND {see.there('r')} AND {see.there('far')} "
        f"RETURN [r.rid, r.variant, far.id, far.variant, far.type, far.person_class] LIMIT $own.most }}"
    )


@statement
def _degree(see: Predicates) -> str:
    return (
        f"{resolved(see, '[$own.id]')} MATCH (e)-[r:{linked()}]-(far) WITH r, far "
        f"WHERE {see.there('r')} AND {see.there('far')} RETURN type(r), far.type, count(r)"
    )


@statement
def _neighbours(see: Predicates) -> str:
    return (
        f"{resolved(see, '[$own.id]')} MATCH (e)-[r:{linked()}]-(far) WITH e, r, far WHERE {_KIND} "
        "AND (size($own.ends) = 0 OR far.type IN $own.ends) AND (type(r) IN $own.symmetric "
        "OR ($own.direction <> 'in' AND startNode(r) = e) OR ($own.direction <> 'out' AND endNode(r) = e)) "
        f"AND {see.there('r')} AND {see.there('far')} WITH r, far, -{see.origins('r')} AS minus "
        "WHERE $own.after IS NULL OR minus > $own.after[0] OR (minus = $own.after[0] AND r.rid > $own.after[1]) "
        "WITH r, far, minus ORDER BY minus, r.rid LIMIT $own.limit "
        f"RETURN collect([minus, {link_shown(see, 'r')}, {entity_shown(see, 'far')}])"
    )


@statement
def _starts(see: Predicates) -> str:
    """Where a walk starts, with its first steps."""
    return f"{resolved(see, '$own.ids')} RETURN asked, e.key, e.id, e.type, e.person_class, {_steps(see)}"


@statement
def _level(see: Predicates) -> str:
    """One record: keys with their steps."""
    return (
        "UNWIND $own.keys AS key MATCH (e:Entity {key: key}) "
        f"WHERE NOT $own.only_hubs OR COUNT {{ (e)-[:{linked()}]-() }} > {HUB_LINKS} "
        f"RETURN collect([e.key, {_steps(see)}])"
    )


def _entities_of_keys(see: Predicates) -> str:
    """A record of entities, before the one of links."""
    return (
        f"UNWIND $own.keys AS key MATCH (e:Entity {{key: key}}) WHERE {see.there('e')} "
        f"RETURN collect({entity_shown(see, 'e')}) AS shown UNION ALL "
    )


@statement
def _among(see: Predicates) -> str:
    """Two records: entities, and the links that have both ends among them, each behind its key."""
    return (
        f"{_entities_of_keys(see)} UNWIND $own.keys AS key MATCH (a:Entity {{key: key}}) MATCH (a)-[r:{linked()}]->(b) "
        f"WITH a, r, b WHERE b.key IN $own.keys AND {_KIND} AND {see.joined()} "
        f"WITH r ORDER BY r.rid LIMIT $own.limit RETURN collect([{_KEY}, {link_shown(see, 'r')}]) AS shown"
    )


@statement
def _along(see: Predicates) -> str:
    """Two records: entities, and the links of steps between them, each behind its key."""
    return (
        f"{_entities_of_keys(see)} UNWIND $own.steps AS step MATCH (a:Entity {{key: step[0]}}) "
        f"MATCH (a)-[r:{linked()}]-(b) WITH step, a, r, b "
        f"WHERE b.key = step[1] AND r.rid = step[2] AND {_KEY} = step[3] AND {see.joined()} "
        f"RETURN collect([step[3], {link_shown(see, 'r')}]) AS shown"
    )


async def _shown(
    reading: Reading, statement: Statement, **own: object
) -> tuple[dict[str, EntityView], dict[str, LinkView]]:
    """Entities and links by their keys, in the order told."""
    (entities,), (links,) = await reading.ask(statement, **own)
    return entity_views(entities), {key: link_view(shown) for key, shown in links}


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
        links=_relationships(links),
        ends=list(ends),
        direction=direction,
        symmetric=_relationships(link.name for link in schema().links.values() if link.symmetric),
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
    walking = _Walking(reading, links)
    leads = await walking.start(seeds, most=HUB_LINKS + 1 if hops else 0)
    starts = {leads[id_][0]: leads[id_][1] for id_ in seeds if id_ in leads}
    taken, truncated = await walking.walked(around(starts, hops, max_nodes, ends))
    entities, among = await _shown(reading, _among, keys=taken, links=_relationships(links), limit=max_edges + 1)
    if len(entities) < len(taken):
        raise ChangedError
    if len(among) > max_edges:
        truncated.append(Truncated("edges", max_edges))
    return Subgraph(
        tuple(sorted(entities.values(), key=lambda e: e.id)),
        tuple(islice(among.values(), max_edges)),
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
    walking = _Walking(reading, links)
    leads = await walking.start(ids, most=HUB_LINKS + 1)
    starts = dict(leads[id_] for id_ in ids if id_ in leads)
    found = await walking.walked(corridor(starts, max_length, ends, max_nodes, max_edges))
    return found.told(*await _crossed(reading, found.entities, found.steps))


async def shortest_paths(
    reading: Reading, start: str, end: str, max_length: int, links: Sequence[str], limit: int
) -> Paths:
    check_paths(max_length, limit)
    walking = _Walking(reading, links)
    leads = await walking.start([start, end], most=HUB_LINKS + 1)
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
    asked = [[step.one, step.other, step.link_id, step.link] for step in steps]
    entities, crossed = await _shown(reading, _along, keys=keys, steps=asked)
    if len(entities) < len(keys) or len(crossed) < len(asked):
        raise ChangedError
    return entities, crossed


class ChangedError(Exception):
    """What a walk had met was gone when it was to be shown: somebody wrote in between. The read is done again."""


class _Walking:
    """Answers the questions of a walk over links of some types (none named: all), the first from what `start` read."""

    def __init__(self, reading: Reading, links: Sequence[str]) -> None:
        self._reading = reading
        self._bound = {
            "links": _relationships(links),
            "forbidden": {relationship_type(link): list(types) for link, types in forbidden().items()},
        }
        self._read: dict[str, list[Any]] = {}

    async def start(self, ids: Sequence[str], most: int) -> dict[str, tuple[str, Met]]:
        """Id asked for → key of its visible entity, and the entity."""
        leads: dict[str, tuple[str, Met]] = {}
        for asked, key, id_, type_, person_class, steps in await self._reading.ask(
            _starts, ids=list(ids), most=most, **self._bound
        ):
            leads |= dict.fromkeys(asked, (key, Met(id_, type_, person_class)))
            self._read[key] = steps
        return leads

    async def walked(self, walk: Walk[str, T]) -> T:
        """The end of the walk."""
        try:
            ask = next(walk)
            while True:
                ask = walk.send(await self._told(ask))
        except StopIteration as end:
            result: T = end.value
            return result

    async def _told(self, ask: Ask[str]) -> Told[str]:
        new = [key for key in ask.keys if key not in self._read or (ask.whole and len(self._read[key]) > HUB_LINKS)]
        read = self._read
        if new:
            most = ALL if ask.whole else HUB_LINKS + 1
            (levels,) = await self._reading.one(_level, keys=new, most=most, only_hubs=ask.only_hubs, **self._bound)
            read = self._read | dict(levels)
            if not ask.only_hubs:
                self._read = read
        return [
            (Step(key, entity_key(rid, link_variant), entity_key(far, variant), rid), Met(far, type_, person_class))
            for key in ask.keys
            for rid, link_variant, far, variant, type_, person_class in read.get(key, ())
        ]


def _relationships(links: Iterable[str]) -> list[str]:
    return [relationship_type(name) for name in links]
