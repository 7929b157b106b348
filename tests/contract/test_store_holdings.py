"""The truth from end to end: what one store gives another one takes, whatever kinds they are."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from graph.judgement import GENESIS, Judgement
from graph.open import open_store
from graph.rows import Holding, Ingested
from graph.store import Store
from tests.contract.world import World


@pytest.fixture
async def file(tmp_path: Path) -> AsyncIterator[Store]:
    """A store beside the one under test."""
    opened = open_store(f"sqlite:{tmp_path / 'beside.db'}")
    yield opened
    await opened.close()


@pytest.fixture
def world() -> World:
    w = World()
    for name in ("r1", "r2", "r3"):
        w.report(name, agency="CBP" if name == "r1" else "GN")
    w.thing("Los Primos", "CriminalNetwork", ["r1", "r2"])
    w.thing("Jose Hernandez", "Person", ["r1", "r2"])
    w.tie("memberOf", "Jose Hernandez", "Los Primos", ["r1", "r2"], qualifier="guide", valid="2023-05")
    return w


async def holdings_of(store: Store) -> list[Holding]:
    return [holding async for holding in store.holdings()]


async def put(store: Store, holdings: list[Holding]) -> None:
    async with store.transaction() as writer:
        await writer.put_holdings(holdings)


async def test_all_that_was_taken_in_is_given_in_the_order_of_ids(store: Store, world: World) -> None:
    assert await holdings_of(store) == []
    extractions = world.extractions(world.documents)
    async with store.transaction() as writer:
        await writer.put_extractions(extractions)
    held = await holdings_of(store)
    assert [h.document for h in held] == sorted(world.documents.values(), key=lambda d: d.id)
    assert {h.document.id: {m.id for m in h.mentions} for h in held} == {
        e.document.id: {m.id for m in e.mentions} for e in extractions
    }
    assert {h.document.id: (h.claims, h.runs, h.live) for h in held} == {
        e.document.id: (e.claims, ((e.run, tuple(c.id for c in e.claims)),), (("hand", e.run),)) for e in extractions
    }


async def test_what_one_gives_the_other_takes_and_gives_back(store: Store, file: Store, world: World) -> None:
    whole, *others = world.extractions(world.documents)
    less = replace(whole, claims=whole.claims[:2], configuration="an earlier one")
    nothing = replace(others[0], claims=(), mentions=(), configuration="it finds nothing")
    async with file.transaction() as writer:
        await writer.put_extractions([less, whole, *others, nothing])
    held = await holdings_of(file)
    assert sum(len(h.runs) for h in held) == 5
    await put(store, held)
    assert await holdings_of(store) == held
    await put(file, await holdings_of(store))
    assert await holdings_of(file) == held
    async with store.transaction() as writer, file.transaction() as theirs:
        ids = [h.document.id for h in held]
        assert await writer.pending(9) == ids
        assert await writer.live_claims(ids) == await theirs.live_claims(ids)


async def test_the_same_twice_changes_nothing_and_more_is_added(store: Store, world: World) -> None:
    extractions = world.extractions(world.documents)
    first = [Holding.of(e) for e in extractions]
    await put(store, first)
    held = await holdings_of(store)
    async with store.transaction() as writer:
        await writer.mark_fused([h.document.id for h in held])
    await put(store, held)
    async with store.transaction() as writer:
        assert await writer.pending(9) == []
    later = replace(extractions[0], claims=extractions[0].claims[:1], configuration="a later one")
    await put(store, [Holding.of(later)])
    async with store.transaction() as writer:
        assert await writer.pending(9) == [later.document.id]
        assert await writer.live_claims([later.document.id]) == list(later.claims)
    (changed,) = [h for h in await holdings_of(store) if h.document == later.document]
    assert changed.live == (("hand", later.run),)
    assert len(changed.runs) == 2
    assert changed.claims == extractions[0].claims


async def test_ledgers_are_given_from_first_to_last(store: Store) -> None:
    lines = [Ingested(f"{n % 7}.txt", "done", None, None if n % 2 else "why", None, f"at {n}") for n in range(450)]
    chain, previous = [], GENESIS
    for number in range(12):
        chain.append(Judgement("reject", f"c{number}", None, "ana", "wrong", f"at {number}", previous))
        previous = chain[-1].id
    async with store.transaction() as writer:
        await writer.put_ingested(lines)
        await writer.put_judgements(chain)
    assert [line async for line in store.ingest_ledger()] == lines
    assert await store.judgement_ledger() == chain
