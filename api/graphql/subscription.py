"""What goes on being told: a chart, an entity, what a standing question finds anew. First as it is, then whenever it
is otherwise for this caller; the connection may end at any time, and its client asks again."""

from __future__ import annotations

from collections.abc import AsyncIterator
from functools import partial

import strawberry
from strawberry.types.field import StrawberryField

from api import casework, searching, service
from api.context import Context, Looking
from api.graphql.casework import ChartVersion, version
from api.graphql.entities import Entity, entity
from api.watching import watch
from graph.views import EntityView
from ontology.errors import AbsentError

Info = strawberry.Info[Context, None]
MAX_TOLD = 50
"""What one look at a standing question may find."""


def _lasting(description: str) -> StrawberryField:
    field: StrawberryField = strawberry.subscription(description=description)
    return field


@strawberry.type
class Subscription:
    @_lasting("The last version of a chart.")
    async def chart_changed(self, info: Info, chart: strawberry.ID) -> AsyncIterator[ChartVersion]:
        async for now, saved in watch(info.context, partial(_version, chart=chart)):
            yield version(now, saved)

    @_lasting("An entity; null while there is none for the caller.")
    async def entity_changed(self, info: Info, id: strawberry.ID) -> AsyncIterator[Entity | None]:
        async for now, found in watch(info.context, partial(_entity, id_=id)):
            yield entity(now, found) if found else None

    @_lasting("What a saved search or pattern finds that it has not told before.")
    async def alert(self, info: Info, id: strawberry.ID) -> AsyncIterator[list[Entity]]:
        known: set[str] = set()
        async for now, found in watch(info.context, partial(_found, id_=id)):
            new = {one.id: one for one in found if one.id not in known}
            known |= set(new)
            if new:
                yield [entity(now, one) for one in new.values()]


async def _version(context: Context, *, chart: str) -> casework.Version:
    found = await casework.version(context, chart)
    if found is None:
        raise AbsentError("no such chart", mend="look it up first")
    return found


async def _entity(context: Context, *, id_: str) -> EntityView | None:
    found = await service.nodes(context, Looking(), [id_])
    return found[0] if found else None


async def _found(context: Context, *, id_: str) -> list[EntityView]:
    """What a standing question finds now, at most MAX_TOLD."""
    alert = await casework.alert(context, id_)
    asked, of = alert.body, alert.of
    types = [str(name) for name in _list(asked["types"])]
    if not of:
        hits = await searching.search(context, Looking(), str(asked["text"]), types, MAX_TOLD, None)
        return [hit.entity for hit in hits.items]
    page = await service.neighbours(
        context, Looking(), of, links=[str(name) for name in _list(asked["links"])], ends=types, direction="both",
        first=MAX_TOLD, after=None,
    )  # fmt: skip
    return [neighbour.entity for neighbour in page.items]


def _list(value: object) -> list[object]:
    assert isinstance(value, list)
    return value
