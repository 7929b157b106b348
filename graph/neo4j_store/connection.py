"""The server and its sessions: one driver a store, many readers beside one writer."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

from neo4j import (
    READ_ACCESS,
    WRITE_ACCESS,
    AsyncDriver,
    AsyncGraphDatabase,
    AsyncManagedTransaction,
    AsyncSession,
    unit_of_work,
)

from graph.neo4j_store.errors import told
from graph.neo4j_store.unit import Unit
from graph.turn import Turn

T = TypeVar("T")
ReadWork = Callable[[AsyncManagedTransaction], Awaitable[T]]

FETCH = 2_000
"""Rows that the server sends at a time."""
READ_SECONDS = 60.0
"""A read that takes longer is ended by the server."""
READ_RETRY_SECONDS = 15.0


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
        self._driver: AsyncDriver = AsyncGraphDatabase.driver(
            **target.settings, max_transaction_retry_time=READ_RETRY_SECONDS
        )
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
        """Run `work` in a transaction that reads, on a follower where there are some; run again after errors that
        pass. When the task is cancelled its connection is closed, and the server ends the query."""
        timed = unit_of_work(timeout=READ_SECONDS)(work)
        with told(self.where):
            async with self.session(READ_ACCESS) as session:
                found: T = await session.execute_read(timed)
                return found

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
