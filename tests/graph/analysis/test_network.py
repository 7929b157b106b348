"""A network made of what a store gave: who is in it, what ties two, what is left out, and whether it would hold."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from graph.analysis.dropout import ranking, without_links, without_sources
from graph.analysis.network import Network, network
from graph.analysis.policy import policy, read_policy
from graph.analysis.routes import LINKS, TYPES, route_flow
from graph.open import open_store
from graph.store import Store
from graph.views import Basis, Subgraph, Witness
from ontology.errors import SchemaError
from tests.contract.world import World, view


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    opened = open_store(f"sqlite:{tmp_path / 'network.db'}")
    yield opened
    await opened.close()


@pytest.fixture
def world() -> World:
    """Two cells. A and B are kin, B's phone calls C's, C and D take part in one meeting; E is only an associate of D,
    F is told of by a weak report; V was carried, M is mentioned, G is a group."""
    world = World()
    world.report("r1")
    world.report("r2")
    world.report("weak", reliability="E", credibility=5)
    for key in "ABCDEF":
        world.thing(key, "Person", ["r1", "r2", "weak"])
    world.thing("V", "Person", "r1")
    world.thing("M", "Person", "r1", person_class="mentioned")
    world.thing("G", "PopulationGroup", "r1")
    world.thing("N", "CriminalNetwork", "r1")
    world.thing("lonely", "Person", "r1")
    for number in "34":
        world.thing(f"+52867555013{number}", "Phone", ["r1", "r2"])
    world.thing("meeting", "Event", "r1", name="se reunieron")
    world.thing("Reynosa", "Place", "r1")
    world.tie("familyOf", "A", "B", ["r1", "r2"])
    world.tie("uses", "B", "+528675550133", "r1")
    world.tie("contacted", "+528675550133", "+528675550134", "r1", when="2023-05-10")
    world.tie("uses", "C", "+528675550134", "r2")
    world.tie("participatedIn", "C", "meeting", "r1", qualifier="suspect")
    world.tie("participatedIn", "D", "meeting", "r1", qualifier="suspect")
    world.tie("participatedIn", "V", "meeting", "r1", qualifier="transported")
    world.tie("participatedIn", "G", "meeting", "r1", qualifier="transported")
    world.tie("associateOf", "D", "E", "r1")
    world.tie("familyOf", "D", "F", "weak")
    world.tie("familyOf", "A", "M", "r1")
    world.tie("memberOf", "A", "N", "r1", valid="2023")
    for key in ("A", "lonely"):
        world.tie("operatesIn", key, "Reynosa", "r1")
    return world


async def seen(store: Store, world: World, *seeds: str, **more: object) -> Subgraph:
    asked: dict[str, object] = {"hops": 4, "links": (), "max_nodes": 500, "max_edges": 500} | more
    return await store.subgraph(await view(store), [world.id(s) for s in seeds], **asked)  # type: ignore[arg-type]


def ties(found: Network) -> list[str]:
    return sorted("".join(sorted(found.actors[n].label for n in pair)) for pair in found.strands)


async def test_who_is_in_it_and_what_ties_two(store: Store, world: World) -> None:
    await world.write(store)
    part = await seen(store, world, *world.things)
    found = network(part)
    assert ties(found) == ["AB", "AN", "BC", "CD"]
    assert [a.id for a in found.actors] == sorted(a.id for a in found.actors)
    assert dict(found.left_out) == {
        "aggregate": 1, "mentioned": 1, "victim": 1, "weak": 1, "on_request": 1, "untied": 3,
    }  # fmt: skip
    assert ties(network(part, on_request=True)) == ["AB", "AN", "BC", "CD", "DE"]
    assert ties(network(part, weak=True)) == ["AB", "AN", "BC", "CD", "DF"]


async def test_what_it_rests_on(store: Store, world: World) -> None:
    await world.write(store)
    part = await seen(store, world, *world.things)
    basis = network(part).basis
    assert (basis.nodes, basis.links, basis.share_poor) == (5, 7, 0.0)
    assert (str(basis.start), str(basis.end)) == ("2023-01-01", "2023-12-31")
    assert network(part, weak=True).basis.share_poor == round(1 / 8, 4)
    assert network(Subgraph((), ())).basis == network(Subgraph((), ())).basis


async def test_a_tie_falls_with_any_link_of_its_only_way(store: Store, world: World) -> None:
    world.tie("paid", "B", "C", "r1", when="2023-06-01")
    await world.write(store)
    found = network(await seen(store, world, *world.things))
    pair = next(p for p in found.strands if {found.actors[n].label for n in p} == {"B", "C"})
    assert sorted(map(len, found.strands[pair])) == [1, 3]
    by_type = {found.links[n].type: n for way in found.strands[pair] for links in way for n in links}
    assert found.graph([by_type["contacted"]]).has_edge(*pair)
    assert found.graph([by_type["paid"]]).has_edge(*pair)
    assert not found.graph([by_type["contacted"], by_type["paid"]]).has_edge(*pair)


async def test_what_too_many_have_to_do_with_ties_nobody(store: Store) -> None:
    world = World()
    world.report("r1")
    world.thing("meeting", "Event", "r1", name="se reunieron")
    for number in range(policy().most + 1):
        world.thing(f"P{number}", "Person", "r1")
        world.tie("participatedIn", f"P{number}", "meeting", "r1")
    await world.write(store)
    found = network(await seen(store, world, "meeting", hops=1))
    assert (found.actors, dict(found.left_out)["crowded"]) == ((), 1)


async def test_links_that_do_the_same_stand_in_for_each_other(store: Store, world: World) -> None:
    world.tie("contacted", "+528675550134", "+528675550133", "r1", when="2023-05-11")
    await world.write(store)
    found = network(await seen(store, world, *world.things))
    pair = next(p for p in found.strands if {found.actors[n].label for n in p} == {"B", "C"})
    (way,) = found.strands[pair]
    assert sorted(map(len, way)) == [1, 1, 2]
    for links in way:
        every = sorted(links)
        assert not found.graph(every).has_edge(*pair)
        assert found.graph(every[1:]).has_edge(*pair)


async def test_what_ties_most_is_left_out_of_a_network_that_grows_too_large(
    store: Store, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    for key in ("C", "D"):
        world.tie("uses", key, "+528675550133", "r1")
    await world.write(store)
    part = await seen(store, world, *world.things)
    assert dict(network(part).left_out).get("crowded") is None
    every = policy()
    monkeypatch.setattr("graph.analysis.network.policy", lambda: replace(every, ways=4))
    found = network(part)  # the meeting ties one pair, the contact three, who share a telephone three
    assert dict(found.left_out)["crowded"] == 1


async def test_one_source_is_left_out_at_a_time(store: Store, world: World) -> None:
    await world.write(store)
    found = network(await seen(store, world, *world.things))
    without = [graph.number_of_edges() for graph in without_sources(found, seed=1, most=10)]
    assert without == [1, 3]  # r1 tells all but kin twice told; r2 tells who uses the other phone
    assert len(list(without_sources(found, seed=1, most=1))) == 1


async def test_weaker_grades_are_lost_more_often(store: Store, world: World) -> None:
    await world.write(store)
    found = network(await seen(store, world, *world.things), weak=True)
    kept = dict.fromkeys(found.strands, 0)
    for graph in without_links(found, seed=7, draws=300):
        for pair in kept:
            kept[pair] += graph.has_edge(*pair)
    by_name = {"".join(sorted(found.actors[n].label for n in pair)): count / 300 for pair, count in kept.items()}
    assert by_name["AB"] > by_name["AN"] > by_name["BC"] > by_name["DF"]
    assert [g.number_of_edges() for g in without_links(found, seed=7, draws=5)] == [
        g.number_of_edges() for g in without_links(found, seed=7, draws=5)
    ]


def basis(*witnesses: Witness) -> Basis:
    origins = {witness.origin for witness in witnesses}
    return Basis(("c",), len(origins), "A", 1, date(2024, 1, 1), (1,), witnesses)


def test_grades_of_a_link() -> None:
    rules = policy()
    assert rules.is_weak(basis(Witness("o", "E", 2)))
    assert rules.is_weak(basis(Witness("o", "B", 6)))
    assert not rules.is_weak(basis(Witness("o", "E", 5), Witness("p", "E", 5)))
    assert not rules.is_weak(basis(Witness("o", "E", 5), Witness("o", "D", 4)))
    assert rules.is_poor(basis(Witness("o", "A", 4), Witness("p", "D", 1)))
    assert not rules.is_poor(basis(Witness("o", "F", 6), Witness("p", "C", 3)))
    assert rules.wrong(basis(Witness("o", "B", 5))) == 0.5  # the worse field, not a product of both
    assert rules.wrong(basis(Witness("o", "B", 2), Witness("p", "B", 2))) == pytest.approx(0.01)
    assert rules.wrong(basis(Witness("o", "B", 2), Witness("o", "E", 5))) == pytest.approx(0.1)


async def test_ranks_are_intervals(store: Store, world: World) -> None:
    await world.write(store)
    found = network(await seen(store, world, *world.things))
    places = ranking(found, "betweenness", range(5), seed=3, draws=60)
    assert [found.actors[p.node].label for p in places[:2]] == ["B", "A"] or places[0].score == places[1].score
    for place in places:
        assert place.by_links[0] <= place.ranks[0] <= place.ranks[1] <= place.by_links[1]
        assert 1 <= place.by_sources[0] <= place.by_sources[1] <= len(places)
    assert max(high - low for low, high in (p.by_links for p in places)) > 0
    assert places == ranking(found, "betweenness", range(5), seed=3, draws=60)
    equal = [p for p in places if p.score == 0.0]
    assert len(equal) == 2
    assert {p.ranks for p in equal} == {(4, 5)}
    assert [p.node for p in equal] == sorted(p.node for p in equal)


async def test_the_stops_of_routes(store: Store) -> None:
    """Two routes share the stretch over the middle; of one stop nobody says where it comes."""
    world = World()
    world.report("r1")
    for key in ("north", "middle", "south", "east", "somewhere"):
        world.thing(key, "Place", "r1")
    for key in ("long", "short"):
        world.thing(key, "Route", "r1")
    world.tie("startsAt", "long", "south", "r1")
    world.tie("passesThrough", "long", "middle", "r1", details=(("order", "1"),))
    world.tie("endsAt", "long", "north", "r1")
    world.tie("startsAt", "short", "east", "r1")
    world.tie("passesThrough", "short", "middle", "r1", details=(("order", "1"),))
    world.tie("passesThrough", "short", "somewhere", "r1")
    world.tie("endsAt", "short", "north", "r1")
    await world.write(store)
    found = route_flow(await seen(store, world, "long", "short", hops=2, links=LINKS, ends=TYPES))
    assert (found.stops[0].entity.label, found.stops[0].flow) == ("middle", 1.0)
    routes = {frozenset((s.one.label, s.other.label)): s.routes for s in found.stretches}
    both = tuple(sorted((world.id("long"), world.id("short"))))
    assert routes == {
        frozenset(("south", "middle")): (world.id("long"),),
        frozenset(("east", "middle")): (world.id("short"),),
        frozenset(("middle", "north")): both,
    }
    assert [s.flow for s in found.stretches] == [0.5, 0.5, 0.5]
    assert found.unordered == 1
    assert len(found.links) == 7


@pytest.mark.parametrize(
    ("was", "now", "where"),
    [
        ("types: [Person, CriminalNetwork", "types: [Human, CriminalNetwork", "actors.types"),
        ("roles: [victim", "roles: [prey", "victims.roles"),
        ("most: 30", "most: many", "means.most"),
        ("E: 0.5, F: 0.4}", "E: 1.5, F: 0.4}", "dropout.reliability.E"),
        ("C: 0.2, D", "D", "dropout.reliability.C"),
        ("poor:", "pour:", "pour"),
    ],
)
def test_a_wrong_policy_stops_the_start(was: str, now: str, where: str) -> None:
    text = (Path(__file__).parents[3] / "graph" / "analysis" / "policy.yaml").read_text("utf-8")
    assert was in text
    with pytest.raises(SchemaError, match=where):
        read_policy("policy.yaml", text.replace(was, now, 1))
