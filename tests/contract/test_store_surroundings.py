"""Who is named in the same documents, and what lies inside a window on the map."""

from __future__ import annotations

import pytest

from graph.store import MAX_NAMED, Store
from graph.views import Area, Companion, Page
from ontology.errors import RequestError
from tests.contract.world import World, view


@pytest.fixture
def world() -> World:
    """A is named with B twice, with C once; a third time with B where only FGR reads; D never."""
    world = World()
    for name, agency in (("cbp-1", "CBP"), ("cbp-2", "CBP"), ("fgr-1", "FGR"), ("cbp-3", "CBP")):
        world.report(name, agency=agency)
    world.thing("A", "Person", ["cbp-1", "cbp-2", "fgr-1"])
    world.thing("B", "Person", ["cbp-1", "cbp-2", "fgr-1"])
    world.thing("C", "CriminalNetwork", ["cbp-1"])
    world.thing("D", "Person", ["cbp-3"])
    world.thing("M", "Person", ["cbp-1"], person_class="mentioned")
    world.thing("G", "PopulationGroup", ["cbp-1"])
    return world


async def beside(store: Store, world: World, key: str, *agencies: str, **more: object) -> list[tuple[str, int]]:
    asked: dict[str, object] = {"ends": (), "limit": 50, "after": None} | more
    page = await store.companions(await view(store, *agencies), world.id(key), **asked)  # type: ignore[arg-type]
    assert all(c.count >= len(c.documents) for c in page.items)
    return [(c.entity.label, c.count) for c in page.items]


async def test_companions_are_counted_by_visible_documents(store: Store, world: World) -> None:
    await world.write(store)
    everyone = await beside(store, world, "A")
    assert everyone[0] == ("B", 3)
    assert sorted(everyone[1:]) == [("C", 1), ("G", 1), ("M", 1)]
    assert (await beside(store, world, "A", "CBP"))[0] == ("B", 2)
    assert await beside(store, world, "A", ends=("CriminalNetwork",)) == [("C", 1)]
    assert await beside(store, world, "D") == []
    page = await store.companions(await view(store, "CBP"), world.id("A"), ends=(), limit=1, after=None)
    assert page.items[0].documents == tuple(sorted(world.documents[d].id for d in ("cbp-1", "cbp-2")))


async def test_companions_are_paged(store: Store, world: World) -> None:
    await world.write(store)
    caller = await view(store)
    whole = await store.companions(caller, world.id("A"), ends=(), limit=50, after=None)
    told: list[Companion] = []
    after = None
    while True:
        page = await store.companions(caller, world.id("A"), ends=(), limit=1, after=after)
        told += page.items
        after = page.next
        if after is None:
            break
    assert tuple(told) == whole.items
    order = [(-c.count, c.entity.id) for c in whole.items]
    assert order == sorted(order)


async def test_mentioned_persons_and_groups_have_no_companions(store: Store, world: World) -> None:
    await world.write(store)
    assert await beside(store, world, "M") == []
    assert await beside(store, world, "G") == []


async def test_few_of_many_documents_are_named(store: Store) -> None:
    world = World()
    names = [world.report(f"r-{number:02d}") for number in range(MAX_NAMED + 2)]
    world.thing("A", "Person", names)
    world.thing("B", "Person", names)
    await world.write(store)
    (found,) = (await store.companions(await view(store), world.id("A"), ends=(), limit=5, after=None)).items
    assert (found.count, len(found.documents)) == (MAX_NAMED + 2, MAX_NAMED)
    assert list(found.documents) == sorted(d.id for d in world.documents.values())[:MAX_NAMED]


@pytest.fixture
def atlas() -> World:
    """Places on both sides of the equator and of the 180th meridian; only FGR locates Nuevo Laredo."""
    world = World()
    world.report("cbp-1", agency="CBP")
    world.report("fgr-1", agency="FGR")
    world.report("f-2", agency="FGR")
    for key, normal, document in (
        ("Laredo", "27.5064,-99.5075;r=10", "cbp-1"),
        ("Nuevo Laredo", "27.4763,-99.5164;r=5000", "fgr-1"),
        ("Quito", "-0.1807,-78.4678;r=10", "cbp-1"),
        ("Suva", "-18.1416,178.4419;r=10", "cbp-1"),
        ("Apia", "-13.8333,-171.7667;r=10", "cbp-1"),
    ):
        world.thing(key, "Place", ["cbp-1", "fgr-1"])
        world.says(document, key, "coordinate", normal.partition(";")[0], normal)
    world.thing("la bodega", "Site", ["cbp-1"])
    world.says("cbp-1", "la bodega", "coordinate", "27.5,-99.5", "27.5,-99.5;r=10")
    return world


async def inside(store: Store, area: Area, *agencies: str, types: tuple[str, ...] = ()) -> list[str]:
    page = await store.within(await view(store, *agencies), area, types=types, limit=50, after=None)
    assert [e.id for e in page.items] == sorted(e.id for e in page.items)
    return sorted(e.label for e in page.items)


BORDER = Area(south=27, west=-100, north=28, east=-99)


async def test_a_window_on_the_map(store: Store, atlas: World) -> None:
    await atlas.write(store)
    assert await inside(store, BORDER) == ["Laredo", "Nuevo Laredo", "la bodega"]
    assert await inside(store, BORDER, types=("Site",)) == ["la bodega"]
    assert await inside(store, Area(-20, 175, -10, -170)) == ["Apia", "Suva"]
    assert await inside(store, Area(-20, -170, -10, 175)) == []
    assert await inside(store, Area(27.5064, -99.5075, 27.5064, -99.5075)) == ["Laredo"]
    assert await inside(store, BORDER, "CBP") == ["Laredo", "la bodega"]  # what is hidden places nothing


async def test_a_window_is_paged(store: Store, atlas: World) -> None:
    await atlas.write(store)
    caller = await view(store)
    first = await store.within(caller, BORDER, types=(), limit=2, after=None)
    rest = await store.within(caller, BORDER, types=(), limit=2, after=first.next)
    assert [e.id for e in (*first.items, *rest.items)] == sorted(e.id for e in (*first.items, *rest.items))
    assert (len(first.items), len(rest.items), rest.next) == (2, 1, None)


@pytest.mark.parametrize("area", [Area(28, -100, 27, -99), Area(-91, 0, 0, 0), Area(0, -181, 1, 0), Area(0, 0, 1, 181)])
async def test_what_is_no_area_is_refused(store: Store, area: Area) -> None:
    with pytest.raises(RequestError, match="area"):
        await store.within(await view(store), area, types=(), limit=1, after=None)


async def test_hits_of_a_name_are_counted_by_type_over_all_pages(store: Store, world: World) -> None:
    for number in range(3):
        world.thing(f"p{number}", "Person", "cbp-1", name="Ana Lobo")
    world.thing("n", "CriminalNetwork", "fgr-1", name="Ana Lobo")
    await world.write(store)
    for agencies, counts in (((), {"CriminalNetwork": 1, "Person": 3}), (("CBP",), {"Person": 3})):
        caller = await view(store, *agencies)
        page = await store.search_names(caller, "ana lobo", types=(), mode="fuzzy", limit=2, after=None)
        assert page.counts == counts
        later = await store.search_names(caller, "ana lobo", types=(), mode="fuzzy", limit=2, after=page.next)
        assert later.counts == counts
    (hit,) = page.items[:1]
    apart = await store.search_names(
        caller, "ana lobo", types=(), mode="fuzzy", limit=5, after=None, apart_from=[hit.entity.id]
    )
    assert hit.entity.id not in [h.entity.id for h in apart.items]
    assert apart.counts == {"Person": 2}
    assert isinstance(apart, Page)
