"""The root fields about more than one entity or moment, and what they answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import strawberry

from api import changing, exploring
from api.context import Context, Looking
from api.graphql.answers import PageInfo, Truncated, truncated
from api.graphql.documents import Claim, claim
from api.graphql.entities import Entity, entity
from api.graphql.enums import ChangeKind, EntityType, LinkType
from api.graphql.links import Link, link
from api.graphql.looking import AsOf
from api.graphql.query import After, First, Info, read
from graph.exploring import comparing, connecting
from graph.exploring.common import Common
from graph.views import Area, EntityView, LinkView


@strawberry.type(description="Two entities and how many links lie between them; null: they are not connected so near.")
class ConnectedPair:
    one: strawberry.ID
    other: strawberry.ID
    length: int | None


@strawberry.type
class Connection:
    nodes: list[Entity]
    links: list[Link]
    pairs: list[ConnectedPair]
    truncated: list[Truncated]


@strawberry.type(description="An entity that some have in common: which of them, and by which links.")
class InCommon:
    node: Entity
    of: list[strawberry.ID]
    links: list[Link]


@strawberry.type
class InCommonConnection:
    edges: list[InCommon]
    page_info: PageInfo
    truncated: list[Truncated]


@strawberry.type(description="An entity that is named in the same documents: in how many, and the first of them by id.")
class Companion:
    node: Entity
    count: int
    document_ids: list[strawberry.ID]


@strawberry.type
class CompanionConnection:
    edges: list[Companion]
    page_info: PageInfo


@strawberry.type(description="A link over one of its times, or a dated entity with the links that lead to it.")
class TimelineEntry:
    time: str = strawberry.field(description="A date or an interval of dates, as precise as it is known.")
    start: date | None
    end: date | None
    event: Entity | None
    links: list[Link]


@strawberry.type
class TimelineConnection:
    edges: list[TimelineEntry]
    page_info: PageInfo
    undated: int = strawberry.field(description="Links of the entities asked for of which no time is known.")
    truncated: list[Truncated]


@strawberry.input(description="Degrees (WGS 84). A west beyond the east goes over the 180th meridian.")
class Window:
    south: float
    west: float
    north: float
    east: float


@strawberry.type
class Located:
    node: Entity


@strawberry.type
class MapConnection:
    edges: list[Located]
    page_info: PageInfo


@strawberry.type(description="A decision of a person.")
class Decision:
    id: strawberry.ID
    verdict: str
    actor: str
    reason: str


@strawberry.type(
    description="NEW: a report was the first to tell this. The other kinds are decisions. `entity` is what it is "
    "about, as it is now."
)
class Change:
    kind: ChangeKind
    on: date
    entity: Entity | None
    link: Link | None
    claim: Claim | None
    decision: Decision | None


@strawberry.type
class ChangeEdge:
    node: Change


@strawberry.type
class ChangeConnection:
    edges: list[ChangeEdge]
    page_info: PageInfo


@strawberry.type(description="A link as it was and as it is.")
class AlteredLink:
    before: Link
    after: Link


@strawberry.type(description="A value that an entity got or lost; protected ones show their last four characters.")
class ValueChange:
    entity_id: strawberry.ID
    property: str
    value: str


@strawberry.type(description="Where a look was cut short, what it misses reads as gone.")
class Comparison:
    gained: list[Entity]
    lost: list[Entity]
    links_gained: list[Link]
    links_lost: list[Link]
    links_altered: list[AlteredLink]
    values_gained: list[ValueChange]
    values_lost: list[ValueChange]
    truncated: list[Truncated]


@strawberry.type
class ExploringQuery:
    @read("The network that connects some entities: the shortest ways between each two, and those a `detour` longer.")
    async def connecting(
        self,
        info: Info,
        looking: Looking,
        ids: list[strawberry.ID],
        max_length: int = 4,
        detour: int = 0,
        links: list[LinkType] | None = None,
        types: list[EntityType] | None = None,
        max_nodes: int = 500,
        max_edges: int = 2_000,
    ) -> Connection:
        found = await exploring.connection(
            info.context,
            looking,
            ids,
            max_length=max_length,
            detour=detour,
            links=links or (),
            ends=types or (),
            max_nodes=max_nodes,
            max_edges=max_edges,
        )
        return _connection(info.context, found)

    @read("What several entities are linked to: those that most of them share first.")
    async def common_neighbours(
        self,
        info: Info,
        looking: Looking,
        ids: list[strawberry.ID],
        at_least: int = 2,
        links: list[LinkType] | None = None,
        types: list[EntityType] | None = None,
        first: First = 50,
        after: After = None,
    ) -> InCommonConnection:
        found = await exploring.common_neighbours(
            info.context,
            looking,
            ids,
            at_least=at_least,
            links=links or (),
            ends=types or (),
            first=first,
            after=after,
        )
        return _in_common(info.context, found)

    @read("Phones, vehicles, accounts and the like of an entity that another one is linked to as well.")
    async def shared_identifiers(
        self, info: Info, looking: Looking, id: strawberry.ID, first: First = 50, after: After = None
    ) -> InCommonConnection:
        found = await exploring.shared_identifiers(info.context, looking, id, first=first, after=after)
        return _in_common(info.context, found)

    @read("Who and what is named in the same documents, most documents first. It says nothing of a tie.")
    async def co_occurrence(
        self,
        info: Info,
        looking: Looking,
        id: strawberry.ID,
        types: list[EntityType] | None = None,
        first: First = 50,
        after: After = None,
    ) -> CompanionConnection:
        page = await exploring.companions(info.context, looking, id, ends=types or (), first=first, after=after)
        edges = [
            Companion(
                node=entity(info.context, c.entity),
                count=c.count,
                document_ids=[strawberry.ID(d) for d in c.documents],
            )
            for c in page.items
        ]
        return CompanionConnection(edges=edges, page_info=PageInfo.at(page.end))

    @read("The dated links and events of some entities, in the order of time, from a day until a day.")
    async def timeline(
        self,
        info: Info,
        looking: Looking,
        ids: list[strawberry.ID],
        since: date | None = None,
        until: date | None = None,
        first: First = 50,
        after: After = None,
    ) -> TimelineConnection:
        page, undated = await exploring.times(
            info.context, looking, ids, begin=since, end=until, first=first, after=after
        )
        edges = [
            TimelineEntry(
                time=entry.time.normal,
                start=entry.time.start,
                end=entry.time.end,
                event=entity(info.context, entry.event) if entry.event else None,
                links=_links(info.context, entry.links),
            )
            for entry in page.items
        ]
        return TimelineConnection(
            edges=edges, page_info=PageInfo.at(page.end), undated=undated, truncated=truncated(page.truncated)
        )

    @read("What is located inside a window on the map.")
    async def map(
        self,
        info: Info,
        looking: Looking,
        window: Window,
        types: list[EntityType] | None = None,
        first: First = 50,
        after: After = None,
    ) -> MapConnection:
        area = Area(window.south, window.west, window.north, window.east)
        page = await exploring.window(info.context, looking, area, types=types or (), first=first, after=after)
        return MapConnection(edges=[Located(node=e) for e in _entities(info.context, page.items)],
                             page_info=PageInfo.at(page.end))  # fmt: skip

    @read(
        "What is new since a moment: what reports received on its day or later were the first to tell, and what was "
        "decided. `of` keeps what is about some entities, `cases` what is about those of some cases."
    )
    async def changes(
        self,
        info: Info,
        looking: Looking,
        since: datetime,
        of: list[strawberry.ID] | None = None,
        cases: list[str] | None = None,
        first: First = 50,
        after: After = None,
    ) -> ChangeConnection:
        page = await changing.changes(
            info.context, looking, since, of=of or (), cases=cases or (), first=first, after=after
        )
        edges = [ChangeEdge(node=_change(info.context, change)) for change in page.items]
        return ChangeConnection(edges=edges, page_info=PageInfo.at(page.end))

    @read("Two looks at what lies around some entities: `before`, and as the other arguments say.")
    async def compare(
        self,
        info: Info,
        looking: Looking,
        seeds: list[strawberry.ID],
        before: AsOf,
        hops: int = 1,
        links: list[LinkType] | None = None,
        max_nodes: int = 500,
        max_edges: int = 2_000,
    ) -> Comparison:
        then = replace(looking, known_at=before.known, valid_at=before.valid)
        found = await exploring.compare(
            info.context, then, looking, seeds, hops=hops, links=links or (), max_nodes=max_nodes, max_edges=max_edges
        )
        return _comparison(info.context, found)


def _entities(context: Context, seen: tuple[EntityView, ...]) -> list[Entity]:
    return [entity(context, e) for e in seen]


def _links(context: Context, seen: tuple[LinkView, ...]) -> list[Link]:
    return [link(context, li, {}) for li in seen]


def _connection(context: Context, found: connecting.Connection) -> Connection:
    return Connection(
        nodes=_entities(context, found.entities),
        links=_links(context, found.links),
        pairs=[
            ConnectedPair(one=strawberry.ID(p.one), other=strawberry.ID(p.other), length=p.length) for p in found.pairs
        ],
        truncated=truncated(found.truncated),
    )


def _in_common(context: Context, found: exploring.Found[Common]) -> InCommonConnection:
    edges = [
        InCommon(
            node=entity(context, common.entity),
            of=[strawberry.ID(id_) for id_ in common.of],
            links=_links(context, common.links),
        )
        for common in found.items
    ]
    return InCommonConnection(edges=edges, page_info=PageInfo.at(found.end), truncated=truncated(found.truncated))


def _change(context: Context, seen: changing.Change) -> Change:
    made = seen.judgement
    return Change(
        kind=seen.kind,
        on=seen.on,
        entity=entity(context, seen.entity) if seen.entity else None,
        link=link(context, seen.link, {}) if seen.link else None,
        claim=claim(seen.claim) if seen.claim else None,
        decision=Decision(id=strawberry.ID(made.id), verdict=made.verdict, actor=made.actor, reason=made.reason)
        if made
        else None,
    )


def _comparison(context: Context, found: comparing.Comparison) -> Comparison:
    return Comparison(
        gained=_entities(context, found.entities_gained),
        lost=_entities(context, found.entities_lost),
        links_gained=_links(context, found.links_gained),
        links_lost=_links(context, found.links_lost),
        links_altered=[
            AlteredLink(before=link(context, was, {}), after=link(context, is_, {})) for was, is_ in found.altered
        ],
        values_gained=[_value(value) for value in found.values_gained],
        values_lost=[_value(value) for value in found.values_lost],
        truncated=truncated(found.truncated),
    )


def _value(seen: comparing.ValueOf) -> ValueChange:
    return ValueChange(entity_id=strawberry.ID(seen.entity.id), property=seen.property, value=seen.shown)
