"""A transaction that is never kept sees what it writes, and leaves nothing."""

from __future__ import annotations

import pytest

from graph.judgement import GENESIS, Judgement
from graph.rehearsal import rehearsed
from graph.rows import Pair
from graph.store import Store
from tests.contract.world import World, view


async def test_what_is_rehearsed_is_seen_inside_and_nowhere_after(store: Store) -> None:
    world = World()
    world.report("r1")
    world.thing("Ana Lopez", "Person", "r1")
    await world.write(store)
    mention = world.id("Ana Lopez")
    judgement = Judgement("unsure", mention, "m2", "ana", "who knows", "2024-01-01T00:00:00Z", GENESIS)
    async with rehearsed(store) as writer:
        await writer.put_judgements([judgement])
        await writer.put_pairs([Pair("m1", "m2", 3.5, "possible", "v1", 2.0)])
        await writer.replace_component([mention], [], [])
        assert await writer.judgements() == [judgement]
        assert await writer.entity_of([mention]) == {}
        assert [e.id for e in await store.get(await view(store), [mention])] == [mention], "others see what is kept"
    async with rehearsed(store) as writer:
        assert await writer.judgements() == []
        assert await writer.pairs_touching(["m1"]) == []
        assert await writer.entity_of([mention]) == {mention: mention}
    assert await store.judgement_ledger() == []


async def test_an_error_inside_is_told(store: Store) -> None:
    with pytest.raises(ValueError, match="mine"):
        async with rehearsed(store):
            raise ValueError("mine")
    async with store.transaction() as writer:
        assert await writer.judgements() == []
