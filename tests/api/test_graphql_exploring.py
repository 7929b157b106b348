"""The root fields about more than one entity or moment, asked over HTTP of a real store."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date
from threading import get_ident
from types import ModuleType
from typing import Any

import pytest

from api import exploring
from api.context import MAX_ROWS, Caller, Context, Looking
from api.settings import Settings
from graph.exploring import comparing, connecting, in_time, ways
from ontology.errors import RequestError
from tests.api.conftest import NOW, Api, asking, ids
from tests.contract.world import World


def river_world() -> World:
    """A guide's phone calls a collector's phone before the collector pays the network; in April the guide paid too."""
    w = World()
    w.report("r1", agency="CBP", received=date(2024, 4, 1))
    w.report("r2", agency="GN", received=date(2024, 5, 20), reliability="E", credibility=5)
    for key in ("guide", "collector", "lookout"):
        w.thing(key, "Person", ["r1", "r2"])
    for key in ("+528675550133", "+528675550134"):
        w.thing(key, "Phone", ["r1", "r2"])
    w.thing("Los Primos", "CriminalNetwork", ["r1", "r2"])
    w.thing("river bank", "Site", "r1")
    w.says("r1", "river bank", "coordinate", "27.5, -99.5", "27.5,-99.5;r=50")
    w.thing("crossing", "Event", "r1", name="crossed")
    w.says("r1", "crossing", "date", "4 May", "2023-05-04")
    w.tie("uses", "guide", "+528675550133", "r1", valid="2023-05")
    w.tie("contacted", "+528675550133", "+528675550134", "r1", when="2023-05-10")
    w.tie("uses", "collector", "+528675550134", "r1", valid="2023-05")
    w.tie("uses", "lookout", "+528675550133", "r2")
    w.tie("paid", "collector", "Los Primos", "r1", when="2023-05-20")
    w.tie("paid", "guide", "collector", "r2", when="2023-06-20")
    w.tie("participatedIn", "guide", "crossing", "r1", qualifier="suspect")
    w.tie("occurredAt", "crossing", "river bank", "r1")
    return w


@pytest.fixture
async def api(settings: Settings) -> AsyncIterator[Api]:
    async with asking(settings, river_world()) as api:
        yield api


async def test_longer_paths_come_behind_the_shortest(api: Api) -> None:
    query = """query($from: ID!, $to: ID!, $longer: Boolean!) { paths(from: $from, to: $to, longer: $longer) {
      found { nodes { label } hops { link { type } } } rejected { reason } truncated { reason } } }"""
    ends = {"from": api.world.id("guide"), "to": api.world.id("Los Primos")}
    shortest = (await api.ask(query, **ends, longer=False))["paths"]
    assert [len(p["hops"]) for p in shortest["found"]] == [2]
    longer = (await api.ask(query, **ends, longer=True))["paths"]
    assert [len(p["hops"]) for p in longer["found"]] == [2, 4]
    assert (longer["rejected"], longer["truncated"]) == ([], [])


async def test_paths_that_run_with_time_cite_their_words(api: Api) -> None:
    data = await api.ask(
        """query($from: ID!, $to: ID!) { paths(from: $from, to: $to, timeOrdered: true) {
          found { hops { link { type } claims { document { givenId } evidence { quote } } }
            weakest { reliability credibility } }
          rejected { hops { link { type } } reason weakest { reliability credibility } } } }""",
        **{"from": api.world.id("guide"), "to": api.world.id("Los Primos")},
    )
    (path,) = data["paths"]["found"]
    assert [hop["link"]["type"] for hop in path["hops"]] == ["USES", "CONTACTED", "USES", "PAID"]
    assert all(hop["claims"][0]["evidence"][0]["quote"] for hop in path["hops"])
    assert path["weakest"] == {"reliability": "B", "credibility": 2}
    (against,) = data["paths"]["rejected"]
    assert (against["reason"], len(against["hops"])) == ("TIME_ORDER", 2)
    assert against["weakest"] == {"reliability": "E", "credibility": 5}


async def test_what_connects_many(api: Api) -> None:
    asked = [api.world.id(k) for k in ("guide", "lookout", "Los Primos")]
    data = await api.ask(
        """query($ids: [ID!]!) { connecting(ids: $ids) { nodes { label } links { type } pairs { one other length }
          truncated { reason } } }""",
        ids=asked,
    )
    found = data["connecting"]
    assert sorted(n["label"] for n in found["nodes"]) == [
        "+52 867 555 0133", "+52 867 555 0134", "Los Primos", "collector", "guide", "lookout",
    ]  # fmt: skip
    assert sorted(pair["length"] for pair in found["pairs"]) == [2, 2, 4]


async def test_what_is_in_common(api: Api) -> None:
    both = [api.world.id("guide"), api.world.id("lookout")]
    query = """query($ids: [ID!]!, $id: ID!) {
      commonNeighbours(ids: $ids) { edges { node { id } of links { type } } pageInfo { endCursor } }
      sharedIdentifiers(id: $id) { edges { node { label } of } }
      coOccurrence(id: $id, types: [Person], first: 1) { edges { node { label } count documentIds }
        pageInfo { hasNextPage endCursor } } }"""
    data = await api.ask(query, ids=both, id=both[0])
    (common,) = data["commonNeighbours"]["edges"]
    assert common["node"]["id"] == api.world.id("+528675550133")
    assert common["of"] == sorted(both)
    assert [link["type"] for link in common["links"]] == ["USES", "USES"]
    (shared,) = data["sharedIdentifiers"]["edges"]
    assert (shared["node"]["label"], shared["of"]) == ("+52 867 555 0133", sorted(both))
    (companion,) = data["coOccurrence"]["edges"]
    assert (companion["count"], len(companion["documentIds"])) == (2, 2)
    rest = await api.ask(
        "query($id: ID!, $after: String) { coOccurrence(id: $id, types: [Person], first: 1, after: $after) "
        "{ edges { node { label } } pageInfo { hasNextPage } } }",
        id=both[0],
        after=data["coOccurrence"]["pageInfo"]["endCursor"],
    )
    assert {companion["node"]["label"], rest["coOccurrence"]["edges"][0]["node"]["label"]} == {"collector", "lookout"}
    assert rest["coOccurrence"]["pageInfo"] == {"hasNextPage": False}


async def test_who_is_never_ranked_is_counted_among_those_named_beside(settings: Settings) -> None:
    """Whatever link makes him a victim: he is one at every look."""
    w = World()
    for report in ("r1", "r2"):
        w.report(report, reliability="B", credibility=2)
    w.report("weak", reliability="E", credibility=5)
    for key in ("S", "other", "carried"):
        w.thing(key, "Person", ["r1", "r2", "weak"])
    w.thing("Lupe", "Person", ["r1", "r2"], person_class="mentioned")
    w.thing("crowd", "PopulationGroup", ["r1", "r2"])
    w.thing("crossing", "Event", "weak", name="crossed")
    w.tie("participatedIn", "carried", "crossing", "weak", qualifier="transported")
    query = """query($id: ID!) { coOccurrence(id: $id, worstReliability: B, worstCredibility: 2) {
      edges { node { label } count } leftOut { reason count } truncated { reason } } }"""
    async with asking(settings, w) as api:
        found = (await api.ask(query, id=w.id("S")))["coOccurrence"]
    assert found == {
        "edges": [{"node": {"label": "other"}, "count": 2}],
        "leftOut": [{"reason": reason, "count": 1} for reason in ("AGGREGATE", "MENTIONED", "VICTIM")],
        "truncated": [],
    }


async def test_around_a_mentioned_person_nothing_is_told_and_it_says_so(settings: Settings) -> None:
    w = World()
    w.report("r1")
    for key in ("S", "other"):
        w.thing(key, "Person", ["r1"])
    w.thing("Lupe", "Person", ["r1"], person_class="mentioned")
    w.thing("crowd", "PopulationGroup", ["r1"])
    w.report("r2")
    w.thing("alone", "Person", ["r2"])
    w.thing("+528675550133", "Phone", ["r1"])
    for bearer in ("S", "Lupe"):
        w.tie("uses", bearer, "+528675550133", "r1")
    query = """query($id: ID!) {
      sharedIdentifiers(id: $id) { edges { of } truncated { reason limit at } }
      coOccurrence(id: $id) { edges { count } truncated { reason limit at } } }"""
    async with asking(settings, w) as api:
        told = {key: await api.ask(query, id=w.id(key)) for key in ("Lupe", "crowd", "alone", "S")}
    mentioned = {"edges": [], "truncated": [{"reason": "mentioned", "limit": 0, "at": w.id("Lupe")}]}
    assert told["Lupe"] == {"sharedIdentifiers": mentioned, "coOccurrence": mentioned}
    aggregate = {"reason": "aggregate", "limit": 0, "at": w.id("crowd")}
    assert told["crowd"]["coOccurrence"] == {"edges": [], "truncated": [aggregate]}
    assert told["alone"]["coOccurrence"] == {"edges": [], "truncated": []}
    assert told["S"]["coOccurrence"]["truncated"] == told["S"]["sharedIdentifiers"]["truncated"] == []


async def test_a_timeline_is_paged_and_says_what_it_leaves_out(api: Api) -> None:
    query = """query($id: ID!, $after: String, $until: Date) { timeline(ids: [$id], first: 2, after: $after,
        until: $until) { edges { time start end event { type } links { type } } undated
      pageInfo { hasNextPage endCursor } } }"""
    first = (await api.ask(query, id=api.world.id("guide")))["timeline"]
    assert [e["time"] for e in first["edges"]] == ["2023-05", "2023-05-04"]
    event = first["edges"][1]
    assert (event["event"], event["links"]) == ({"type": "Event"}, [{"type": "PARTICIPATED_IN"}])
    rest = (await api.ask(query, id=api.world.id("guide"), after=first["pageInfo"]["endCursor"]))["timeline"]
    assert [(e["start"], e["links"]) for e in rest["edges"]] == [("2023-06-20", [{"type": "PAID"}])]
    assert rest["pageInfo"]["hasNextPage"] is False
    lookout = (await api.ask(query, id=api.world.id("lookout")))["timeline"]
    assert (lookout["edges"], lookout["undated"]) == ([], 1)
    may = (await api.ask(query, id=api.world.id("guide"), until="2023-05-02"))["timeline"]
    assert [e["time"] for e in may["edges"]] == ["2023-05"]


async def test_a_window_on_the_map(api: Api) -> None:
    query = """query($west: Float!) { map(window: { south: 27, west: $west, north: 28, east: -99 }) {
      edges { node { id ... on Site { coordinate { value } } } } } }"""
    (edge,) = (await api.ask(query, west=-100.0))["map"]["edges"]
    assert edge["node"]["id"] == api.world.id("river bank")
    assert (await api.ask(query, west=-99.4))["map"]["edges"] == []
    assert (await api.refused(query, west=-300.0))["extensions"]["mend"] == ""


CHANGES = """query($since: DateTime!, $of: [ID!], $first: Int! = 50, $after: String) {
  changes(since: $since, of: $of, first: $first, after: $after) {
    edges { node { kind on entity { label } link { type } decision { verdict reason }
      claim { document { givenId } evidence { quote } } } } pageInfo { hasNextPage endCursor } } }"""


def kinds(data: dict[str, Any]) -> list[tuple[str, str]]:
    nodes = [edge["node"] for edge in data["changes"]["edges"]]
    return sorted((n["kind"], n["link"]["type"] if n["link"] else "") for n in nodes)


async def test_what_is_new_and_what_was_decided(api: Api) -> None:
    since = "2024-05-19T06:00:00Z"
    before = await api.ask(CHANGES, since=since)
    assert kinds(before) == [("NEW", "PAID"), ("NEW", "USES")]
    assert all(edge["node"]["claim"]["document"]["givenId"] == "r2" for edge in before["changes"]["edges"])
    one, other = api.world.mention("guide", "r2").id, api.world.mention("lookout", "r2").id
    decide = """mutation($a: ID!, $b: ID!) { judge(left: $a, right: $b, verdict: DIFFERENT, reason: "two men") {
      judgementId } }"""
    about = await api.ask(CHANGES, since=since, of=[api.world.id("lookout")])
    assert kinds(about) == [("NEW", "USES")]
    await api.ask(decide, a=one, b=other)
    after = await api.ask(CHANGES, since=since)
    assert kinds(after).count(("SPLIT", "")) == 1
    assert after["changes"]["edges"][-1]["node"]["decision"] == {"verdict": "different", "reason": "two men"}
    about = await api.ask(CHANGES, since=since, of=[one])
    assert ("SPLIT", "") in kinds(about)
    assert kinds(await api.ask(CHANGES, since="2024-06-01T23:00:00Z")) == []


async def test_a_look_back_tells_no_decision_that_was_made_later(api: Api) -> None:
    decide = """mutation($a: ID!, $b: ID!) { judge(left: $a, right: $b, verdict: DIFFERENT, reason: "two men") {
      judgementId } }"""
    one, other = api.world.mention("guide", "r1").id, api.world.mention("collector", "r1").id
    await api.ask(decide, a=one, b=other)
    query = """query($known: Date!) { changes(since: "2024-03-01T00:00:00Z", asOf: { known: $known }) {
      edges { node { kind } } } }"""
    for known, decided in (("2024-04-15", False), (f"{NOW:%Y-%m-%d}", True)):
        told = (await api.ask(query, known=known))["changes"]["edges"]
        assert ("SPLIT" in {edge["node"]["kind"] for edge in told}) == decided


async def test_changes_are_paged_across_what_told_them(api: Api) -> None:
    one, other = api.world.mention("guide", "r2").id, api.world.mention("lookout", "r2").id
    decide = """mutation($a: ID!, $b: ID!) { judge(left: $a, right: $b, verdict: DIFFERENT, reason: "two men") {
      judgementId } }"""
    await api.ask(decide, a=one, b=other)
    since = "2024-03-01T00:00:00Z"
    whole = await api.ask(CHANGES, since=since)
    for of in (None, [api.world.id("guide")]):
        expected = (await api.ask(CHANGES, since=since, of=of))["changes"]["edges"]
        told, after = [], None
        while True:
            page = (await api.ask(CHANGES, since=since, of=of, first=2, after=after))["changes"]
            told += page["edges"]
            after = page["pageInfo"]["endCursor"]
            if after is None:
                break
        assert told == expected
    assert len(whole["changes"]["edges"]) > 10


async def test_two_looks_are_compared(api: Api) -> None:
    query = """query($id: ID!) { compare(seeds: [$id], before: { known: "2024-05-01" }) {
      gained { label } lost { label } linksGained { type } linksLost { type } linksAltered { before { id } }
      valuesGained { property value } truncated { reason } } }"""
    found = (await api.ask(query, id=api.world.id("guide")))["compare"]
    assert [e["label"] for e in found["gained"]] == ["collector"]
    assert [li["type"] for li in found["linksGained"]] == ["PAID"]
    assert (found["lost"], found["linksLost"], found["linksAltered"], found["valuesGained"]) == ([], [], [], [])


async def test_hits_are_counted_by_type(api: Api) -> None:
    query = """query($text: String!) { search(text: $text, first: 1) { edges { node { id } } counts { type count }
      pageInfo { hasNextPage } } }"""
    assert (await api.ask(query, text="guide"))["search"]["counts"] == [{"type": "Person", "count": 1}]
    found = (await api.ask(query, text="+52 867 555 0133"))["search"]
    assert ids([found["edges"][0]["node"]]) == [api.world.id("+528675550133")]
    assert found["counts"] == [{"type": "Phone", "count": 1}]


@pytest.mark.parametrize(
    ("field", "where"),
    [
        ('connecting(ids: ["a"], detour: 3) { nodes { id } }', "detour"),
        ('connecting(ids: ["a"], maxLength: 7) { nodes { id } }', "maxLength"),
        ('commonNeighbours(ids: ["a"]) { edges { of } }', "atLeast"),
        ('paths(from: "a", to: "b", longer: true, limit: 51) { found { nodes { id } } }', "limit"),
        ('timeline(ids: ["a"], since: "2024-02-01", until: "2024-01-01") { undated }', "until"),
        ('compare(seeds: ["a"], before: {}, hops: 5) { gained { id } }', "hops"),
        ('coOccurrence(id: "a", first: 0) { edges { count } }', "first"),
        ('connecting(ids: ["a"], maxNodes: 0) { nodes { id } }', "maxNodes"),
        ('compare(seeds: ["a"], before: {}, maxEdges: 20001) { gained { id } }', "maxEdges"),
    ],
)
async def test_what_is_out_of_bounds_is_refused(api: Api, field: str, where: str) -> None:
    assert where in (await api.refused("{ " + field + " }"))["message"]


@pytest.mark.parametrize("most", [(-(2**31), 1), (1, -(2**31))])
async def test_a_negative_number_makes_no_room_for_more(api: Api, most: tuple[int, int]) -> None:
    """The rows of one request are counted over all its fields."""
    asked = Context(api.store, api.ledger, Caller("ana"), await api.store.classes(), b"key", NOW)
    more: Any = {"links": (), "max_nodes": most[0], "max_edges": most[1]}
    with pytest.raises(RequestError):
        await exploring.connection(asked, Looking(), ["a"], max_length=2, detour=0, ends=(), **more)
    with pytest.raises(RequestError):
        await exploring.compare(asked, Looking(), Looking(), ["a"], hops=1, **more)
    assert asked.budget.left == MAX_ROWS


@pytest.mark.parametrize(
    ("module", "work", "field"),
    [
        (connecting, "connection", "connecting(ids: $ids) { nodes { id } }"),
        (ways, "shortest", "paths(from: $one, to: $one, longer: true) { found { nodes { id } } }"),
        (in_time, "in_time", "paths(from: $one, to: $one, timeOrdered: true) { found { nodes { id } } }"),
        (comparing, "compare", "compare(seeds: $ids, before: {}) { gained { id } }"),
    ],
)
async def test_what_takes_long_is_worked_out_beside_the_event_loop(
    api: Api, monkeypatch: pytest.MonkeyPatch, module: ModuleType, work: str, field: str
) -> None:
    """Others are answered meanwhile, and the deadline can strike."""
    threads: list[int] = []
    real = getattr(module, work)

    def noted(*args: Any, **kwargs: Any) -> Any:
        threads.append(get_ident())
        return real(*args, **kwargs)

    monkeypatch.setattr(module, work, noted)
    used = "($ids: [ID!]!)" if "$ids" in field else "($one: ID!)"
    one = api.world.id("guide")
    await api.ask(f"query{used} {{ {field} }}", **({"ids": [one]} if "$ids" in field else {"one": one}))
    assert threads
    assert get_ident() not in threads


async def test_what_is_absent_is_in_no_answer(api: Api) -> None:
    absent = "m" + "x" * 32
    data = await api.ask(
        """query($id: ID!) { connecting(ids: [$id]) { nodes { id } pairs { one } }
          sharedIdentifiers(id: $id) { edges { of } } coOccurrence(id: $id) { edges { count } }
          timeline(ids: [$id]) { edges { time } }
          paths(from: $id, to: $id, timeOrdered: true) { found { nodes { id } } }
          changes(since: "2024-01-01T00:00:00Z", of: [$id]) { edges { node { kind } } } }""",
        id=absent,
    )
    assert data["connecting"] == {"nodes": [], "pairs": []}
    assert all(not any(answer.values()) for name, answer in data.items())
