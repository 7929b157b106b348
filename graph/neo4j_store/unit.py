"""A unit of work that is done again when the server fails it.

What a unit has asked and written is kept until it is committed. After an error that passes (a deadlock, a server that
is restarted) it is done again from the start in a new transaction: every write is keyed, so that only the answers to
what it read could differ, and these are compared. They differ when somebody else wrote in between; then the unit has
built on what no longer holds, and fails.

A commit whose answer was lost may have been done. So each unit first writes a name of its own into the store's node:
found there later, the unit is in. The same statement makes writers wait for each other, in whatever process they are.
"""

from __future__ import annotations

import asyncio
import logging
import time
import uuid
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any, TypeVar

from neo4j import AsyncSession, AsyncTransaction
from neo4j.exceptions import DriverError, Neo4jError

from graph.neo4j_store.errors import passes, told
from ontology.errors import StoreError

T = TypeVar("T")
Work = Callable[[AsyncTransaction], Awaitable[T]]

RETRY_SECONDS = 300.0
"""How long after its first failure a unit is tried again."""
FIRST_PAUSE, LAST_PAUSE = 0.2, 5.0
BUSY_SECONDS = 30.0
"""How long one waits for another process that writes."""
UNIT_SECONDS = 3_600.0
"""A transaction that is open longer is ended by the server: its process hangs."""

_LOCK = (
    "MATCH (s:Store {name: 'linkwright'}) SET s.writing = true "
    "WITH s, $unit IN coalesce(s.units, []) AS done, coalesce(s.units, []) AS units "
    "SET s.units = CASE WHEN done THEN units ELSE ([$unit] + units)[..50] END RETURN done"
)
_log = logging.getLogger("linkwright.store")


class _BusyError(StoreError):
    """No answer within BUSY_SECONDS to the statement by which writers wait for each other."""


class Unit:
    """`run` does one step of it; steps are done one after the other."""

    def __init__(self, session: Callable[[], AsyncSession], where: str) -> None:
        self._new_session = session
        self._where = where
        self._name = uuid.uuid4().hex
        self._session: AsyncSession | None = None
        self._transaction: AsyncTransaction | None = None
        self._done: list[tuple[Work[Any], Any]] = []
        self._committed = False

    async def begin(self) -> None:
        await self._insist(self._start)

    async def run(self, work: Work[T]) -> T:
        async def step() -> T:
            return await work(await self._current())

        answer = await self._insist(step)
        self._done.append((work, answer))
        return answer

    async def commit(self) -> None:
        async def step() -> None:
            transaction = await self._current()
            if not self._committed:
                await transaction.commit()

        await self._insist(step)
        self._committed = True

    async def end(self) -> None:
        """Undo what is not committed. Quick in a task that was cancelled: closing the connection ends it as well."""
        session, transaction = self._session, self._transaction
        self._session = self._transaction = None
        if session is None:
            return
        try:
            with suppress(Neo4jError, DriverError):  # the server undoes it when the connection ends
                if transaction is not None and not transaction.closed():
                    await asyncio.shield(transaction.rollback())
            with suppress(Neo4jError, DriverError):
                await session.close()
        except asyncio.CancelledError:
            session.cancel()
            raise

    async def _insist(self, step: Callable[[], Awaitable[T]]) -> T:
        """Take a step, again after errors that pass, until RETRY_SECONDS are over. Raises StoreError."""
        first = pause = 0.0
        while True:
            try:
                with told(self._where):
                    return await step()
            except StoreError as error:
                # Where the server has just failed, a long silence is its own: it starts, and recovers.
                starting = isinstance(error, _BusyError) and first
                if not starting and not (error.__cause__ and passes(error.__cause__)):
                    raise
                await self.end()
                now = time.monotonic()
                first, pause = first or now, min(2 * pause or FIRST_PAUSE, LAST_PAUSE)
                if now + pause > first + RETRY_SECONDS:
                    raise
                _log.warning("%s; waiting %.1f s to write again", error.what, pause)
                await asyncio.sleep(pause)

    async def _current(self) -> AsyncTransaction:
        """The open transaction; a new one, brought to where the unit was, when the last one failed."""
        if self._transaction is None:
            await self._start()
            if not self._committed:
                await self._do_again()
        assert self._transaction is not None
        return self._transaction

    async def _start(self) -> None:
        self._session = self._new_session()
        self._transaction = await self._session.begin_transaction(timeout=UNIT_SECONDS)
        try:
            async with asyncio.timeout(BUSY_SECONDS):
                record = await (await self._transaction.run(_LOCK, unit=self._name)).single()
        except TimeoutError:
            raise _BusyError("another process writes to the store", where=self._where,
                             mend="try again when it has ended") from None  # fmt: skip
        if record is None:
            raise StoreError("the store is gone", where=self._where, mend="open it again")
        self._committed = record["done"]

    async def _do_again(self) -> None:
        assert self._transaction is not None
        for work, answer in self._done:
            if await work(self._transaction) != answer:
                raise StoreError("somebody else wrote to the store while the server failed", where=self._where,
                                 mend="do it again")  # fmt: skip
