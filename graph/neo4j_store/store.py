"""The port's Store over one Neo4j database."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from functools import partial

from graph.judgement import Judgement
from graph.neo4j_store import reading, whole
from graph.neo4j_store.connection import Database, Target
from graph.neo4j_store.contact import contact
from graph.neo4j_store.holdings import page_of_holdings, page_of_ingested
from graph.neo4j_store.reader import Neo4jReader
from graph.neo4j_store.schema import apply_steps, check_version, follow, steps, version_of
from graph.neo4j_store.writer import Neo4jTruth, Neo4jWriter
from graph.rows import Holding, Ingested
from graph.store import MAX_PAGE, Capabilities, Truth, Writer
from ontology.errors import StoreError
from ontology.loader import schema


def open_target(target: Target, *, create: bool) -> Neo4jStore:
    """Open the store of a database; an empty one gets all steps. Raises StoreError when the server cannot be used,
    when there is no store (and none to be created), another program's graph, or a store of another version."""
    with contact(target) as (ask, server):
        if version_of(ask, target.uri) == 0:
            if not create:
                raise StoreError("the database is empty", where=target.uri,
                                 mend="name another, or load something first")  # fmt: skip
            apply_steps(ask, target.uri)
        check_version(ask, target.uri)
        follow(ask, schema())
    return Neo4jStore(Database(target), server)


def migrate_target(target: Target) -> int:
    """Apply the steps that a store lacks; returns how many."""
    with contact(target) as (ask, _):
        return apply_steps(ask, target.uri)


def holds_store(target: Target) -> bool:
    """Whether there is anything in the database, be it a store or not."""
    with contact(target) as (ask, _):
        return bool(ask("MATCH (n) RETURN 1 AS one LIMIT 1"))


class Neo4jStore(Neo4jReader):
    """Reads run side by side, each in a transaction of its own; one transaction writes at a time."""

    def __init__(self, database: Database, server: str) -> None:
        super().__init__(database)
        self._server = server

    async def close(self) -> None:
        await self._database.close()

    def capabilities(self) -> Capabilities:
        return Capabilities("neo4j", self._server, len(steps()))

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Writer]:
        async with self._database.write() as unit:
            yield Neo4jWriter(unit)

    def truth(self) -> Truth:
        return Neo4jTruth(self._database.read)

    async def classes(self) -> dict[int, dict[str, object]]:
        return await self._database.read(whole.classes)

    async def holdings(self) -> AsyncIterator[Holding]:
        after = ""
        while page := await self._database.read(partial(page_of_holdings, after=after, limit=MAX_PAGE)):
            for holding in page:
                yield holding
            after = page[-1].document.id

    async def judgement_ledger(self) -> list[Judgement]:
        return await self._database.read(reading.judgements)

    async def ingest_ledger(self) -> AsyncIterator[Ingested]:
        after = 0
        while page := await self._database.read(partial(page_of_ingested, after=after, limit=MAX_PAGE)):
            for _, line in page:
                yield line
            after = page[-1][0]

    async def faults(self) -> list[str]:
        return await self._database.read(whole.faults)

    async def due_before(self, day: date) -> int:
        return await self._database.read(lambda transaction: whole.due_before(transaction, day))

    async def scored_otherwise(self, model: str) -> int:
        return await self._database.read(lambda transaction: whole.scored_otherwise(transaction, model))
