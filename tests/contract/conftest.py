"""The stores that the suite runs over: each test gets an empty one of every kind."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from graph.open import open_store
from graph.store import Store

Opener = Callable[[str], Store]


@pytest.fixture(params=["sqlite"])
def opener(request: pytest.FixtureRequest, tmp_path: Path) -> Opener:
    """Opens a store by a name: the same name is the same store."""
    return {"sqlite": lambda name: open_store(f"sqlite:{tmp_path / name}.db")}[request.param]


@pytest.fixture
async def store(opener: Opener) -> AsyncIterator[Store]:
    opened = opener("main")
    yield opened
    await opened.close()


@pytest.fixture
async def other(opener: Opener) -> AsyncIterator[Store]:
    """A second, empty store."""
    opened = opener("other")
    yield opened
    await opened.close()
