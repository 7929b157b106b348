"""Walks against a plain oracle: networkx and brute force over the rows that the caller may see."""

from __future__ import annotations

from itertools import count, pairwise, product

import networkx as nx
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.store import Store
from tests.contract.conftest import Opener
from tests.contract.world import World, view

fresh = count()
reports = st.sampled_from(("cbp", "fgr"))


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """Persons, some of them only mentioned, associated at random; parallel links are common. The caller sees CBP."""
    world = World()
    world.report("cbp", agency="CBP")
    world.report("fgr", agency="FGR")
    size = draw(st.integers(2, 9))
    for number in range(size):
        hidden = draw(st.integers(0, 5)) == 0
        mentioned = draw(st.integers(0, 4)) == 0
        told = ["fgr"] if hidden else ["cbp", "fgr"]
        world.thing(f"{number}", "Person", told, person_class="mentioned" if mentioned else "subject")
    ends = st.tuples(st.integers(0, size - 1), st.integers(0, size - 1)).filter(lambda pair: pair[0] != pair[1])
    for one, other in draw(st.lists(ends, max_size=18)):
        document = draw(reports)
        if all(document in world.things[str(n)].documents for n in (one, other)):
            world.tie(draw(st.sampled_from(("associateOf", "familyOf"))), str(one), str(other), document,
                      when=f"2024-01-{len(world.ties) + 1:02d}")  # fmt: skip
    return world


class Oracle:
    """The visible part as a multigraph over keys."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.graph = nx.MultiGraph()
        self.graph.add_nodes_from(k for k, t in world.things.items() if "cbp" in t.documents)
        for tie in world.ties:
            if any(d == "cbp" for d, _ in tie.said):
                self.graph.add_edge(tie.subject, tie.object, key=world.link_id(tie))

    def leaf(self, key: str) -> bool:
        return self.world.things[key].person_class == "mentioned"

    def paths(self, start: str, end: str, max_length: int) -> set[tuple[str, ...]]:
        """Each path as the ids along it."""
        if not {start, end} <= set(self.graph):
            return set()
        open_ = nx.Graph(self.graph.subgraph(k for k in self.graph if k in (start, end) or not self.leaf(k)))
        if not nx.has_path(open_, start, end):
            return set()
        found: set[tuple[str, ...]] = set()
        for nodes in nx.all_shortest_paths(open_, start, end):
            if len(nodes) - 1 <= max_length:
                ways = [sorted(self.graph[a][b]) for a, b in pairwise(nodes)]
                found |= {tuple(way) for way in product(*ways)}
        return found

    def around(self, seeds: list[str], hops: int) -> set[str]:
        taken = {s for s in seeds if s in self.graph}
        frontier = {s for s in taken if not self.leaf(s)}
        for _ in range(hops):
            new = {n for f in frontier for n in self.graph[f]} - taken
            taken |= new
            frontier = {n for n in new if not self.leaf(n)}
        return taken

    def among(self, keys: set[str]) -> set[str]:
        return {key for _, _, key in self.graph.subgraph(keys).edges(keys=True)}

    def neighbours(self, key: str) -> set[tuple[str, str]]:
        return {(link, other) for _, other, link in self.graph.edges(key, keys=True)} if key in self.graph else set()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(world=worlds(), hops=st.integers(0, 4), max_length=st.integers(1, 6))
async def test_walks_agree_with_the_oracle(opener: Opener, world: World, hops: int, max_length: int) -> None:
    store = opener(f"oracle-{next(fresh)}")
    try:
        await world.write(store)
        await compare(store, world, hops, max_length)
    finally:
        await store.close()


async def compare(store: Store, world: World, hops: int, max_length: int) -> None:
    oracle, caller = Oracle(world), await view(store, "CBP")
    names = {world.id(k): k for k in world.things}
    for start, end in product(world.things, world.things):
        found = await store.shortest_paths(
            caller, world.id(start), world.id(end), max_length=max_length, links=(), limit=50
        )
        told = [tuple(x.id for x in p.links) for p in found.paths]
        expected = oracle.paths(start, end, max_length)
        if len(expected) <= 50:
            assert set(told) == expected
        else:
            assert set(told) < expected
            assert found.truncated
        assert len(told) == len(set(told))
    for key in world.things:
        page = await store.neighbours(caller, world.id(key), links=(), ends=(), direction="both", limit=200, after=None)
        assert {(n.link.id, names[n.entity.id]) for n in page.items} == oracle.neighbours(key)
        assert sum(d.count for d in await store.degree(caller, world.id(key))) == len(oracle.neighbours(key))
    seeds = list(world.things)[:2]
    found_around = await store.subgraph(
        caller, [world.id(s) for s in seeds], hops=hops, links=(), max_nodes=100, max_edges=100
    )
    around = oracle.around(seeds, hops)
    assert {names[e.id] for e in found_around.entities} == around
    assert {x.id for x in found_around.links} == oracle.among(around)
