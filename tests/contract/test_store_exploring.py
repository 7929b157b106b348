"""What is worked out on the part of the graph that a store gave: ways, what is in common, times, two looks."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from graph.exploring.common import identifiers, neighbours
from graph.exploring.comparing import compare
from graph.exploring.connecting import Pair, connection
from graph.exploring.decisions import decisions
from graph.exploring.in_time import in_time
from graph.exploring.timeline import timeline
from graph.exploring.ways import shortest
from graph.judging import judge, reject, retract, withdraw
from graph.store import Store
from graph.views import Path, Subgraph, Truncated
from tests.contract.world import World, view

NOW = "2024-06-01T08:00:00Z"


@pytest.fixture
def world() -> World:
    """A guide uses a phone, which called another one, which a collector uses, who paid the account: in that order. The
    guide also paid the collector, after all that."""
    world = World()
    for name, agency in (("r1", "CBP"), ("r2", "FGR")):
        world.report(name, agency=agency, received=date(2024, 1 + int(name[1]), 1))
    for key in ("guide", "collector", "driver"):
        world.thing(key, "Person", ["r1", "r2"])
    world.thing("+528675550133", "Phone", ["r1", "r2"])
    world.thing("+528675550134", "Phone", ["r1", "r2"])
    world.thing("account", "CriminalNetwork", ["r1", "r2"])
    world.thing("meeting", "Event", "r1", name="se reunieron")
    world.says("r1", "meeting", "date", "2 May", "2023-05-02")
    world.tie("uses", "guide", "+528675550133", "r1", valid="2023-05")
    world.tie("contacted", "+528675550133", "+528675550134", "r1", when="2023-05-10")
    world.tie("uses", "collector", "+528675550134", "r1", valid="2023-05-05/2023-06-30")
    world.tie("paid", "collector", "account", "r1", when="2023-05-20")
    world.tie("paid", "guide", "collector", "r1", when="2023-08-01")
    world.tie("uses", "driver", "+528675550133", "r2", valid="2023-07")
    world.tie("participatedIn", "guide", "meeting", "r1", qualifier="suspect")
    world.tie("participatedIn", "driver", "meeting", "r1", qualifier="suspect")
    world.tie("familyOf", "guide", "driver", "r2")
    return world


async def between(store: Store, world: World, *keys: str, length: int = 5) -> Subgraph:
    return await store.connecting(
        await view(store), [world.id(k) for k in keys], max_length=length, links=(), max_nodes=50, max_edges=50
    )


def walked(path: Path) -> list[str]:
    return [link.type for link in path.links]


async def test_ways_come_by_length_then_ids(store: Store, world: World) -> None:
    await world.write(store)
    seen = await between(store, world, "guide", "account")
    found = shortest(seen, world.id("guide"), world.id("account"), max_length=5, limit=50).paths
    assert [len(p.links) for p in found] == sorted(len(p.links) for p in found)
    assert [walked(p) for p in found] == [
        ["paid", "paid"], ["uses", "contacted", "uses", "paid"],
        ["familyOf", "uses", "contacted", "uses", "paid"],
    ]  # fmt: skip
    cut = shortest(seen, world.id("guide"), world.id("account"), max_length=5, limit=1)
    assert (cut.paths, cut.truncated) == (found[:1], (Truncated("paths", 1),))
    for path in found:
        assert len({e.id for e in path.entities}) == len(path.entities)
        for link, one, other in zip(path.links, path.entities, path.entities[1:], strict=False):
            assert {link.subject, link.object} == {one.id, other.id}
    lengths = [len(p.links) for p in shortest(seen, world.id("guide"), "absent", max_length=5, limit=5).paths]
    assert lengths == []


async def test_ways_in_the_order_of_time(store: Store, world: World) -> None:
    """The payments run backwards; the family tie has no time; the driver had the phone only after the call."""
    await world.write(store)
    seen = await between(store, world, "guide", "account")
    found = in_time(seen, world.id("guide"), world.id("account"), max_length=5, limit=10)
    assert [walked(p) for p in found.found] == [["uses", "contacted", "uses", "paid"]]
    assert [walked(r.path) for r in found.rejected] == [
        ["paid", "paid"], ["familyOf", "uses", "contacted", "uses", "paid"],
    ]  # fmt: skip
    assert {r.reason for r in found.rejected} == {"time_order"}
    back = in_time(seen, world.id("account"), world.id("guide"), max_length=5, limit=10)
    assert [walked(p) for p in back.found] == [["paid", "paid"]]
    by_event = await store.connecting(
        await view(store), [world.id("guide"), world.id("driver")], max_length=2, links=("participatedIn",),
        max_nodes=9, max_edges=9,
    )  # fmt: skip
    assert len(in_time(by_event, world.id("guide"), world.id("driver"), max_length=2, limit=9).found) == 1


async def test_the_network_that_connects_many(store: Store, world: World) -> None:
    await world.write(store)
    keys = ("guide", "driver", "account")
    seen = await between(store, world, *keys)
    ids = [world.id(k) for k in keys]
    found = connection(seen, ids, max_length=5, detour=0)
    lengths = {frozenset((p.one, p.other)): p.length for p in found.pairs}
    assert lengths == {
        frozenset((world.id("guide"), world.id("driver"))): 1,
        frozenset((world.id("guide"), world.id("account"))): 2,
        frozenset((world.id("driver"), world.id("account"))): 3,
    }
    assert sorted(e.label for e in found.entities) == ["account", "collector", "driver", "guide"]
    wider = connection(seen, ids, max_length=5, detour=1)
    assert len(wider.entities) > len(found.entities)
    near = connection(seen, ids, max_length=1, detour=0)
    assert sum(p.length is None for p in near.pairs) == 2
    assert all(isinstance(p, Pair) and p.one < p.other for p in near.pairs)


async def test_common_neighbours_and_shared_identifiers(store: Store, world: World) -> None:
    await world.write(store)
    ids = [world.id("guide"), world.id("driver")]
    seen = await between(store, world, "guide", "driver", length=2)
    common = neighbours(seen, ids, at_least=2)
    assert sorted(c.entity.type for c in common) == ["Event", "Phone"]
    assert all(c.of == tuple(sorted(ids)) and len(c.links) == 2 for c in common)
    around = await store.subgraph(
        await view(store), [world.id("guide")], hops=2, links=("uses", "owns"), max_nodes=50, max_edges=50
    )
    (shared,) = identifiers(around, world.id("guide"))
    assert (shared.entity.label, shared.of) == ("+52 867 555 0133", tuple(sorted(ids)))


async def test_a_timeline_orders_links_and_events(store: Store, world: World) -> None:
    await world.write(store)
    around = await store.subgraph(await view(store), [world.id("guide")], hops=1, links=(), max_nodes=50, max_edges=50)
    found = timeline(around, [world.id("guide")], first=None, last=None)
    assert [(e.time.normal, e.event.type if e.event else e.links[0].type) for e in found.entries] == [
        ("2023-05", "uses"), ("2023-05-02", "Event"), ("2023-08-01", "paid"),
    ]  # fmt: skip
    assert found.undated == 1  # the family tie
    may = timeline(around, [world.id("guide")], first=date(2023, 5, 3), last=date(2023, 5, 31))
    assert [e.time.normal for e in may.entries] == ["2023-05"]


async def test_two_looks_are_compared(store: Store, world: World) -> None:
    world.says("r2", "guide", "alias", "El Tuerto")
    await world.write(store)
    looks = [
        await store.subgraph(
            await view(store, known_at=day), [world.id("guide")], hops=1, links=(), max_nodes=50, max_edges=50
        )
        for day in (date(2024, 2, 15), date(2024, 3, 15))
    ]
    found = compare(*looks)
    assert [e.label for e in found.entities_gained] == ["driver"]
    assert sorted(li.type for li in found.links_gained) == ["familyOf", "participatedIn", "uses"]
    assert (found.entities_lost, found.links_lost, found.values_lost) == ((), (), ())
    assert [(v.property, v.normal) for v in found.values_gained] == [("alias", "el tuerto")]
    back = compare(*reversed(looks))
    assert (back.entities_lost, back.links_lost) == (found.entities_gained, found.links_gained)


async def test_decisions_are_told_to_those_who_see_what_they_are_about(store: Store, world: World) -> None:
    await world.write(store)
    left, right = world.mention("guide", "r1").id, world.mention("driver", "r2").id
    by: dict[str, Any] = {"actor": "ana", "reason": "one man"}
    joined = await judge(store, "same", left, right, **by, now="2024-05-01T08:00:00+00:00")
    await retract(store, joined.id, **by, now=NOW)
    await judge(store, "unsure", left, right, **by, now=NOW)
    claim = next(c for e in world.extractions(["r1"]) for c in e.claims if c.predicate == "paid")
    await reject(store, claim.id, **by, now=NOW)
    await withdraw(store, world.documents["r2"].id, **by, now=NOW)

    async def kinds(*agencies: str, since: str = "2024-01-01T00:00:00+00:00") -> list[str]:
        return [d.kind for d in await decisions(store, await view(store, *agencies), datetime.fromisoformat(since))]

    assert await kinds() == ["merged", "split", "retracted", "retracted"]
    assert await kinds(since="2024-05-15T00:00:00+00:00") == ["split", "retracted", "retracted"]
    assert await kinds("CBP") == ["retracted"]
    told = await decisions(store, await view(store), datetime.fromisoformat(NOW))
    assert [d.mention for d in told] == [left, claim.subject, None]
