"""The port's Store over one SQLite file."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import date
from functools import partial
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from graph.access import Visibility
from graph.judgement import Judgement
from graph.rows import Holding, Ingested
from graph.sqlite import constraints, names, news, paths, reads, reviews, surroundings, truth, walks
from graph.sqlite.connection import WRITER_CACHE_KIB, Database, connect, told
from graph.sqlite.gate import Gate
from graph.sqlite.holdings import page_of_holdings, page_of_ingested
from graph.sqlite.schema import apply_steps, check_version, steps, version_of
from graph.sqlite.writer import SqliteTruth, SqliteWriter
from graph.store import (
    MAX_PAGE,
    Capabilities,
    ClaimView,
    Direction,
    DocumentView,
    News,
    Position,
    SearchMode,
    Truth,
    Writer,
)
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
from ontology.loader import schema

P = ParamSpec("P")
T = TypeVar("T")


def open_file(path: Path, *, create: bool) -> SqliteStore:
    """Open a store; a new file gets all steps. Raises StoreError when it is missing (and not to be created), not ours,
    or of another version."""
    where = f"sqlite:{path}"
    if not create and not path.is_file():
        raise StoreError("there is no such file", where=where, mend="name another, or load something first")
    connection = _connect(path, where)
    try:
        with told(where):
            if version_of(connection, where) == 0:
                apply_steps(connection, where)
            check_version(connection, where)
            constraints.register(connection)
            constraints.fill(connection, schema())
    except BaseException:
        connection.close()
        raise
    return SqliteStore(Database(path, connection))


def migrate_file(path: Path) -> int:
    """Apply the steps that a file lacks; returns how many."""
    where = f"sqlite:{path}"
    if not path.is_file():
        raise StoreError("there is no such file", where=where)
    connection = _connect(path, where)
    try:
        with told(where):
            return apply_steps(connection, where)
    finally:
        connection.close()


def _connect(path: Path, where: str) -> sqlite3.Connection:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"its folder cannot be made: {error.strerror}", where=where) from error
    with told(where):
        return connect(path, cache_kib=WRITER_CACHE_KIB)


class SqliteStore:
    """Reads run in threads, each on a snapshot of the file; one transaction writes at a time."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def close(self) -> None:
        await self._database.close()

    def capabilities(self) -> Capabilities:
        return Capabilities("sqlite", sqlite3.sqlite_version, len(steps()))

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Writer]:
        async with self._database.write() as run:
            yield SqliteWriter(run)

    def truth(self) -> Truth:
        return SqliteTruth(self._database.read)

    async def classes(self) -> dict[int, dict[str, object]]:
        return await self._database.read(reads.classes)

    async def _read(
        self,
        work: Callable[Concatenate[sqlite3.Connection, Gate, P], T],
        view: Visibility,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        return await self._database.read(lambda connection: work(connection, Gate(view), *args, **kwargs))

    async def stats(self, view: Visibility) -> Stats:
        return await self._read(reads.stats, view)

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
        return await self._read(paths.connecting, view, ids, max_length, links, max_nodes, max_edges, ends)

    async def shortest_paths(
        self, view: Visibility, start: str, end: str, *, max_length: int, links: Sequence[str], limit: int
    ) -> Paths:
        return await self._read(paths.shortest_paths, view, start, end, max_length, links, limit)

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
        after = (type_ or "", "")
        while page := await self._read(reads.page_of_entities, view, type_, after, MAX_PAGE):
            for entity in page:
                yield entity
            after = (page[-1].type, page[-1].id)

    async def iterate_links(self, view: Visibility) -> AsyncIterator[LinkView]:
        after = ("", "")
        while page := await self._read(reads.page_of_links, view, after, MAX_PAGE):
            for link in page:
                yield link
            after = (page[-1].type, page[-1].id)

    async def holdings(self) -> AsyncIterator[Holding]:
        after = ""
        while page := await self._database.read(partial(page_of_holdings, after=after, limit=MAX_PAGE)):
            for holding in page:
                yield holding
            after = page[-1].document.id

    async def judgement_ledger(self) -> list[Judgement]:
        return await self._database.read(truth.judgements)

    async def ingest_ledger(self) -> AsyncIterator[Ingested]:
        after = 0
        while page := await self._database.read(partial(page_of_ingested, after=after, limit=MAX_PAGE)):
            for _, line in page:
                yield line
            after = page[-1][0]

    async def faults(self) -> list[str]:
        return await self._database.read(reads.faults)

    async def due_before(self, day: date) -> int:
        return await self._database.read(lambda connection: reads.due_before(connection, day))

    async def scored_otherwise(self, model: str) -> int:
        return await self._database.read(lambda connection: reads.scored_otherwise(connection, model))
