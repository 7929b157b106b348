"""Neighbours, degree and subgraphs: what is counted, crossed and cut short."""

from __future__ import annotations

import pytest

from graph.store import MAX_HOPS, MAX_PAGE, Direction, Store
from graph.views import DegreeCount, Neighbour, Subgraph, Truncated
from ontology.errors import RequestError
from tests.contract.world import World, neighbours_of, view

HUB = 500


@pytest.fixture
def world() -> World:
    """A - N - B over membership; A and B associates twice told; A uses a phone that only FGR knows."""
    world = World()
    world.report("cbp-1", agency="CBP")
    world.report("cbp-2", agency="CBP")
    world.report("fgr-1", agency="FGR")
    for key in ("A", "B", "C"):
        world.thing(key, "Person", ["cbp-1", "cbp-2", "fgr-1"])
    world.thing("N", "CriminalNetwork", "cbp-1")
    world.thing("+528675550133", "Phone", ["cbp-1", "fgr-1"])
    world.tie("memberOf", "A", "N", "cbp-1", qualifier="guide")
    world.tie("memberOf", "A", "N", "cbp-1", qualifier="driver")
    world.tie("memberOf", "B", "N", "cbp-1")
    world.tie("associateOf", "A", "B", ["cbp-1", "cbp-2"])
    world.tie("uses", "A", "+528675550133", "fgr-1")
    return world


async def graph(store: Store, world: World, *seeds: str, hops: int = 1, agency: str = "", **more: object) -> Subgraph:
    caller = await view(store, *([agency] if agency else []))
    limits: dict[str, object] = {"links": (), "max_nodes": 100, "max_edges": 100} | more
    return await store.subgraph(caller, [world.id(s) for s in seeds], hops=hops, **limits)  # type: ignore[arg-type]


def names(found: Subgraph) -> list[str]:
    return sorted(e.label for e in found.entities)


async def test_neighbours_come_by_origins_then_link_id(store: Store, world: World) -> None:
    await world.write(store)
    found = await neighbours_of(store, await view(store), world.id("A"))
    ranked = [(-n.link.basis.origins, n.link.id) for n in found]
    assert ranked == sorted(ranked)
    assert found[0].entity.label == "B"  # two origins
    assert len(found) == 4  # parallel links stay parallel
    assert {n.link.qualifier for n in found if n.link.type == "memberOf"} == {"guide", "driver"}


@pytest.mark.parametrize(("direction", "expected"), [("out", {"N", "B"}), ("in", {"B"}), ("both", {"N", "B"})])
async def test_a_direction_keeps_symmetric_links(
    store: Store, world: World, direction: Direction, expected: set[str]
) -> None:
    await world.write(store)
    cbp = await view(store, "CBP")
    page = await store.neighbours(cbp, world.id("A"), links=(), ends=(), direction=direction, limit=50, after=None)
    assert {n.entity.label for n in page.items} == expected
    page = await store.neighbours(
        cbp, world.id("N"), links=("memberOf",), ends=(), direction="out", limit=50, after=None
    )
    assert page.items == ()


async def test_neighbours_are_limited_by_kind_and_paged(store: Store, world: World) -> None:
    await world.write(store)
    everything = await view(store)
    a = world.id("A")

    async def labels(links: tuple[str, ...], ends: tuple[str, ...]) -> list[str]:
        page = await store.neighbours(everything, a, links=links, ends=ends, direction="both", limit=50, after=None)
        return [n.entity.label for n in page.items]

    assert await labels(("memberOf",), ()) == ["N", "N"]
    assert await labels((), ("Phone", "Person")) == ["B", "+52 867 555 0133"]
    assert await labels(("memberOf",), ("Phone",)) == []
    whole = await neighbours_of(store, everything, a)
    found: list[Neighbour] = []
    after = None
    while True:
        page = await store.neighbours(everything, a, links=(), ends=(), direction="both", limit=1, after=after)
        found += page.items
        if (after := page.next) is None:
            break
    assert found == whole


async def test_degree_counts_what_is_seen(store: Store, world: World) -> None:
    await world.write(store)
    a = world.id("A")
    assert await store.degree(await view(store), a) == [
        DegreeCount("associateOf", "Person", 1),
        DegreeCount("memberOf", "CriminalNetwork", 2),
        DegreeCount("uses", "Phone", 1),
    ]
    assert [d.link for d in await store.degree(await view(store, "CBP"), a)] == ["associateOf", "memberOf"]


async def test_a_subgraph_holds_all_links_among_what_it_reached(store: Store, world: World) -> None:
    await world.write(store)
    found = await graph(store, world, "N", hops=1)
    assert names(found) == ["A", "B", "N"]
    assert [x.type for x in found.links].count("associateOf") == 1  # crossed by no step, and there
    assert len(found.links) == 4
    assert [e.id for e in found.entities] == sorted(e.id for e in found.entities)
    assert [x.id for x in found.links] == sorted(x.id for x in found.links)
    assert found.truncated == ()
    assert names(await graph(store, world, "N", hops=0)) == ["N"]
    assert names(await graph(store, world, "N", hops=2)) == ["+52 867 555 0133", "A", "B", "N"]
    assert names(await graph(store, world, "N", hops=2, agency="CBP")) == ["A", "B", "N"]
    assert names(await graph(store, world, "N", hops=2, links=("uses",))) == ["N"]
    assert names(await graph(store, world, "C", "N", hops=0)) == ["C", "N"]


async def test_a_subgraph_says_where_it_was_cut(store: Store, world: World) -> None:
    await world.write(store)
    found = await graph(store, world, "N", hops=2, max_nodes=2)
    assert len(found.entities) == 2
    assert Truncated("nodes", 2) in found.truncated
    assert all({x.subject, x.object} <= {e.id for e in found.entities} for x in found.links)
    found = await graph(store, world, "N", hops=1, max_edges=2)
    assert len(found.links) == 2
    assert found.truncated == (Truncated("edges", 2),)
    whole = await graph(store, world, "N", hops=1, max_nodes=3, max_edges=4)
    assert whole.truncated == ()


@pytest.mark.parametrize(("limit", "value"), [("hops", MAX_HOPS + 1), ("max_nodes", 5_001), ("max_edges", 20_001)])
async def test_caps_of_the_port_hold(store: Store, world: World, limit: str, value: int) -> None:
    await world.write(store)
    with pytest.raises(RequestError, match=limit):
        await graph(store, world, "N", **{limit: value})  # type: ignore[arg-type]


async def test_a_mentioned_person_is_a_leaf(store: Store, world: World) -> None:
    world.thing("M", "Person", ["cbp-1"], person_class="mentioned")
    world.tie("associateOf", "C", "M", "cbp-1")
    world.tie("associateOf", "M", "B", "cbp-1")
    await world.write(store)
    assert names(await graph(store, world, "C", hops=3)) == ["C", "M"]
    alone = await graph(store, world, "M", "C", hops=1)
    assert names(alone) == ["C", "M"]
    assert alone.truncated == (Truncated("mentioned", 0, world.id("M")),)  # his links are left out, and it says so
    assert (await graph(store, world, "M", hops=0)).truncated == ()
    assert (await graph(store, world, "C", hops=3)).truncated == ()
    assert len((await graph(store, world, "C", "B", hops=1)).links) >= 2  # as an end he is shown with his links


async def test_a_group_is_no_bridge_and_a_payment_by_one_is_not_walked(store: Store) -> None:
    world = World()
    world.report("r-1")
    world.thing("G", "PopulationGroup", "r-1")
    world.thing("A", "Person", "r-1")
    world.thing("P", "Place", "r-1")
    world.thing("E", "Event", "r-1")
    world.thing("F", "Event", "r-1")
    world.thing("B", "Person", "r-1")
    paid = world.tie("paid", "G", "A", "r-1", when="2023-05-14")
    world.tie("locatedAt", "G", "P", "r-1")
    for person, event in (("A", "E"), ("B", "F"), ("G", "E"), ("G", "F")):
        world.tie("participatedIn", person, event, "r-1", qualifier="transported")
    await world.write(store)
    assert names(await graph(store, world, "G", hops=1)) == ["E", "F", "G", "P"]
    assert names(await graph(store, world, "A", hops=4)) == ["A", "E", "G"]
    assert paid in [x.id for x in (await graph(store, world, "A", "G", hops=0)).links]  # not walked, and shown


async def test_a_hub_is_named_and_not_crossed(store: Store) -> None:
    """Counted in visible links: for a caller who sees one link less it is no hub."""
    world = World()
    world.report("cbp-1", agency="CBP")
    world.report("fgr-1", agency="FGR")
    world.thing("hub", "Phone", ["cbp-1", "fgr-1"], name="+528675550133")
    for number in range(HUB + 1):
        document = "cbp-1" if number else "fgr-1"
        world.thing(f"P{number}", "Person", document)
        world.tie("uses", f"P{number}", "hub", document)
    await world.write(store)
    found = await graph(store, world, "P1", hops=2, max_nodes=1_000, max_edges=1_000)
    assert len(found.entities) == 2
    assert found.truncated == (Truncated("hub", HUB, world.id("hub")),)
    found = await graph(store, world, "P1", hops=2, agency="CBP", max_nodes=1_000, max_edges=1_000)
    assert len(found.entities) == HUB + 1
    assert found.truncated == ()
    (counted,) = await store.degree(await view(store), world.id("hub"))
    assert counted.count == HUB + 1
    page = await store.neighbours(
        await view(store), world.id("hub"), links=(), ends=(), direction="in", limit=MAX_PAGE, after=None
    )
    assert len(page.items) == MAX_PAGE
    assert page.next is not None
