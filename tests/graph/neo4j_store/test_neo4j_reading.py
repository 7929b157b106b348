"""Reading: what ends a read early, and what it does when somebody writes while it reads."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from graph.neo4j_store import connection, statements, walking
from graph.neo4j_store.connection import Database, Target
from graph.neo4j_store.rows import Transaction, ask
from graph.walk import T, Walk
from ontology.errors import StoreError
from tests.contract.world import World, view
from tests.graph.neo4j_store.conftest import Open, until
from tools.neo4j.server import Server

ENDLESS = "UNWIND range(1, 1000000000000) AS n WITH n WHERE n < 0 RETURN n AS endless"
AT_WORK = "currentQuery ENDS WITH 'AS endless'"


@pytest.fixture
async def database(server: Server) -> AsyncIterator[Database]:
    opened = Database(Target(server.address, server.user, server.password))
    yield opened
    await opened.close()


async def endless(transaction: Transaction) -> None:
    await ask(transaction, ENDLESS)


async def test_a_read_that_nobody_waits_for_ends_on_the_server(server: Server, database: Database) -> None:
    reading = asyncio.create_task(database.read(endless))
    await until(server, 1, AT_WORK)
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading
    await until(server, 0, AT_WORK)
    assert await database.read(lambda t: ask(t, "RETURN 1 AS one")) == [(1,)]


async def test_a_read_that_takes_too_long_is_ended(
    server: Server, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "READ_SECONDS", 0.5)
    with pytest.raises(StoreError):
        await database.read(endless)
    await until(server, 0, AT_WORK)


async def test_a_walk_that_a_write_ran_into_is_done_again(
    server: Server, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A - B - D and A - C - D; B is taken out after the walk and before its answer."""
    world = World()
    world.report("r")
    for key in "ABCD":
        world.thing(key, "CriminalNetwork", "r")
    for one, other in ("AB", "BD", "AC", "CD"):
        world.tie("alliedWith", one, other, "r")
    store, writing = opened(server), opened(server)
    await world.write(store)
    walked = walking.Walking.walked
    out: list[str] = []

    async def interrupted(self: walking.Walking, walk: Walk[str, T]) -> T:
        end = await walked(self, walk)
        if not out:
            out.append(world.id("B"))
            async with writing.transaction() as writer:
                await writer.replace_component(out, [], [])
        return end

    monkeypatch.setattr(walking.Walking, "walked", interrupted)
    everything = await view(store)
    a, d = world.id("A"), world.id("D")
    found = await store.shortest_paths(everything, a, d, max_length=4, links=(), limit=9)
    assert [[e.label for e in path.entities] for path in found.paths] == [["A", "C", "D"]]
    out.clear()
    await world.write(writing)
    around = await store.subgraph(everything, [a], hops=1, links=(), max_nodes=9, max_edges=9)
    assert sorted(e.label for e in around.entities) == ["A", "C"]


@pytest.mark.parametrize(("end", "most"), [("D", 2), ("E", 3), ("F", 4)])
async def test_a_search_reads_a_level_further_than_it_is_asked(
    server: Server, opened: Open, monkeypatch: pytest.MonkeyPatch, end: str, most: int
) -> None:
    """A - B - C - D - E - F: where it starts and the level behind, each further level, and what it shows."""
    world = World()
    world.report("r")
    for key in "ABCDEF":
        world.thing(key, "CriminalNetwork", "r")
    for one, other in ("AB", "BC", "CD", "DE", "EF"):
        world.tie("alliedWith", one, other, "r")
    store = opened(server)
    await world.write(store)
    everything = await view(store)
    told: list[str] = []

    async def counted(transaction: Transaction, statement: str, **parameters: object) -> list[tuple[object, ...]]:
        told.append(statement)
        return await ask(transaction, statement, **parameters)

    monkeypatch.setattr(statements, "ask", counted)
    (path,) = (
        await store.shortest_paths(everything, world.id("A"), world.id(end), max_length=6, links=(), limit=9)
    ).paths
    assert [e.label for e in path.entities][-1] == end
    assert len(told) == most
