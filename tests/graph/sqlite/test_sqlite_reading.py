"""Reading: what ends a read early, and what a reader sees while another writes."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from graph import shortest, walk
from graph.sqlite.connection import READER_CACHE_KIB, Database, connect
from graph.sqlite.store import open_file
from graph.store import Store
from graph.views import Truncated
from tests.contract.world import World, view

ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    file = tmp_path / "x.db"
    opened = Database(file, connect(file, cache_kib=READER_CACHE_KIB))
    async with opened.write() as run:
        await run(lambda c: c.execute("CREATE TABLE t (x)"))
    yield opened
    await opened.close()


@pytest.fixture
async def star(tmp_path: Path) -> AsyncIterator[tuple[Store, World]]:
    """Nine allies around one network, in a ring."""
    world = World()
    world.report("r-1")
    for key in ("0", *"123456789"):
        world.thing(key, "CriminalNetwork", "r-1")
    for key, following in zip("123456789", "234567891", strict=True):
        world.tie("alliedWith", "0", key, "r-1")
        world.tie("rivalOf", key, following, "r-1")
    store = open_file(tmp_path / "star.db", create=True)
    await world.write(store)
    yield store, world
    await store.close()


async def test_a_statement_that_begins_after_the_cancel_is_stopped_too(database: Database) -> None:
    begun, go, ended = threading.Event(), threading.Event(), threading.Event()

    def work(connection: sqlite3.Connection) -> None:
        begun.set()
        go.wait()
        try:
            connection.execute(ENDLESS).fetchone()
        finally:
            ended.set()

    task = asyncio.create_task(database.read(work))
    await asyncio.to_thread(begun.wait)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    go.set()
    assert await asyncio.to_thread(ended.wait, 30)


async def test_a_cancelled_read_stops_its_statement(database: Database) -> None:
    begun, ended = threading.Event(), threading.Event()

    def work(connection: sqlite3.Connection) -> None:
        begun.set()
        try:
            connection.execute(ENDLESS).fetchone()
        finally:
            ended.set()

    task = asyncio.create_task(database.read(work))
    await asyncio.to_thread(begun.wait)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await asyncio.to_thread(ended.wait, 30)
    assert await database.read(lambda c: c.execute("SELECT 7").fetchone()[0]) == 7


async def test_a_read_is_of_one_moment(database: Database) -> None:
    looked, written = threading.Event(), threading.Event()

    def count(connection: sqlite3.Connection) -> int:
        return int(connection.execute("SELECT count(*) FROM t").fetchone()[0])

    def twice(connection: sqlite3.Connection) -> tuple[int, int]:
        before = count(connection)
        looked.set()
        assert written.wait(30)
        return before, count(connection)

    reading = asyncio.create_task(database.read(twice))
    await asyncio.to_thread(looked.wait)
    async with database.write() as run:
        await run(lambda c: c.execute("INSERT INTO t VALUES (1)"))
    written.set()
    assert await reading == (0, 0)
    assert await database.read(count) == 1


async def test_a_walk_that_reads_too_much_says_so(star: tuple[Store, World], monkeypatch: pytest.MonkeyPatch) -> None:
    """The level that was being read is not taken, so what is left is whole."""
    store, world = star
    for module in (shortest, walk):
        monkeypatch.setattr(module, "WALK_LINKS", 10)
    everything = await view(store)
    found = await store.subgraph(everything, [world.id("0")], hops=2, links=(), max_nodes=50, max_edges=50)
    assert len(found.entities) == 10  # nine links to the first level, too many to the second
    assert found.truncated == (Truncated("links", 10),)
    seeds = [world.id(key) for key in "123456789"]
    found = await store.subgraph(everything, seeds, hops=1, links=(), max_nodes=50, max_edges=50)
    assert len(found.entities) == 9
    monkeypatch.setattr(walk, "WALK_LINKS", 2)
    monkeypatch.setattr(shortest, "WALK_LINKS", 2)
    way = await store.shortest_paths(everything, world.id("1"), world.id("5"), max_length=6, links=(), limit=5)
    assert (way.paths, way.truncated) == ((), (Truncated("links", 2),))
