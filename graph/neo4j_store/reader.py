"""The port's reads over one Neo4j database."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from datetime import date
from typing import Concatenate, ParamSpec, TypeVar

from graph.access import Visibility
from graph.neo4j_store import counts, names, news, reads, reviews, surroundings, walks
from graph.neo4j_store.connection import Database
from graph.neo4j_store.gate import Gate
from graph.neo4j_store.statements import Reading
from graph.store import MAX_PAGE, ClaimView, Direction, DocumentView, News, Position, SearchMode
from graph.views import (
    Area,
    Companion,
    DegreeCount,
    EntityView,
    LinkView,
    NamePage,
    Neighbour,
    OpenPair,
    Page,
    Paths,
    Stats,
    Subgraph,
)
from ontology.document import Mention
from ontology.errors import StoreError

P = ParamSpec("P")
T = TypeVar("T")

TRIES = 5
"""How often a read that somebody else's write ran into is done."""


class Neo4jReader:
    """Reads run side by side, each in a transaction of its own; one that is cancelled ends on the server too."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def _read(
        self,
        work: Callable[Concatenate[Reading, P], Awaitable[T]],
        view: Visibility,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        gate = Gate(view)
        for _ in range(TRIES):
            try:
                return await self._database.read(lambda transaction: work(Reading(transaction, gate), *args, **kwargs))
            except walks.ChangedError:
                continue
        raise StoreError("the graph changes faster than it is read", where=self._database.where, mend="ask again")

    async def stats(self, view: Visibility) -> Stats:
        return await self._read(counts.stats, view)

    async def get(self, view: Visibility, ids: Sequence[str]) -> list[EntityView]:
        return await self._read(reads.get, view, ids)

    async def get_links(self, view: Visibility, ids: Sequence[str]) -> list[LinkView]:
        return await self._read(reads.get_links, view, ids)

    async def get_documents(self, view: Visibility, ids: Sequence[str]) -> list[DocumentView]:
        return await self._read(reads.get_documents, view, ids)

    async def find_documents(self, view: Visibility, given_id: str) -> list[DocumentView]:
        return await self._read(reads.find_documents, view, given_id)

    async def claims_of(self, view: Visibility, element: str, *, limit: int, after: Position | None) -> Page[ClaimView]:
        return await self._read(reads.claims_of, view, element, limit, after)

    async def claims_on(self, view: Visibility, elements: Sequence[str]) -> list[ClaimView]:
        return await self._read(reads.claims_on, view, elements)

    async def mentions_in(self, view: Visibility, document: str) -> list[tuple[Mention, str]]:
        return await self._read(reads.mentions_in, view, document)

    async def find_by_keys(self, view: Visibility, keys: Sequence[tuple[str, str]]) -> list[list[EntityView]]:
        return await self._read(reads.find_by_keys, view, keys)

    async def search_names(
        self,
        view: Visibility,
        query: str,
        *,
        types: Sequence[str],
        mode: SearchMode,
        limit: int,
        after: Position | None,
        apart_from: Sequence[str] = (),
    ) -> NamePage:
        return await self._read(names.search, view, query, types, mode, limit, after, apart_from)

    async def degree(self, view: Visibility, id_: str) -> list[DegreeCount]:
        return await self._read(walks.degree, view, id_)

    async def neighbours(
        self,
        view: Visibility,
        id_: str,
        *,
        links: Sequence[str],
        ends: Sequence[str],
        direction: Direction,
        limit: int,
        after: Position | None,
    ) -> Page[Neighbour]:
        return await self._read(walks.neighbours, view, id_, links, ends, direction, limit, after)

    async def subgraph(
        self,
        view: Visibility,
        seeds: Sequence[str],
        *,
        hops: int,
        links: Sequence[str],
        max_nodes: int,
        max_edges: int,
        ends: Sequence[str] = (),
    ) -> Subgraph:
        return await self._read(walks.subgraph, view, seeds, hops, links, max_nodes, max_edges, ends)

    async def connecting(
        self,
        view: Visibility,
        ids: Sequence[str],
        *,
        max_length: int,
        links: Sequence[str],
        max_nodes: int,
        max_edges: int,
        ends: Sequence[str] = (),
    ) -> Subgraph:
        return await self._read(walks.connecting, view, ids, max_length, links, max_nodes, max_edges, ends)

    async def shortest_paths(
        self, view: Visibility, start: str, end: str, *, max_length: int, links: Sequence[str], limit: int
    ) -> Paths:
        return await self._read(walks.shortest_paths, view, start, end, max_length, links, limit)

    async def companions(
        self, view: Visibility, id_: str, *, ends: Sequence[str], limit: int, after: Position | None
    ) -> Page[Companion]:
        return await self._read(surroundings.companions, view, id_, ends, limit, after)

    async def within(
        self, view: Visibility, area: Area, *, types: Sequence[str], limit: int, after: Position | None
    ) -> Page[EntityView]:
        return await self._read(surroundings.within, view, area, types, limit, after)

    async def news(self, view: Visibility, since: date, *, limit: int, after: Position | None) -> Page[News]:
        return await self._read(news.news, view, since, limit, after)

    async def open_pairs(
        self, view: Visibility, *, types: Sequence[str], limit: int, after: Position | None
    ) -> Page[OpenPair]:
        return await self._read(reviews.open_pairs, view, types, limit, after)

    async def iterate(self, view: Visibility, type_: str | None = None) -> AsyncIterator[EntityView]:
        kinds = await self._read(counts.types, view)
        for kind in kinds if type_ is None else {type_}.intersection(kinds):
            after = ""
            while page := await self._read(counts.page_of_entities, view, kind, after, MAX_PAGE):
                for entity in page:
                    yield entity
                after = page[-1].id

    async def iterate_links(self, view: Visibility) -> AsyncIterator[LinkView]:
        for kind in await self._read(counts.link_types, view):
            after = ""
            while page := await self._read(counts.page_of_links, view, kind, after, MAX_PAGE):
                for link in page:
                    yield link
                after = page[-1].id
