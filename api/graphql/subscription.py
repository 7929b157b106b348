"""What goes on being told: a chart, an entity, what a standing question finds anew. First as it is, then whenever it
is otherwise for this caller; the connection may end at any time, and its client asks again."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from functools import partial
from typing import TypeVar

import strawberry
from strawberry.types.field import StrawberryField

from api import casework, searching, service
from api.context import Context, Looking
from api.graphql.casework import ChartVersion, version
from api.graphql.entities import Entity, entity
from api.paging import Slice
from api.watching import watch
from graph.store import MAX_PAGE
from graph.views import EntityView
from ontology.errors import AbsentError

T = TypeVar("T")
Info = strawberry.Info[Context, None]
MAX_TOLD = 1_000
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
    """What a standing question finds now, at most MAX_TOLD. Not a page alone: what is new is told by few, and comes
    last."""
    alert = await casework.alert(context, id_)
    asked, of = alert.body, alert.of
    types = [str(name) for name in _list(asked["types"])]
    if not of:
        search = partial(searching.search, context, Looking(), str(asked["text"]), types)
        return [hit.entity for hit in await _every(lambda after: search(MAX_PAGE, after))]
    links = [str(name) for name in _list(asked["links"])]
    beside = partial(service.neighbours, context, Looking(), of, links=links, ends=types, direction="both")
    return [found.entity for found in await _every(lambda after: beside(first=MAX_PAGE, after=after))]


async def _every(page: Callable[[str | None], Awaitable[Slice[T]]]) -> list[T]:
    """What is on the pages of an answer, of which `page` gives the one behind a cursor."""
    found: list[T] = []
    after: str | None = None
    while len(found) < MAX_TOLD:
        told = await page(after)
        found += told.items
        after = told.end
        if after is None:
            break
    return found


def _list(value: object) -> list[object]:
    assert isinstance(value, list)
    return value
