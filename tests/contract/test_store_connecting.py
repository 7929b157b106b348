"""What connects entities: ways of a bounded length, over what the caller sees and what may be passed."""

from __future__ import annotations

from itertools import combinations, count, pairwise
from typing import Any

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.exploring.connecting import connection
from graph.store import MAX_PATH, MAX_STARTS, Store
from graph.views import Subgraph, Truncated
from ontology.errors import RequestError
from tests.contract.conftest import Opener
from tests.contract.test_store_oracle import Oracle, worlds
from tests.contract.world import World, view

HUB = 500
fresh = count()


@pytest.fixture
def world() -> World:
    """A - B - C, A - D - E - C and B - T, a dead end; over H, which only FGR knows, A - H - C."""
    world = World()
    world.report("cbp-1", agency="CBP")
    world.report("fgr-1", agency="FGR")
    for key in "ABCDET":
        world.thing(key, "CriminalNetwork", ["cbp-1", "fgr-1"])
    world.thing("H", "CriminalNetwork", "fgr-1")
    for one, other in ("AB", "BC", "AD", "DE", "EC", "BT"):
        world.tie("alliedWith", one, other, "cbp-1")
    world.tie("rivalOf", "A", "B", "cbp-1")
    world.tie("alliedWith", "A", "H", "fgr-1")
    world.tie("alliedWith", "H", "C", "fgr-1")
    return world


async def between(store: Store, world: World, *keys: str, agency: str = "", **more: object) -> Subgraph:
    caller = await view(store, *([agency] if agency else []))
    limits: dict[str, object] = {"max_length": 4, "links": (), "max_nodes": 100, "max_edges": 100} | more
    return await store.connecting(caller, [world.id(k) for k in keys], **limits)  # type: ignore[arg-type]


def labels(found: Subgraph) -> str:
    return "".join(sorted(e.label for e in found.entities))


async def test_what_lies_on_ways_of_the_length_asked_for(store: Store, world: World) -> None:
    await world.write(store)
    assert labels(await between(store, world, "A", "C", agency="CBP", max_length=2)) == "ABC"
    assert labels(await between(store, world, "A", "C", agency="CBP", max_length=3)) == "ABCDE"
    assert labels(await between(store, world, "A", "C")) == "ABCDEH"
    found = await between(store, world, "A", "C", agency="CBP", max_length=2)
    assert len(found.links) == 3  # parallel links stay parallel
    assert [x.id for x in found.links] == sorted(x.id for x in found.links)
    assert [e.id for e in found.entities] == sorted(e.id for e in found.entities)
    assert labels(await between(store, world, "A", "C", links=("rivalOf",))) == "AC"


async def test_several_are_connected_at_once(store: Store, world: World) -> None:
    await world.write(store)
    assert labels(await between(store, world, "A", "T", "E", agency="CBP", max_length=2)) == "ABDET"
    assert labels(await between(store, world, "A")) == "A"
    assert labels(await between(store, world, "A", "A")) == "A"


async def test_only_entities_of_the_types_asked_for_are_passed(store: Store) -> None:
    world = World()
    world.report("r-1")
    for key in "AB":
        world.thing(key, "Person", "r-1")
    world.thing("N", "CriminalNetwork", "r-1")
    world.thing("+528675550133", "Phone", "r-1")
    for key in "AB":
        world.tie("memberOf", key, "N", "r-1")
        world.tie("uses", key, "+528675550133", "r-1")
    await world.write(store)
    assert labels(await between(store, world, "A", "B", ends=("CriminalNetwork",))) == "ABN"
    around = await store.subgraph(
        await view(store), [world.id("A")], hops=2, links=(), max_nodes=9, max_edges=9, ends=("Person", "Phone")
    )
    assert labels(around) == "+52 867 555 0133AB"


async def test_mentioned_persons_are_no_bridge(store: Store) -> None:
    world = World()
    world.report("r-1")
    for key, kind in (("A", "subject"), ("M", "mentioned"), ("B", "subject")):
        world.thing(key, "Person", "r-1", person_class=kind)  # type: ignore[arg-type]
    world.tie("associateOf", "A", "M", "r-1")
    world.tie("associateOf", "M", "B", "r-1")
    await world.write(store)
    assert labels(await between(store, world, "A", "B")) == "AB"
    assert labels(await between(store, world, "A", "M")) == "AM"


async def test_hubs_are_named_and_not_passed(store: Store) -> None:
    world = World()
    world.report("r-1")
    world.thing("hub", "Phone", "r-1", name="+528675550133")
    for number in range(HUB + 1):
        world.thing(f"P{number}", "Person", "r-1")
        world.tie("uses", f"P{number}", "hub", "r-1")
    await world.write(store)
    found = await between(store, world, "P1", "P2")
    assert labels(found) == "P1P2"
    assert found.truncated == (Truncated("hub", HUB, world.id("hub")),)
    assert labels(await between(store, world, "P1", "hub")) == "+52 867 555 0133P1"  # an end may be a hub
    assert labels(await between(store, world, "P1", "P2", max_length=2)) == "P1P2"  # met from both sides
    three = await between(store, world, "P1", "P2", "hub")
    assert (len(three.links), three.truncated) == (2, found.truncated)  # as an end it is shown, and leads nowhere
    asked = [world.id(key) for key in ("P1", "P2", "hub")]
    pairs = connection(three, asked, max_length=4, detour=0).pairs
    assert sorted((p.length or 0) for p in pairs) == [0, 1, 1]


async def test_what_does_not_fit_is_farthest_off(store: Store, world: World) -> None:
    await world.write(store)
    cut = await between(store, world, "A", "C", agency="CBP", max_nodes=3)
    assert (labels(cut), cut.truncated) == ("ABC", (Truncated("nodes", 3),))
    cut = await between(store, world, "A", "C", agency="CBP", max_length=2, max_edges=2)
    assert (len(cut.links), cut.truncated) == (2, (Truncated("edges", 2),))


@pytest.mark.parametrize("limit", [{"max_length": MAX_PATH + 1}, {"max_nodes": 1}, {"max_edges": 20_001}])
async def test_caps_of_a_connection_hold(store: Store, world: World, limit: dict[str, Any]) -> None:
    await world.write(store)
    with pytest.raises(RequestError, match=next(iter(limit))):
        await between(store, world, "A", "C", **limit)
    with pytest.raises(RequestError, match="ids"):
        await between(store, world, *("A" * (MAX_STARTS + 1)))


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(world=worlds(), length=st.integers(2, 5))
async def test_every_simple_path_is_within(opener: Opener, world: World, length: int) -> None:
    """And every entity between the ends is on a walk of that length which passes only what may be passed."""
    store = opener(f"between-{next(fresh)}")
    try:
        await world.write(store)
        oracle = Oracle(world)
        keys = {world.id(k): k for k in world.things}
        for one, other in combinations(sorted(oracle.graph), 2):
            found = await between(store, world, one, other, agency="CBP", max_length=length)
            told = {keys[e.id] for e in found.entities}
            inner = oracle.graph.subgraph(k for k in oracle.graph if k in (one, other) or not oracle.leaf(k))
            paths = list(nx.all_simple_paths(nx.Graph(inner), one, other, cutoff=length))
            assert {k for path in paths for k in path} | {one, other} <= told
            on = {frozenset(pair) for path in paths for pair in pairwise(path)}
            links = {frozenset((keys[x.subject], keys[x.object])) for x in found.links}
            assert on <= links
            for key in told - {one, other}:
                assert not oracle.leaf(key)
                ways = [nx.shortest_path_length(inner, end, key) for end in (one, other)]
                assert sum(ways) <= length
    finally:
        await store.close()
