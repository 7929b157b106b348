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
