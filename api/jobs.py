"""Work that takes long, done beside the event loop: a few jobs at a time, the others wait. Who is answered from the
store meanwhile waits for none of them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

AT_ONCE = 2
_POOL = ThreadPoolExecutor(AT_ONCE, "job")


async def worked(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """What `work` gives. A job whose request ends before its turn is not begun."""
    return await asyncio.get_running_loop().run_in_executor(_POOL, partial(work, *args, **kwargs))
