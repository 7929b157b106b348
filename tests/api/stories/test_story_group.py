"""S8, a stranded group: conflicting estimates side by side, and nobody's name."""

from __future__ import annotations

from datetime import date
from typing import Any

from graphql import build_schema as read_schema
from graphql import is_object_type

from api.graphql.build import schema_text
from api.settings import Settings
from ontology.loader import schema
from tests.api.conftest import Api, asking, ids, on_both_stores
from tests.contract.world import World

GROUP = """query($g: ID!) { populationGroup(id: $g) { place { id label } needs
  estimates { date low best high shown method place { label } source reliability credibility document { id }
    evidence { quote } }
  flows { route { id label } to { id label } from until low best high shown } } }"""


def stranded() -> World:
    """Three reports count the people at the bridge; a fourth tells of three, and one of four whom it saw rescued."""
    w = World()
    for number, grade in enumerate("ABCDE", start=1):
        w.report(f"r{number}", reliability=grade, credibility=number, received=date(2024, 1, number))
    every = [f"r{n}" for n in range(1, 6)]
    w.thing("group", "PopulationGroup", every, name="the people at the bridge")
    for report, written, normal in (
        ("r1", "107", "../107/.."), ("r2", "109", "../109/.."), ("r3", "más de cien", "100/../.."),
        ("r4", "three", "../3/.."), ("r5", "four", "../4/.."),
    ):  # fmt: skip
        w.says(report, "group", "estimate", written, normal)
    w.says("r1", "group", "method", "counted", "counted")
    w.says("r1", "group", "needs", "water", "water")
    w.thing("the bridge", "Place", ["r1", "r2"])
    w.thing("the north", "Place", ["r2"])
    w.thing("the river way", "Route", ["r2"])
    w.thing("rescue", "Event", "r5", name="were rescued")
    w.thing("Beto", "Person", ["r1"])
    w.thing("Lalo", "Person", ["r1", "r5"])
    w.tie("locatedAt", "group", "the bridge", ["r1", "r2"], valid="2024-01-02", details=(("estimate", "../110/.."),))
    w.tie("movedAlong", "group", "the river way", "r2", valid="2024-01", details=(("estimate", "20/../30"),))
    w.tie("endsAt", "the river way", "the north", "r2")
    w.tie("participatedIn", "group", "rescue", "r5", qualifier="transported")
    w.tie("participatedIn", "Lalo", "rescue", "r5", qualifier="suspect")
    w.tie("paid", "group", "Beto", "r1", when="2024-01-01")
    return w


async def told(api: Api) -> dict[str, Any]:
    data = await api.ask(GROUP, g=api.world.id("group"))
    found: dict[str, Any] = data["populationGroup"]
    return found


@on_both_stores
async def test_s8_estimates_stand_side_by_side(settings: Settings) -> None:
    async with asking(settings, stranded()) as api:
        found = await told(api)
        assert (found["place"]["label"], found["needs"]) == ("the bridge", ["WATER"])
        stocks = [e for e in found["estimates"] if e["place"]]
        others = {e["shown"]: e for e in found["estimates"] if not e["place"]}
        assert {e["shown"] for e in stocks} == {"110"}
        assert {e["date"] for e in stocks} == {"2024-01-02"}
        assert set(others) == {"107", "109", "at least 100", "<10", "4"}
        assert (others["107"]["method"], others["107"]["reliability"], others["107"]["credibility"]) == (
            "COUNTED",
            "A",
            1,
        )
        assert others["at least 100"]["low"] == 100
        assert others["at least 100"]["best"] is None
        assert others["109"]["evidence"][0]["quote"]
        few = others["<10"]
        assert (few["low"], few["best"], few["high"], few["document"], few["evidence"]) == (None, None, None, None, [])
        assert others["4"]["document"]["id"] == api.world.documents["r5"].id  # it cites their rescue
        (flow,) = found["flows"]
        assert (flow["route"]["label"], flow["to"]["label"], flow["shown"]) == (
            "the river way",
            "the north",
            "20 to 30",
        )
        assert (flow["from"], flow["until"], flow["low"], flow["high"]) == ("2024-01-01", "2024-01-31", 20, 30)
        assert "3" not in {str(e["best"]) for e in found["estimates"]}
        absent = await api.ask(GROUP, g=api.world.id("Beto"))
        assert absent["populationGroup"] is None


@on_both_stores
async def test_s8_nothing_walks_from_a_group_to_those_whom_it_paid(settings: Settings) -> None:
    async with asking(settings, stranded()) as api:
        w = api.world
        data = await api.ask(
            """query($g: ID!, $b: ID!, $l: ID!) {
              subgraph(seeds: [$g], hops: 1) { nodes { id } }
              paths(from: $g, to: $b) { found { nodes { id } } }
              longer: paths(from: $l, to: $b, longer: true) { found { nodes { id } } }
              connecting(ids: [$g, $b, $l]) { pairs { length } nodes { id } }
              coOccurrence(id: $g) { edges { count } }
              ranking(seeds: [$g, $b, $l], draws: 0, rank: [PopulationGroup, Person]) { edges { node { id } }
                leftOut { reason count } } }""",
            g=w.id("group"),
            b=w.id("Beto"),
            l=w.id("Lalo"),
        )
        assert w.id("Beto") not in ids(data["subgraph"]["nodes"])
        assert data["paths"]["found"] == data["longer"]["found"] == data["coOccurrence"]["edges"] == []
        assert [p["length"] for p in data["connecting"]["pairs"]].count(None) == 2
        assert data["ranking"]["edges"] == []
        assert {"reason": "AGGREGATE", "count": 1} in data["ranking"]["leftOut"]


def test_s8_a_group_has_no_members() -> None:
    text = read_schema(schema_text())
    for name in ("PopulationGroup", "Population"):
        described = text.type_map[name]
        assert is_object_type(described)
        assert not [field for field in described.fields if "member" in field.lower()]
    joining = [
        link.name for link in schema().links.values()
        if link.allows("PopulationGroup", "Person") or link.allows("Person", "PopulationGroup")
    ]  # fmt: skip
    assert joining == ["paid"]
