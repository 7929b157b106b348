"""S6, who holds the network together: the planted brokers, and how sure that is."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest

from api import analysing
from api.settings import Settings
from tests.api.conftest import Api, asking, ids, on_both_stores
from tests.api.stories.planting import open_case
from tests.contract.world import World

PLAYERS = """query($case: String, $seeds: [ID!]! = [], $weak: Boolean! = false) {
  keyPlayers(case: $case, seeds: $seeds, hops: 4, k: 3, objective: FRAGMENTATION, resample: 60, seed: 7,
      includeWeak: $weak) {
    set { id label personClass } score baseline stability alternatives { set { id } score } leftOut { reason count }
    basis { nodes links shareWorseThanC3 from to } caution truncated { reason } } }"""
BROKERS = ("broker a", "broker b", "broker c")


def cells(*, poor: str = "sound") -> World:
    """Four cells of four, each pair in a row joined by one broker; his links into the second are told by `poor`. A
    carried man, a mentioned woman and a group are tied to all sides."""
    w = World()
    w.report("sound", reliability="B", credibility=2)
    w.report("poor", reliability="E", credibility=5)
    reports = ["sound", "poor"]
    names = {cell: [f"{cell}{n}" for n in range(4)] for cell in "nswe"}
    for key in (*(k for keys in names.values() for k in keys), *BROKERS, "carried"):
        w.thing(key, "Person", reports)
    w.thing("Lupe", "Person", reports, person_class="mentioned")
    w.thing("crowd", "PopulationGroup", reports)
    w.thing("crossing", "Event", reports, name="crossed")
    for keys in names.values():
        for one, other in combinations(keys, 2):
            w.tie("familyOf", one, other, "sound")
    for broker, (one, other) in zip(BROKERS, (("n", "s"), ("s", "w"), ("w", "e")), strict=True):
        for key in (*names[one][:2], *names[other][2:]):
            w.tie("familyOf", broker, key, poor if broker == "broker b" and key in names["w"] else "sound")
    for key in ("n0", "s0", "w0", "e0"):
        w.tie("familyOf", "Lupe", key, "sound")
        w.tie("familyOf", "carried", key, "sound")
    w.tie("participatedIn", "carried", "crossing", "sound", qualifier="transported")
    w.tie("paid", "crowd", "n0", "sound", when="2023-05-02")
    return w


async def asked(api: Api, **variables: Any) -> dict[str, Any]:
    found: dict[str, Any] = (await api.ask(PLAYERS, **variables))["keyPlayers"]
    return found


@on_both_stores
async def test_s6_the_planted_brokers(settings: Settings) -> None:
    async with asking(settings, cells()) as api:
        await open_case(api, (api.world.id("broker b"), "Person"))
        found = await asked(api, case="C-7")
        assert sorted(n["label"] for n in found["set"]) == sorted(BROKERS)
        assert found["baseline"] == 0 < found["score"]
        assert found["basis"]["nodes"] == 19
        assert found["basis"]["shareWorseThanC3"] == 0
        assert found["caution"] == "Position in collected data, not guilt."
        assert {"reason": "MENTIONED", "count": 1} in found["leftOut"]
        assert {"reason": "VICTIM", "count": 1} in found["leftOut"]
        apart = {api.world.id(key) for key in ("Lupe", "carried", "crowd")}
        for chosen in (found["set"], *(other["set"] for other in found["alternatives"])):
            assert not apart & set(ids(chosen))
        assert all(other["score"] <= found["score"] for other in found["alternatives"])
        assert await asked(api, case="C-7") == found  # same seed, same bytes


async def test_s6_the_set_is_less_firm_where_its_links_are_poor(settings: Settings, tmp_path: Any) -> None:
    stability: dict[str, tuple[float, float]] = {}
    for grade in ("sound", "poor"):
        other = Settings(store=f"sqlite:{tmp_path / grade}.db", cursor_key=settings.cursor_key)
        async with asking(other, cells(poor=grade)) as api:
            found = await asked(api, seeds=[api.world.id("broker b")], weak=True)
            assert sorted(n["label"] for n in found["set"]) == sorted(BROKERS)
            stability[grade] = (found["stability"], found["basis"]["shareWorseThanC3"])
    assert stability["poor"][0] < stability["sound"][0]
    assert stability["poor"][1] > stability["sound"][1] == 0


async def test_ranks_brokers_communities_and_what_would_be_left(settings: Settings) -> None:
    async with asking(settings, cells()) as api:
        w = api.world
        data = await api.ask(
            """query($s: [ID!]!, $gone: [ID!]!) {
              ranking(seeds: $s, hops: 4, draws: 10, first: 3) { caution basis { nodes } pageInfo { hasNextPage }
                edges { node { label personClass } score ranks { first last } byLinks { first last }
                  bySources { first last } } }
              brokerage(seeds: $s, hops: 4, groupedBy: COMMUNITIES, first: 3) { edges { node { label } groupNumber total
                liaison gatekeeper representative coordinator itinerant } caution }
              communities(seeds: $s, hops: 4, runs: 5) { groups { members { id } } modularity agreement caution }
              disruption(seeds: $s, hops: 4, remove: $gone) { before { components largest } removed { label }
                after { nodes components largest fragmentation } caution }
              disruptionCurve(seeds: $s, hops: 4, steps: 3) { steps { node { label } largest } caution } }""",
            s=[w.id("n0")],
            gone=[*(w.id(b) for b in BROKERS), w.id("Lupe")],
        )
        first = data["ranking"]["edges"][0]
        assert first["node"]["label"] == "broker b"
        assert first["ranks"]["first"] == 1 <= first["byLinks"]["last"]
        assert data["ranking"]["pageInfo"]["hasNextPage"] is True
        assert all(e["node"]["personClass"] == "SUBJECT" for e in data["ranking"]["edges"])
        broker = data["brokerage"]["edges"][0]
        roles = ("liaison", "gatekeeper", "representative", "coordinator", "itinerant")
        assert broker["node"]["label"] in BROKERS
        assert broker["total"] == sum(broker[role] for role in roles) > 0
        assert sum(len(g["members"]) for g in data["communities"]["groups"]) == 19
        assert data["communities"]["modularity"] > 0.4
        assert data["disruption"]["before"] == {"components": 1, "largest": 19}
        assert {k: data["disruption"]["after"][k] for k in ("nodes", "components", "largest")} == {
            "nodes": 16, "components": 4, "largest": 4,
        }  # fmt: skip
        assert sorted(n["label"] for n in data["disruption"]["removed"]) == sorted(BROKERS)
        steps = data["disruptionCurve"]["steps"]
        assert steps[0]["node"]["label"] == "broker b"
        assert [s["largest"] for s in steps] == sorted((s["largest"] for s in steps), reverse=True)
        assert all("guilt" in data[field]["caution"] for field in data)


@pytest.mark.parametrize(
    ("field", "where"),
    [
        ('keyPlayers(seeds: ["a"], k: 11) { score }', "k"),
        ('keyPlayers(seeds: ["a"], resample: 501) { score }', "draws"),
        ("keyPlayers { score }", "seeds"),
        ('ranking(seeds: ["a"], hops: 5) { caution }', "hops"),
        ('communities(seeds: ["a"], runs: 51) { caution }', "runs"),
        ('disruption(seeds: ["a"], remove: []) { caution }', "remove"),
        ('disruptionCurve(seeds: ["a"], steps: 0) { caution }', "steps"),
        ('keyPlayers(case: "nobody\'s") { score }', "case"),
    ],
)
async def test_what_is_out_of_bounds_is_refused(settings: Settings, field: str, where: str) -> None:
    async with asking(settings, World()) as api:
        assert where in (await api.refused("{ " + field + " }"))["message"]


@pytest.mark.parametrize("limit", ["RANKING_WORK", "PLAYERS_WORK"])
async def test_what_would_take_too_long_is_refused_before_it_begins(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    fields = {
        "RANKING_WORK": (
            "ranking(seeds: $s) { caution }",
            "disruptionCurve(seeds: $s) { caution }",
            "routeFlow(seeds: $s) { caution }",
        ),
        "PLAYERS_WORK": ("keyPlayers(seeds: $s, k: 1) { caution }",),
    }
    monkeypatch.setattr(analysing, limit, 1)
    async with asking(settings, cells()) as api:
        for field in fields[limit]:
            error = await api.refused(f"query($s: [ID!]!) {{ {field} }}", s=[api.world.id("n0"), api.world.id("n1")])
            assert error["message"] == "this is too much to work out at once"
