"""A rehearsal sees what it writes as a transaction would, beside whoever writes, and leaves nothing."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from graph.judgement import GENESIS, Judgement
from graph.rehearsal import Rehearsal
from graph.rows import Pair
from graph.store import Projector, Store, Truth
from tests.contract.world import World
from tests.patience import PATIENCE


async def _written(store: Store) -> tuple[World, list[str]]:
    world = World()
    world.report("r1")
    world.report("r2")
    for name in ("Ana Lopez", "Luz Mora", "Eva Paz"):
        world.thing(name, "Person", ["r1", "r2"])
    await world.write(store)
    mentions = [world.mention(name, r).id for name in ("Ana Lopez", "Luz Mora", "Eva Paz") for r in ("r1", "r2")]
    async with store.transaction() as writer:
        await writer.put_keys([("k1", m) for m in mentions[:3]] + [("k2", mentions[3])])
        await writer.put_pairs([_pair(mentions[0], mentions[1]), _pair(mentions[2], mentions[3])])
    return world, mentions


def _pair(one: str, other: str, bits: float = 3.5) -> Pair:
    return Pair(min(one, other), max(one, other), bits, "possible", "v1", 2.0)


async def _change(to: Projector, world: World, m: list[str]) -> list[object]:
    """Everything that a decision writes, twice over; and what is read then."""
    judgement = Judgement("unsure", m[0], m[2], "ana", "who knows", "2024-01-01T00:00:00Z", GENESIS)
    await to.put_judgements([judgement])
    await to.mark_pending([world.documents["r1"].id])
    await to.drop_resolution([m[0], m[3]])
    await to.put_keys([("k3", m[0]), ("k2", m[0]), ("k1", m[4])])
    await to.put_pairs([_pair(m[0], m[2], 1.0), _pair(m[2], m[4], 2.0)])
    classes = await to.marking_class([d.id for d in world.documents.values()])
    first, second, third = world.entities(world.documents, classes)
    await to.replace_component([first.id, second.id], [replace(first, id=m[0], members=(m[0], m[1], m[2]))], [])
    await to.replace_component([m[0], third.id], [replace(first, id=m[1], members=(m[1], m[5]))], [])
    await to.drop_resolution([m[4]])
    await to.put_keys([("k2", m[4])])
    await to.mark_fused([world.documents["r1"].id])
    return await _read(to, m)


async def _read(truth: Truth, m: list[str]) -> list[object]:
    return [
        await truth.judgements(), await truth.keys_of(m), await truth.sharing(["k1", "k2", "k3", "k4"]),
        await truth.pairs_touching(m), await truth.pairs_touching([m[2]]), await truth.entity_of(m),
        [await truth.keys_of([one]) for one in m], await truth.mentions(m),
    ]  # fmt: skip


async def test_a_rehearsal_reads_as_a_transaction_does_and_leaves_nothing(store: Store) -> None:
    world, mentions = await _written(store)
    before = await _read(store.truth(), mentions)
    rehearsed = await _change(Rehearsal(store.truth()), world, mentions)
    assert await _read(store.truth(), mentions) == before
    async with store.transaction() as writer:
        assert await _change(writer, world, mentions) == rehearsed


async def test_a_rehearsal_does_not_wait_for_who_writes(store: Store) -> None:
    world, mentions = await _written(store)
    alone = await _change(Rehearsal(store.truth()), world, mentions)
    async with store.transaction() as writer:
        await _change(writer, world, mentions)
        async with asyncio.timeout(PATIENCE):
            assert await _change(Rehearsal(store.truth()), world, mentions) == alone
