"""Answers that go on: a question is asked again and again, each time by the caller as he stands then.

What changed is told by comparing what he saw with what he sees, so nothing that is hidden from him can make itself
felt, and it does not matter which process wrote it.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import TypeVar

from api.context import Context

T = TypeVar("T")
SECONDS = 2.0
"""Between two looks."""
LOOK_SECONDS = 20.0
"""After which a look is given up, and with it the subscription."""


async def watch(context: Context, look: Callable[[Context], Awaitable[T]]) -> AsyncIterator[tuple[Context, T]]:
    """What a look gives now, and again whenever it gives something else, with the context in which it was seen. Ends
    with an error when the caller may not ask any more (IdentityError, RequestError)."""
    assert context.renewed is not None
    known: list[T] = []
    while True:
        now = await context.renewed()
        async with asyncio.timeout(LOOK_SECONDS):
            found = await look(now)
        if known != [found]:
            known = [found]
            yield now, found
        await asyncio.sleep(SECONDS)
