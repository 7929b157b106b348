"""A database of our own, empty, and stores over it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterator

import pytest

from graph.neo4j_store.connection import Target
from graph.neo4j_store.store import Neo4jStore, open_target
from tests.neo4j_servers import Servers
from tests.patience import PATIENCE
from tools.neo4j.server import Server

Open = Callable[..., Neo4jStore]


@pytest.fixture
def server(neo4j_server: Server) -> Server:
    """The shared server with nothing in it."""
    return emptied(neo4j_server)


def emptied(server: Server) -> Server:
    """But for the store's own node, and with it the schema."""
    with server.driver() as driver:
        driver.execute_query("MATCH (n) WHERE NOT n:Store DETACH DELETE n")
    return server


async def until(server: Server, number: int, where: str) -> None:
    """Wait until the server is at so many transactions of which `where` holds (columns of SHOW TRANSACTIONS)."""
    query = f"SHOW TRANSACTIONS YIELD currentQuery, status WHERE {where} RETURN count(*) AS n"
    end = time.monotonic() + PATIENCE
    with server.driver() as driver:
        while (await asyncio.to_thread(driver.execute_query, query)).records[0]["n"] != number:
            assert time.monotonic() < end
            await asyncio.sleep(0.05)


@pytest.fixture
async def opened() -> AsyncIterator[Open]:
    """Opens stores, and closes them in the end: `opened(server)`, or by another way than its own address."""
    stores: list[Neo4jStore] = []

    def open_(server: Server, uri: str = "") -> Neo4jStore:
        stores.append(open_target(Target(uri or server.address, server.user, server.password), create=True))
        return stores[-1]

    yield open_
    for store in stores:
        await store.close()


@pytest.fixture(scope="module")
def mortal_server(neo4j_servers: Servers) -> Iterator[Server]:
    server = neo4j_servers.new()
    server.start()
    yield server
    server.kill()


@pytest.fixture
def own_server(mortal_server: Server) -> Server:
    """A server that may be killed, with nothing in it."""
    return emptied(mortal_server)
