"""Answers about more than one entity or moment."""

from __future__ import annotations

from datetime import date

import strawberry

from api import changing, exploring
from api.companions import Ranked
from api.context import Context
from api.graphql.analysis_answers import LeftOut
from api.graphql.answers import PageInfo, Truncated, truncated
from api.graphql.documents import Claim, claim
from api.graphql.entities import Entity, entity
from api.graphql.enums import ChangeKind
from api.graphql.links import Link, link
from api.paging import Slice
from graph import views
from graph.exploring import comparing
from graph.exploring import connecting as connected
from graph.exploring.common import Common
from graph.exploring.timeline import Entry


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
    left_out: list[LeftOut]
    truncated: list[Truncated]


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


def _entities(context: Context, seen: tuple[views.EntityView, ...]) -> list[Entity]:
    return [entity(context, e) for e in seen]


def _links(context: Context, seen: tuple[views.LinkView, ...]) -> list[Link]:
    return [link(context, li, {}) for li in seen]


def connection(context: Context, found: connected.Connection) -> Connection:
    return Connection(
        nodes=_entities(context, found.entities),
        links=_links(context, found.links),
        pairs=[
            ConnectedPair(one=strawberry.ID(p.one), other=strawberry.ID(p.other), length=p.length) for p in found.pairs
        ],
        truncated=truncated(found.truncated),
    )


def in_common(context: Context, found: exploring.Found[Common]) -> InCommonConnection:
    edges = [
        InCommon(
            node=entity(context, common.entity),
            of=[strawberry.ID(id_) for id_ in common.of],
            links=_links(context, common.links),
        )
        for common in found.items
    ]
    return InCommonConnection(edges=edges, page_info=PageInfo.at(found.end), truncated=truncated(found.truncated))


def companions(context: Context, found: Ranked) -> CompanionConnection:
    edges = [
        Companion(
            node=entity(context, beside.entity),
            count=beside.count,
            document_ids=[strawberry.ID(document) for document in beside.documents],
        )
        for beside in found.items
    ]
    return CompanionConnection(
        edges=edges,
        page_info=PageInfo.at(found.end),
        left_out=[LeftOut(reason=reason, count=count) for reason, count in found.left_out],
        truncated=truncated(found.truncated),
    )


def timeline(context: Context, found: exploring.Found[Entry], undated: int) -> TimelineConnection:
    edges = [
        TimelineEntry(
            time=entry.time.normal,
            start=entry.time.start,
            end=entry.time.end,
            event=entity(context, entry.event) if entry.event else None,
            links=_links(context, entry.links),
        )
        for entry in found.items
    ]
    return TimelineConnection(
        edges=edges, page_info=PageInfo.at(found.end), undated=undated, truncated=truncated(found.truncated)
    )


def located(context: Context, found: Slice[views.EntityView]) -> MapConnection:
    edges = [Located(node=node) for node in _entities(context, found.items)]
    return MapConnection(edges=edges, page_info=PageInfo.at(found.end))


def changes(context: Context, found: Slice[changing.Change]) -> ChangeConnection:
    edges = [ChangeEdge(node=_change(context, change)) for change in found.items]
    return ChangeConnection(edges=edges, page_info=PageInfo.at(found.end))


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


def comparison(context: Context, found: comparing.Comparison) -> Comparison:
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
