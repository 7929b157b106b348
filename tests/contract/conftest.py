"""The stores that the suite runs over: each test gets an empty one of every kind."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from graph.neo4j_store.connection import Target
from graph.neo4j_store.store import open_target
from graph.open import open_store
from graph.store import Store
from tests.neo4j_servers import Servers

Opener = Callable[[str], Store]


def _files(request: pytest.FixtureRequest) -> Opener:
    folder: Path = request.getfixturevalue("tmp_path")
    return lambda name: open_store(f"sqlite:{folder / name}.db")


BESIDE = ("other", "part")
"""How the names of stores begin that are open beside another one."""


def _databases(request: pytest.FixtureRequest) -> Opener:
    """Two servers have one database each: a new name empties the one that it is given."""
    servers: Servers = request.getfixturevalue("neo4j_servers")
    held: dict[int, str] = {}

    def open_named(name: str) -> Store:
        number = int(name.startswith(BESIDE))
        server = servers.number(number)
        if held.get(number) != name:
            with server.driver() as driver:  # the store's own node stays, and with it the schema
                driver.execute_query("MATCH (n) WHERE NOT n:Store DETACH DELETE n")
            held[number] = name
        return open_target(Target(server.address, server.user, server.password), create=True)

    return open_named


_OPENERS: dict[str, Callable[[pytest.FixtureRequest], Opener]] = {"sqlite": _files, "neo4j": _databases}


@pytest.fixture(params=list(_OPENERS))
def opener(request: pytest.FixtureRequest) -> Opener:
    """Opens a store by a name: the same name is the same store. No more than two are open at a time."""
    return _OPENERS[request.param](request)


@pytest.fixture
def both(request: pytest.FixtureRequest) -> dict[str, Opener]:
    """An opener of each kind, for what compares them."""
    return {name: make(request) for name, make in _OPENERS.items()}


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
