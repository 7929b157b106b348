"""The truth is read beside whoever writes: nobody who reads waits for a writer, or sees what is not kept yet."""

from __future__ import annotations

import asyncio

from graph.judgement import GENESIS, Judgement
from graph.rows import Pair
from graph.store import Store
from tests.contract.world import World
from tests.patience import PATIENCE


async def test_who_reads_the_truth_does_not_wait_for_who_writes(store: Store) -> None:
    world = World()
    world.report("r1")
    world.thing("Ana Lopez", "Person", "r1")
    await world.write(store)
    mention = world.id("Ana Lopez")
    judgement = Judgement("unsure", mention, "m2", "ana", "who knows", "2024-01-01T00:00:00Z", GENESIS)
    truth = store.truth()
    async with store.transaction() as writer:
        await writer.put_judgements([judgement])
        await writer.put_pairs([Pair("a", mention, 3.5, "possible", "v1", 2.0)])
        async with asyncio.timeout(PATIENCE):
            assert await truth.judgements() == []
            assert await truth.pairs_touching([mention]) == []
            assert [m.id for m in await truth.mentions([mention])] == [mention]
            assert await truth.entity_of([mention]) == {mention: mention}
    assert await truth.judgements() == [judgement]
    assert [pair.right for pair in await truth.pairs_touching([mention])] == [mention]
