"""The root fields about more than one entity or moment."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import strawberry

from api import changing, companions, exploring
from api.context import Looking
from api.graphql import exploring_answers as answers
from api.graphql.enums import EntityType, LinkType
from api.graphql.looking import AsOf
from api.graphql.query import After, First, Info, read
from graph.views import Area


@strawberry.input(description="Degrees (WGS 84). A west beyond the east goes over the 180th meridian.")
class Window:
    south: float
    west: float
    north: float
    east: float


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
    ) -> answers.Connection:
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
        return answers.connection(info.context, found)

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
    ) -> answers.InCommonConnection:
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
        return answers.in_common(info.context, found)

    @read("Phones, vehicles, accounts and the like of an entity that another one is linked to as well.")
    async def shared_identifiers(
        self, info: Info, looking: Looking, id: strawberry.ID, first: First = 50, after: After = None
    ) -> answers.InCommonConnection:
        found = await exploring.shared_identifiers(info.context, looking, id, first=first, after=after)
        return answers.in_common(info.context, found)

    @read(
        "Who and what is named in the same documents, most documents first. It says nothing of a tie. Mentioned "
        "persons, groups and victims are never ranked: they are left out and counted."
    )
    async def co_occurrence(
        self,
        info: Info,
        looking: Looking,
        id: strawberry.ID,
        types: list[EntityType] | None = None,
        first: First = 50,
        after: After = None,
    ) -> answers.CompanionConnection:
        page = await companions.companions(info.context, looking, id, ends=types or (), first=first, after=after)
        return answers.companions(info.context, page)

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
    ) -> answers.TimelineConnection:
        page, undated = await exploring.times(
            info.context, looking, ids, begin=since, end=until, first=first, after=after
        )
        return answers.timeline(info.context, page, undated)

    @read("What is located inside a window on the map.")
    async def map(
        self,
        info: Info,
        looking: Looking,
        window: Window,
        types: list[EntityType] | None = None,
        first: First = 50,
        after: After = None,
    ) -> answers.MapConnection:
        area = Area(window.south, window.west, window.north, window.east)
        page = await exploring.window(info.context, looking, area, types=types or (), first=first, after=after)
        return answers.located(info.context, page)

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
    ) -> answers.ChangeConnection:
        page = await changing.changes(
            info.context, looking, since, of=of or (), cases=cases or (), first=first, after=after
        )
        return answers.changes(info.context, page)

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
    ) -> answers.Comparison:
        then = replace(looking, known_at=before.known, valid_at=before.valid)
        found = await exploring.compare(
            info.context, then, looking, seeds, hops=hops, links=links or (), max_nodes=max_nodes, max_edges=max_edges
        )
        return answers.comparison(info.context, found)
