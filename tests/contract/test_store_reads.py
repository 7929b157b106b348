"""What a store answers about entities, links, documents and claims, and in which order."""

from __future__ import annotations

from datetime import date

import pytest

from graph.store import Store
from tests.contract.world import World, view

pytestmark = pytest.mark.anyio if False else []


@pytest.fixture
def world() -> World:
    """Two agencies, a suspect whom both name, a network that only CBP knows, an alias that only FGR knows."""
    world = World()
    world.report("cbp-1", agency="CBP", received=date(2024, 1, 10), reliability="B", credibility=2)
    world.report("cbp-2", agency="CBP", received=date(2024, 3, 10), reliability="D", credibility=4, origin="cbp-1")
    world.report("fgr-1", agency="FGR", received=date(2024, 2, 10), reliability="F", credibility=6)
    world.thing("Juan Pérez", "Person", ["cbp-1", "fgr-1"])
    world.says("fgr-1", "Juan Pérez", "alias", "El Tuerto")
    world.thing("Los Zorros", "CriminalNetwork", ["cbp-1", "cbp-2"])
    world.thing("Nogales", "Place", "fgr-1")
    world.tie("memberOf", "Juan Pérez", "Los Zorros", ["cbp-1"], valid="2023")
    world.tie("operatesIn", "Juan Pérez", "Nogales", "fgr-1")
    return world


async def test_a_world_is_read_back(store: Store, world: World) -> None:
    await world.write(store)
    everything = await view(store)
    (person,) = await store.get(everything, [world.id("Juan Pérez")])
    assert person.label == "Juan Pérez"
    assert [v.written for v in person.values["alias"]] == ["El Tuerto"]
    assert len(person.members) == 2
    assert person.basis.origins == 2
    assert (person.basis.reliability, person.basis.credibility) == ("B", 2)
    assert person.basis.known_from == date(2024, 1, 10)
