"""Case folders, notes, charts and standing questions, as GraphQL tells them; and what asking costs."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, cast

import strawberry
from strawberry.types.field import StrawberryField

from api import casework
from api.context import Context
from api.graphql.answers import PageInfo
from api.graphql.entities import Entity, entity
from api.graphql.enums import EntityType, LinkType
from api.graphql.links import Link, link
from graph.ledger import Entry
from graph.views import EntityView
from ontology.errors import AbsentError

Info = strawberry.Info[Context, None]


def told(description: str) -> StrawberryField:
    field: StrawberryField = strawberry.field(description=description)
    return field


@strawberry.type(description="What this request costs by its document alone, in points of a hundred rows.")
class RateLimit:
    cost: int
    remaining: int = strawberry.field(description="What is left to the caller until `resetAt`.")
    reset_at: datetime


@strawberry.type(description="Who made something, what for, when.")
class Making:
    actor: str
    purpose: str
    at: datetime


@strawberry.type
class Note:
    id: strawberry.ID
    text: str
    target: Entity
    made: Making


@strawberry.type
class NoteConnection:
    nodes: list[Note]
    page_info: PageInfo


@strawberry.type(description="An entity on a chart, and where it stands.")
class PlacedEntity:
    entity: Entity
    x: float
    y: float


@strawberry.type
class Chart:
    id: strawberry.ID
    name: str
    made: Making


@strawberry.type(description="A chart as it was saved: of its elements those that this caller sees today.")
class ChartVersion:
    context: strawberry.Private[Context]
    body: strawberry.Private[Entry]
    number: int
    made: Making
    chart: Chart

    @told("Entities with their places.")
    async def nodes(self) -> list[PlacedEntity]:
        places = cast(list[tuple[str, float, float]], self.body.body["nodes"])
        found = await casework.seen(self.context, [id_ for id_, _, _ in places])
        return [
            PlacedEntity(entity=entity(self.context, found[id_]), x=float(x), y=float(y))
            for id_, x, y in places
            if id_ in found
        ]

    @told("Links.")
    async def links(self) -> list[Link]:
        found = await casework.seen_links(self.context, cast(list[str], self.body.body["links"]))
        return [link(self.context, found[id_], {}) for id_ in sorted(found)]


@strawberry.type(description="A standing question: a search, or a pattern of links around an entity.")
class Alert:
    id: strawberry.ID
    name: str
    text: str | None
    around: strawberry.ID | None
    links: list[LinkType]
    types: list[EntityType]
    made: Making


@strawberry.type(description="The folder of a case.")
class CaseFolder:
    id: strawberry.ID
    name: str
    title: str
    organisation: str
    members: list[str]
    made: Making

    @told("Notes, first to last; `first`: 1 to 200.")
    async def notes(self, info: Info, first: int = 50, after: str | None = None) -> NoteConnection:
        page = await casework.notes(info.context, self.id, first, after)
        nodes = [_note(info.context, entry, target) for entry, target in page.items]
        return NoteConnection(nodes=nodes, page_info=PageInfo.at(page.end))

    @told("Charts, first to last.")
    async def charts(self, info: Info) -> list[Chart]:
        return [_chart(entry) for entry in await casework.charts(info.context, self.id)]

    @told("Standing questions, first to last.")
    async def alerts(self, info: Info) -> list[Alert]:
        return [_alert(entry) for entry in await casework.alerts(info.context, self.id)]


@strawberry.type
class CaseworkQuery:
    @told("The case folders of the caller.")
    async def cases(self, info: Info) -> list[CaseFolder]:
        return [_folder(entry) for entry in await casework.cases(info.context)]

    @told("A case folder by its id; null when there is none for this caller.")
    async def case(self, info: Info, id: strawberry.ID) -> CaseFolder | None:
        found = await casework.case(info.context, id)
        return _folder(found) if found else None

    @told("A version of a chart, the last where no number is given; null when there is none for this caller.")
    async def chart(self, info: Info, id: strawberry.ID, number: int | None = None) -> ChartVersion | None:
        found = await casework.version(info.context, id, number)
        return version(info.context, found) if found else None

    @told("What this request costs, and what is left of the caller's hour.")
    def rate_limit(self, info: Info) -> RateLimit:
        rate = info.context.rate
        return RateLimit(cost=rate.cost, remaining=rate.remaining, reset_at=rate.reset)


@strawberry.input(description="An entity and where it stands on a chart.")
class Position:
    id: strawberry.ID
    x: float = 0.0
    y: float = 0.0


Members = Annotated[list[str] | None, strawberry.argument(description="Principals of the caller's organisation.")]


def _made(description: str) -> StrawberryField:
    field: StrawberryField = strawberry.mutation(description=description)
    return field


@strawberry.type
class CaseworkMutation:
    @_made("Open the folder of the case that `X-Case` states.")
    async def open_case(self, info: Info, title: str, members: Members = None) -> CaseFolder:
        return _folder(await casework.open_case(info.context, title, members or []))

    @_made("Write a note about an entity into the folder of the stated case. `type` must be what the entity is.")
    async def note(self, info: Info, target: strawberry.ID, type: EntityType, text: str) -> Note:
        entry = await casework.note(info.context, target, type, text)
        found = await casework.seen(info.context, [target])
        if target not in found:
            raise AbsentError(f"no such {type}", where="target")
        return _note(info.context, entry, found[target])

    @_made("Save a chart: a new one with a `name`, or with `chart` a version of it, based on its last one.")
    async def save_chart(
        self,
        info: Info,
        nodes: list[Position],
        links: list[strawberry.ID] | None = None,
        name: str | None = None,
        chart: strawberry.ID | None = None,
        based_on: int | None = None,
    ) -> ChartVersion:
        places = [casework.Placed(place.id, place.x, place.y) for place in nodes]
        return version(
            info.context,
            await casework.save_chart(
                info.context, places, [str(id_) for id_ in links or ()], name=name, chart=chart, based_on=based_on
            ),
        )

    @_made("Save a search; `alert` tells what it finds anew.")
    async def save_search(self, info: Info, name: str, text: str, types: list[EntityType] | None = None) -> Alert:
        return _alert(await casework.save_search(info.context, name, text, types or ()))

    @_made("Save a pattern of links around an entity; `alert` tells what fits anew.")
    async def save_pattern(
        self,
        info: Info,
        name: str,
        around: strawberry.ID,
        links: list[LinkType] | None = None,
        types: list[EntityType] | None = None,
    ) -> Alert:
        return _alert(await casework.save_pattern(info.context, name, around, links or (), types or ()))


def _making(entry: Entry) -> Making:
    return Making(actor=entry.actor, purpose=entry.purpose, at=datetime.fromisoformat(entry.at))


def _note(context: Context, entry: Entry, target: EntityView) -> Note:
    made = _making(entry)
    return Note(id=strawberry.ID(entry.id), text=str(entry.body["text"]), target=entity(context, target), made=made)


def _chart(entry: Entry) -> Chart:
    return Chart(id=strawberry.ID(entry.id), name=str(entry.body["name"]), made=_making(entry))


def version(context: Context, saved: casework.Version) -> ChartVersion:
    """A version, of whose elements this context's caller is shown what he sees: in an answer that goes on, as he stands
    at the event."""
    made, chart = _making(saved.entry), _chart(saved.chart)
    return ChartVersion(context=context, body=saved.entry, number=saved.number, made=made, chart=chart)


def _alert(entry: Entry) -> Alert:
    return Alert(
        id=strawberry.ID(entry.id),
        name=str(entry.body["name"]),
        text=cast(str | None, entry.body.get("text")),
        around=strawberry.ID(entry.of) if entry.of else None,
        links=cast(list[str], entry.body.get("links", [])),
        types=cast(list[str], entry.body["types"]),
        made=_making(entry),
    )


def _folder(entry: Entry) -> CaseFolder:
    return CaseFolder(
        id=strawberry.ID(entry.id),
        name=str(entry.body["name"]),
        title=str(entry.body["title"]),
        organisation=entry.organisation,
        members=cast(list[str], entry.body["members"]),
        made=_making(entry),
    )
