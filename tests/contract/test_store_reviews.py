"""Pairs that a person is asked about: which, in which order, and only those that the caller may see."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from graph.rows import Pair
from graph.store import Store
from graph.views import OpenPair
from ontology.errors import RequestError
from tests.contract.world import World, view


def four() -> World:
    """Four men and two networks, each told by one report; those of the second agency are not for everybody."""
    world = World()
    for number, agency in enumerate(("CBP", "CBP", "CBP", "FGR")):
        world.report(f"r{number}", agency=agency, received=date(2024, 1, 1 + number))
        world.thing(f"Man {number}", "Person", f"r{number}")
    world.thing("Los Zetas", "CriminalNetwork", "r0")
    world.thing("Zetas", "CriminalNetwork", "r1")
    return world


def pair(world: World, left: str, right: str, worth: float) -> Pair:
    one, other = sorted(world.id(key) for key in (left, right))
    return Pair(one, other, 3.5, "possible", "v1", worth)


async def put(store: Store, world: World, *pairs: Pair) -> None:
    await world.write(store)
    async with store.transaction() as writer:
        await writer.put_pairs(pairs)


async def worths(store: Store, *agencies: str, types: tuple[str, ...] = ()) -> list[float]:
    page = await store.open_pairs(await view(store, *agencies), types=types, limit=10, after=None)
    assert page.next is None
    return [found.worth for found in page.items]


async def test_pairs_come_in_the_order_of_their_worth_then_of_their_mentions_page_by_page(store: Store) -> None:
    world = four()
    ties = [pair(world, "Man 0", "Man 1", 4.5), pair(world, "Man 0", "Man 2", 4.5), pair(world, "Man 1", "Man 2", 4.5)]
    best = pair(world, "Los Zetas", "Zetas", 6.25)
    await put(store, world, *ties, best, pair(world, "Man 0", "Man 3", 0.0))
    caller = await view(store)
    found: list[OpenPair] = []
    after = None
    while True:
        page = await store.open_pairs(caller, types=(), limit=1, after=after)
        found += page.items
        if (after := page.next) is None:
            break
    told = [(p.left, p.right) for p in [best, *sorted(ties)]]
    assert [(f.left, f.right) for f in found] == told
    assert [(f.left_entity, f.right_entity) for f in found] == told, "each entity has one mention here"
    assert (found[0].worth, found[0].bits, found[0].model) == (6.25, 3.5, "v1")


async def test_pairs_of_a_type(store: Store) -> None:
    world = four()
    await put(store, world, pair(world, "Man 0", "Man 1", 4.5), pair(world, "Los Zetas", "Zetas", 6.25))
    assert await worths(store, types=("Person",)) == [4.5]
    assert await worths(store, types=("Person", "CriminalNetwork")) == [6.25, 4.5]


async def test_a_pair_is_there_when_both_its_mentions_are(store: Store) -> None:
    world = four()
    await put(store, world, pair(world, "Man 0", "Man 1", 4.5), pair(world, "Man 0", "Man 3", 6.25))
    assert await worths(store, "CBP") == [4.5]
    assert await worths(store, "FGR") == []
    assert await worths(store) == [6.25, 4.5]


async def test_a_pair_inside_one_entity_and_one_without_worth_are_not_asked_about(store: Store) -> None:
    world = four()
    world.thing("Twice", "Person", ["r0", "r1"])
    one, other = sorted(world.mention("Twice", d).id for d in ("r0", "r1"))
    await put(store, world, Pair(one, other, 3.5, "possible", "v1", 9.0), pair(world, "Man 0", "Man 1", 4.5))
    assert await worths(store) == [4.5]
    async with store.transaction() as writer:
        await writer.put_pairs([pair(world, "Man 0", "Man 1", 0.0)])
        assert await writer.pairs_touching([world.id("Man 0")]) == [pair(world, "Man 0", "Man 1", 0.0)]
    assert await worths(store) == []


async def test_a_worth_is_kept_with_the_pair(store: Store) -> None:
    world = four()
    kept = pair(world, "Man 0", "Man 1", 4.5)
    await put(store, world, kept)
    async with store.transaction() as writer:
        assert await writer.pairs_touching([kept.left]) == [kept]
        await writer.put_pairs([replace(kept, worth=1.25)])
        assert await writer.pairs_touching([kept.right]) == [replace(kept, worth=1.25)]


@pytest.mark.parametrize("limit", [0, 201])
async def test_a_page_has_a_cap(store: Store, limit: int) -> None:
    with pytest.raises(RequestError):
        await store.open_pairs(await view(store), types=(), limit=limit, after=None)
