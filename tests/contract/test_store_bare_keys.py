"""A number is found without the scheme or issuer that its normal form names."""

from __future__ import annotations

from graph.store import Store
from tests.contract.world import Thing, World, find_by_key, view


async def test_a_value_without_its_scheme_finds_it_under_every_one(store: Store) -> None:
    world = World()
    world.report("r1")
    for key, type_, property_, normal in (
        ("plate", "Vehicle", "plate", "MEX-TAM:XTR4471"),
        ("other plate", "Vehicle", "plate", "USA-TX:XTR4471"),
        ("unissued plate", "Vehicle", "plate", "XTR4471"),
        ("curp", "IdentityDocument", "number", "MX-CURP:LGSN810414HDFRRL05"),
        ("longer", "Vehicle", "plate", "MEX:AXTR4471"),
    ):
        world.things[key] = Thing(key, type_, (("r1", property_, normal, normal),))
    await world.write(store)
    everything = await view(store)
    plates = {e.id for e in await find_by_key(store, everything, "plate", "XTR4471")}
    assert plates == {world.id("plate"), world.id("other plate"), world.id("unissued plate")}
    issued = [e.id for e in await find_by_key(store, everything, "plate", "MEX-TAM:XTR4471")]
    assert issued == [world.id("plate")]
    (document,) = await find_by_key(store, everything, "number", "LGSN810414HDFRRL05")
    assert document.id == world.id("curp")
    assert await find_by_key(store, everything, "plate", "MEX") == []
    assert await find_by_key(store, everything, "plate", "") == []


async def test_a_numbers_end_finds_the_numbers_that_end_so(store: Store) -> None:
    world = World()
    world.report("r1")
    world.report("r2", agency="FGR")
    for key, report, type_, normal in (
        ("one", "r1", "Phone", "+528675550142"),
        ("other", "r1", "Phone", "+18675560142"),
        ("end", "r1", "Phone", "…0142"),
        ("short", "r1", "Phone", "…142"),
        ("hidden", "r2", "Phone", "+528995550142"),
        ("account", "r1", "FinancialAccount", "CLABE:646180555091220142"),
    ):
        world.things[key] = Thing(key, type_, ((report, "number", normal, normal),))
    await world.write(store)
    cbp = await view(store, "CBP")

    async def found(normal: str) -> set[str]:
        keys = {world.id(key): key for key in world.things}
        return {keys[e.id] for e in await find_by_key(store, cbp, "number", normal)}

    assert await found("…0142") == {"one", "other", "end", "account"}
    assert await found("…5550142") == {"one"}
    assert await found("…142") == {"short"}
    assert await found("0142") == set()
    everything = await view(store)
    (keyed, ended) = await store.find_by_keys(everything, [("number", "+528675550142"), ("number", "…5550142")])
    assert [e.id for e in keyed] == [world.id("one")]
    assert {e.id for e in ended} == {world.id("one"), world.id("hidden")}
