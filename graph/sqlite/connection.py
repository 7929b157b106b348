"""The file and its connections: many readers beside one writer.

WAL with synchronous=FULL: a transaction is on the disk when COMMIT returns, readers never wait for the writer, and a
killed process leaves whole transactions only. WAL needs a local disk.
"""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import TypeVar

from graph.turn import Turn
from ontology.errors import StoreError

T = TypeVar("T")
Work = Callable[[sqlite3.Connection], T]

BUSY_SECONDS = 30.0
READER_CACHE_KIB = 32_000
WRITER_CACHE_KIB = 200_000
STEPS = 100_000
"""Instructions of SQLite's machine between two looks at whether the reader has gone: about a millisecond of work."""


@contextmanager
def told(where: str) -> Iterator[None]:
    """SQLite's errors as StoreError."""
    try:
        yield
    except sqlite3.IntegrityError as error:
        raise StoreError(f"the store refuses this: {error}", where=where) from error
    except sqlite3.OperationalError as error:
        busy = "locked" in str(error) or "busy" in str(error)
        mend = (
            "another process writes to the store; try again when it has ended"
            if busy
            else "see that the disk is not full and that the file and its folder may be written"
        )
        raise StoreError(str(error), where=where, mend=mend) from error
    except sqlite3.DatabaseError as error:
        if type(error) is not sqlite3.DatabaseError:  # wrong use of the library: a fault of ours, not of the file
            raise
        raise StoreError(str(error), where=where, mend="restore the file from a backup, or name another") from error


def connect(path: Path, *, cache_kib: int) -> sqlite3.Connection:
    """Open the file. Transactions are begun and ended by us alone (`isolation_level=None`)."""
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(f"PRAGMA cache_size = -{cache_kib}")
        connection.execute("PRAGMA temp_store = MEMORY")
    except BaseException:
        connection.close()
        raise
    return connection


class Database:
    """One open file. Connections for reading are made when needed and kept; the one for writing has a thread."""

    def __init__(self, path: Path, writer: sqlite3.Connection) -> None:
        self._path = path
        self._writer = writer
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="store-writer")
        self._turn = Turn()
        self._idle: list[sqlite3.Connection] = []
        self._guard = threading.Lock()

    @property
    def where(self) -> str:
        return f"sqlite:{self._path}"

    async def read(self, work: Work[T]) -> T:
        """Run `work` in a thread, on one snapshot of the file. Its statements stop when the task is cancelled."""
        gone: list[bool] = []
        try:
            return await asyncio.to_thread(self._read, work, gone)
        except asyncio.CancelledError:
            gone.append(True)
            raise

    def _read(self, work: Work[T], gone: list[bool]) -> T:
        with self._guard:
            connection = self._idle.pop() if self._idle else None
        with told(self.where):
            connection = connection or connect(self._path, cache_kib=READER_CACHE_KIB)
            connection.execute("BEGIN")
            # Asked again and again: `interrupt` does nothing to a statement that begins a moment later.
            connection.set_progress_handler(lambda: bool(gone), STEPS)
            try:
                return work(connection)
            finally:
                connection.set_progress_handler(None, 0)
                connection.execute("ROLLBACK")
                with self._guard:
                    self._idle.append(connection)

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Callable[[Work[T]], Awaitable[T]]]:
        """One transaction; yields what runs work inside it. Committed when the block ends, undone when it raises."""
        async with self._turn.taken(self.where):
            try:
                await self._run(lambda c: c.execute("BEGIN IMMEDIATE"))
                yield self._run
                await self._run(lambda c: c.execute("COMMIT"))
            except BaseException:
                # Queued behind work that still runs when the task was cancelled.
                await asyncio.shield(self._run(_roll_back))
                raise

    async def _run(self, work: Work[T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._told, work)

    def _told(self, work: Work[T]) -> T:
        with told(self.where):
            return work(self._writer)

    async def close(self) -> None:
        """Wait for the writer's thread, then close every connection."""
        await asyncio.to_thread(self._thread.shutdown)
        with self._guard:
            for connection in (self._writer, *self._idle):
                connection.close()
            self._idle.clear()


def _roll_back(connection: sqlite3.Connection) -> None:
    if connection.in_transaction:
        connection.execute("ROLLBACK")
