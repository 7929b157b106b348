"""One writer at a time within a process: whose turn it is, and the refusal to take a second turn inside one's own."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from ontology.errors import StoreError


class Turn:
    def __init__(self) -> None:
        self._lock = asyncio.Lock()
        self._holder: asyncio.Task[object] | None = None

    @asynccontextmanager
    async def taken(self, where: str) -> AsyncIterator[None]:
        """Waits for its turn. Raises StoreError where the task has it already: it would wait for itself."""
        task = asyncio.current_task()
        if self._holder is task:
            raise StoreError("a transaction is open in this task already", where=where, mend="use its writer")
        async with self._lock:
            self._holder = task
            try:
                yield
            finally:
                self._holder = None
