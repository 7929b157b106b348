"""A transaction that is never kept: what a change would do is seen by doing it, with the code that does it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from graph.store import Store, Writer


class _NotKeptError(Exception):
    """Ends the transaction."""


@asynccontextmanager
async def rehearsed(store: Store) -> AsyncIterator[Writer]:
    """A transaction whose block sees what it writes, and of which nothing stays. Others who write wait meanwhile."""
    try:
        async with store.transaction() as writer:
            yield writer
            raise _NotKeptError
    except _NotKeptError:
        pass
