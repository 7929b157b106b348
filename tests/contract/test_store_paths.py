"""Shortest paths: all of them, over what the caller sees and what may be passed."""

from __future__ import annotations

import pytest

from graph.store import MAX_PATH, Store
from graph.views import Path, Paths, Truncated
from ontology.errors import RequestError
from tests.contract.world import World, view


@pytest.fixture
def world() -> World:
    """A - B - D and A - C - D (with two parallel links A - C); over H, which only FGR knows, A - H - E; D - E."""
    world = World()
    world.report("cbp-1", agency="CBP")
    world.report("fgr-1", agency="FGR")
    for key in "ABCDE":
        world.thing(key, "CriminalNetwork", ["cbp-1", "fgr-1"])
    world.thing("H", "CriminalNetwork", "fgr-1")
    for one, other in ("AB", "BD", "AC", "CD", "DE"):
        world.tie("alliedWith", one, other, "cbp-1")
    world.tie("rivalOf", "A", "C", "cbp-1")
    world.tie("alliedWith", "A", "H", "fgr-1")
    world.tie("alliedWith", "H", "E", "fgr-1")
    return world


async def paths(store: Store, world: World, start: str, end: str, *agencies: str, **more: object) -> Paths:
    limits: dict[str, object] = {"max_length": MAX_PATH, "links": (), "limit": 50} | more
    caller = await view(store, *agencies)
    return await store.shortest_paths(caller, world.id(start), world.id(end), **limits)  # type: ignore[arg-type]


def walked(path: Path) -> str:
    return "".join(e.label for e in path.entities)


async def test_all_shortest_paths_are_found_each_once(store: Store, world: World) -> None:
    await world.write(store)
    found = await paths(store, world, "A", "D")
    assert sorted(walked(p) for p in found.paths) == ["ABD", "ACD", "ACD"]  # parallel links are two ways
    assert len({tuple(x.id for x in p.links) for p in found.paths}) == 3
    for path in found.paths:
        for link, one, other in zip(path.links, path.entities, path.entities[1:], strict=False):
            assert {link.subject, link.object} == {one.id, other.id}
    assert found.truncated == ()


async def test_paths_are_ordered_by_the_ids_along_them(store: Store, world: World) -> None:
    await world.write(store)
    found = (await paths(store, world, "A", "D")).paths
    keys = [[i for e, x in zip(p.entities[1:], p.links, strict=True) for i in (e.id, x.id)] for p in found]
    assert keys == sorted(keys)
    cut = await paths(store, world, "A", "D", limit=2)
    assert cut.paths == found[:2]
    assert cut.truncated == (Truncated("paths", 2),)
    back = (await paths(store, world, "D", "A")).paths
    assert {tuple(reversed(p.links)) for p in back} == {p.links for p in found}


async def test_a_hidden_link_is_no_way(store: Store, world: World) -> None:
    await world.write(store)
    assert [walked(p) for p in (await paths(store, world, "A", "E")).paths] == ["AHE"]
    hidden = await paths(store, world, "A", "E", "CBP")
    assert sorted(walked(p) for p in hidden.paths) == ["ABDE", "ACDE", "ACDE"]
    assert (await paths(store, world, "A", "H", "CBP")).paths == ()


async def test_an_entity_reaches_itself_without_a_link(store: Store, world: World) -> None:
    await world.write(store)
    (path,) = (await paths(store, world, "A", "A")).paths
    assert (walked(path), path.links) == ("A", ())


async def test_length_and_kinds_of_links_limit_the_search(store: Store, world: World) -> None:
    await world.write(store)
    assert (await paths(store, world, "A", "D", max_length=1)).paths == ()
    assert len((await paths(store, world, "A", "D", max_length=2)).paths) == 3
    assert (await paths(store, world, "A", "D", links=("rivalOf",))).paths == ()
    (path,) = (await paths(store, world, "A", "C", links=("rivalOf",))).paths
    assert path.links[0].type == "rivalOf"
    for limit in ({"max_length": MAX_PATH + 1}, {"max_length": 0}, {"limit": 51}):
        with pytest.raises(RequestError):
            await paths(store, world, "A", "D", **limit)


async def test_a_mentioned_person_ends_a_path_and_is_never_passed(store: Store) -> None:
    world = World()
    world.report("r-1")
    for key in "ABX":
        world.thing(key, "Person", "r-1")
    world.thing("M", "Person", "r-1", person_class="mentioned")
    for one, other in ("AM", "MB", "AX"):
        world.tie("associateOf", one, other, "r-1")
    await world.write(store)
    assert (await paths(store, world, "A", "B")).paths == ()
    assert [walked(p) for p in (await paths(store, world, "A", "M")).paths] == ["AM"]
    assert [walked(p) for p in (await paths(store, world, "M", "X")).paths] == ["MAX"]


async def test_a_group_never_joins_two_persons(store: Store) -> None:
    world = World()
    world.report("r-1")
    world.thing("G", "PopulationGroup", "r-1")
    for person, event in (("A", "E"), ("B", "F")):
        world.thing(person, "Person", "r-1")
        world.thing(event, "Event", "r-1")
        world.tie("participatedIn", person, event, "r-1", qualifier="suspect")
        world.tie("participatedIn", "G", event, "r-1", qualifier="transported")
    world.tie("paid", "G", "A", "r-1", when="2023-05-14")
    await world.write(store)
    assert (await paths(store, world, "A", "B")).paths == ()
    assert [walked(p) for p in (await paths(store, world, "G", "A")).paths] == ["GEA"]  # not over the payment


def _phone_of_many() -> World:
    """A hub, and P0 to P500 who use it."""
    world = World()
    world.report("r-1")
    world.thing("hub", "Phone", "r-1", name="+528675550133")
    for number in range(501):
        world.thing(f"P{number}", "Person", "r-1")
        world.tie("uses", f"P{number}", "hub", "r-1")
    return world


@pytest.mark.parametrize("beside", ["P1", "P2"])
async def test_a_hub_between_two_others_is_named(store: Store, beside: str) -> None:
    """Whichever side reaches it first: the one with the smaller frontier goes on."""
    world = _phone_of_many()
    world.thing("N", "CriminalNetwork", "r-1")
    world.tie("memberOf", beside, "N", "r-1")
    await world.write(store)
    found = await paths(store, world, "P1", "P2")
    assert found.paths == ()
    assert found.truncated == (Truncated("hub", 500, world.id("hub")),)
    assert [walked(p) for p in (await paths(store, world, "hub", "P2")).paths] == ["+52 867 555 0133P2"]


@pytest.mark.parametrize("beside", [True, False])
async def test_a_hub_further_on_is_named_and_not_passed(store: Store, beside: bool) -> None:
    """N - P0 - hub - P1, and beside it N - P0 - X - P1: the last step meets a hub, another one, or both."""
    world = _phone_of_many()
    for key in ("N", "X"):
        world.thing(key, "CriminalNetwork", "r-1")
    world.tie("memberOf", "P0", "N", "r-1")
    world.tie("memberOf", "P1", "X", "r-1")
    if beside:
        world.tie("memberOf", "P0", "X", "r-1")
    await world.write(store)
    hub = (Truncated("hub", 500, world.id("hub")),)
    for start, end in (("N", "P1"), ("P1", "N")):
        found = await paths(store, world, start, end)
        assert {frozenset(e.label for e in p.entities) for p in found.paths} == (
            {frozenset({"N", "P0", "X", "P1"})} if beside else set()
        )
        assert found.truncated == hub
    from_hub = await paths(store, world, "P2", "N")
    assert (from_hub.paths, from_hub.truncated) == ((), hub)
