"""Units of work are done once, whatever befalls the server; writers wait for each other, across processes too."""

from __future__ import annotations

import asyncio
import logging

import pytest

from graph.neo4j_store import unit as units
from graph.rows import Ingested
from graph.store import Store
from ontology.errors import StoreError
from tests.contract.world import World, view
from tests.graph.neo4j_store.conftest import Open, until
from tests.graph.neo4j_store.losing import losing
from tools.neo4j.server import Server


@pytest.fixture
def world() -> World:
    world = World()
    world.report("r-1")
    world.report("r-2")
    world.thing("A", "Person", ["r-1", "r-2"])
    world.thing("N", "CriminalNetwork", "r-1")
    world.tie("memberOf", "A", "N", "r-1", valid="2023", qualifier="guide")
    return world


async def everything(store: Store) -> list[object]:
    all_ = await view(store)
    found: list[object] = [e async for e in store.iterate(all_)]
    found += [x async for x in store.iterate_links(all_)]
    return [*found, await store.stats(all_), await store.faults()]


@pytest.mark.slow
async def test_a_server_killed_within_a_unit_gets_all_of_it_once(
    own_server: Server, opened: Open, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    store = opened(own_server)
    ids = sorted(d.id for d in world.documents.values())
    with caplog.at_level(logging.WARNING, "linkwright.store"):
        async with store.transaction() as writer:
            await writer.put_extractions(world.extractions(["r-1"]))
            assert len(await writer.pending(9)) == 1
            own_server.kill()
            own_server.start()
            await writer.put_extractions(world.extractions(["r-2"]))
            assert await writer.pending(9) == ids
            own_server.kill()
            own_server.start()
    assert "waiting" in caplog.text
    assert (await store.stats(await view(store))).documents == 2
    await world.write(store)
    before = await everything(store)
    await world.write(store)
    assert await everything(store) == before
    assert before[-1] == []


@pytest.mark.slow
async def test_a_unit_that_read_what_no_longer_holds_is_not_done(
    own_server: Server, opened: Open, world: World
) -> None:
    store, other = opened(own_server), opened(own_server)

    async def write() -> None:
        async with store.transaction() as writer:
            assert await writer.pending(9) == []
            own_server.kill()
            own_server.start()
            async with other.transaction() as beside:
                await beside.put_extractions(world.extractions(["r-1"]))
            await writer.put_extractions(world.extractions(["r-2"]))

    with pytest.raises(StoreError, match="somebody else wrote"):
        await write()
    assert (await store.stats(await view(store))).documents == 1


@pytest.mark.slow
async def test_who_waits_for_a_server_does_not_wait_for_ever(
    own_server: Server, opened: Open, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(units, "RETRY_SECONDS", 0.5)
    store = opened(own_server)
    own_server.kill()
    with pytest.raises(StoreError, match="answer"):
        await world.write(store)
    own_server.start()
    await world.write(store)
    assert (await store.stats(await view(store))).documents == 2


async def test_a_commit_whose_answer_was_lost_is_not_done_twice(server: Server, opened: Open) -> None:
    async with losing(server.port) as (way, uri):
        store, straight = await asyncio.to_thread(opened, server, uri), opened(server)
        line = Ingested("a", "done", None, None, None, "2024-01-01T00:00:00Z")
        async with store.transaction() as writer:
            assert await writer.ingested("a") is None  # done again it would find the line, and say so
            await writer.put_ingested([line])
            way.lose = True
        assert way.lost == 1
        async with straight.transaction() as writer:
            assert await writer.ingested("a") == line
        await store.close()


async def test_a_deadlock_is_left_and_the_unit_done_again(
    server: Server, opened: Open, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    """Somebody with a query of his own holds what a unit wants, and wants what it holds."""
    store = opened(server)
    await world.write(store)
    one, other = sorted(d.id for d in world.documents.values())
    hold = "MATCH (d:Document {id: $id}) SET d.noted = true FOREACH (n IN range(1, 200) | CREATE (:Held))"
    with (
        caplog.at_level(logging.WARNING, "linkwright.store"),
        server.driver() as driver,
        driver.session() as session,
        session.begin_transaction() as held,
    ):
        held.run(hold, id=one).consume()
        async with store.transaction() as writer:
            await writer.mark_pending([other])
            theirs = asyncio.create_task(asyncio.to_thread(lambda: held.run(hold, id=other).consume()))
            await until(server, 1, "status STARTS WITH 'Blocked by'")
            mine = asyncio.create_task(writer.mark_pending([one]))
            await theirs
            held.rollback()
            await mine
    assert "deadlock" in caplog.text.lower() or "can't acquire" in caplog.text.lower()
    async with store.transaction() as writer:
        assert await writer.pending(9) == [one, other]


async def test_writers_of_two_processes_wait_for_each_other(
    server: Server, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two stores over one database know of each other what two processes know."""
    one, other = opened(server), opened(server)

    async def write(store: Store, name: str) -> None:
        for number in range(8):
            world = World()
            world.report(f"{name}-{number}", agency=f"{name}-{number}")
            world.thing(f"{name} {number}", "Person", f"{name}-{number}")
            await world.write(store)

    await asyncio.gather(write(one, "one"), write(other, "other"))
    stats = await one.stats(await view(one))
    assert (stats.documents, stats.entities) == (16, {"Person": 16})
    assert sorted(await one.classes()) == list(range(1, 17))
    monkeypatch.setattr(units, "BUSY_SECONDS", 0.3)
    async with one.transaction():
        with pytest.raises(StoreError, match="another process"):
            async with other.transaction():
                pass
        assert (await other.stats(await view(other))).documents == 16  # readers go on
    async with other.transaction() as writer:
        assert await writer.pending(1) == []
