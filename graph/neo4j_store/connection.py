"""The server and its sessions: one driver a store, many readers beside one writer."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

from neo4j import (
    READ_ACCESS,
    WRITE_ACCESS,
    AsyncDriver,
    AsyncGraphDatabase,
    AsyncResult,
    AsyncSession,
    Query,
)
from neo4j.exceptions import DriverError, Neo4jError

from graph.neo4j_store.errors import passes, told
from graph.neo4j_store.rows import Transaction
from graph.neo4j_store.unit import Unit
from graph.turn import Turn

T = TypeVar("T")
ReadWork = Callable[[Transaction], Awaitable[T]]

FETCH = 2_000
"""Rows that the server sends at a time."""
READ_SECONDS = 60.0
"""A read that takes longer is ended by the server."""
READ_PAUSES = (0.2, 0.4, 0.8, 1.6, 3.2, 6.4)
"""Seconds to wait before a read is done again that failed with an error that passes."""

_log = logging.getLogger("linkwright.store")


@dataclass(frozen=True, slots=True)
class Target:
    """Where a server is and who we are there. `database` None: the user's home database. `options` go to the driver
    as they are (trusted certificates …)."""

    uri: str
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    database: str | None = None
    options: tuple[tuple[str, Any], ...] = ()

    @property
    def settings(self) -> dict[str, Any]:
        """What a driver for this target is made with. Notifications are off: an empty database warns at every
        statement that it has no such label."""
        auth = (self.user, self.password or "") if self.user else None
        return {"uri": self.uri, "auth": auth, "notifications_min_severity": "OFF", **dict(self.options)}


class Database:
    """One open database. A driver keeps its connections and makes new ones when a server came back."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self._driver: AsyncDriver = AsyncGraphDatabase.driver(**target.settings)
        self._bookmarks = AsyncGraphDatabase.bookmark_manager()  # a follower waits for what this store wrote
        self._turn = Turn()

    @property
    def where(self) -> str:
        return self._target.uri

    def session(self, access: str) -> AsyncSession:
        return self._driver.session(
            database=self._target.database,
            default_access_mode=access,
            bookmark_manager=self._bookmarks,
            fetch_size=FETCH,
        )

    async def read(self, work: ReadWork[T]) -> T:
        """Run `work`, on a follower where there are some; run again after errors that pass. When the task is cancelled
        its connection is closed, and the server ends the query.

        Each statement is a transaction of its own: one around them would show no more of one state, as Neo4j reads
        what is committed, and takes one more way to the server and back.
        """
        pauses = iter(READ_PAUSES)
        with told(self.where):
            while True:
                try:
                    async with self.session(READ_ACCESS) as session:
                        return await work(_Each(session))
                except (Neo4jError, DriverError) as error:
                    pause = next(pauses, None)
                    if pause is None or not passes(error):
                        raise
                    _log.warning("%s: waiting %.1f s to read again: %s", self.where, pause, error)
                    await asyncio.sleep(pause)

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Unit]:
        """One unit of work, durable when the block ends, undone when it raises."""
        async with self._turn.taken(self.where):
            unit = Unit(lambda: self.session(WRITE_ACCESS), self.where)
            try:
                await unit.begin()
                yield unit
                await unit.commit()
            finally:
                await unit.end()

    async def close(self) -> None:
        await self._driver.close()


class _Each:
    """Statements, each in a transaction of its own that the server ends when it takes too long."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def run(self, statement: str, parameters: dict[str, Any], /) -> AsyncResult:
        return await self._session.run(Query(statement, timeout=READ_SECONDS), parameters)
