"""Counts of few people are withheld wherever a group of them is shown, but where their report cites an event."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date

import pytest

from api.population import Figure
from api.sentence import hidden, quoted
from api.service import ShownClaim
from api.settings import Settings
from graph.exports.chart import draw
from graph.judging import rebuild
from ontology import few
from ontology.claim import Claim, Value
from ontology.loader import schema
from tests.api.conftest import Api, asking
from tests.contract.world import World, report, view

QUESTION = """query($g: ID!, $p: ID!) {
  node(id: $g) { label values { property written value } ... on PopulationGroup { estimate { written value }
    description { value } } }
  claims(of: $g, first: 50) { edges { node { predicate value { written normal } qualifiers { name value } sentence
    evidence { quote } } } }
  subgraph(seeds: [$g, $p]) { nodes { label } links { type details { name value } } }
  timeline(ids: [$g]) { edges { links { details { name value } } event { label } } }
  changes(since: "2020-01-01T00:00:00Z") { edges { node { entity { label } link { details { value } }
    claim { value { written } qualifiers { value } } } } }
  compare(seeds: [$g], before: { known: "2024-01-01" }) { gained { label } valuesGained { value }
    linksGained { details { value } } }
  neighbours(id: $p) { edges { node { label } link { details { value } } } }
  commonNeighbours(ids: [$g, $p]) { edges { node { label } links { details { value } } } } }"""
SECRETS = ("siete", "../7/..", "../8/..", "nueve", "../9/..")


def seven() -> World:
    w = World()
    w.report("r1", received=date(2024, 1, 1))
    w.report("r2", received=date(2024, 1, 2))
    w.thing("group", "PopulationGroup", ["r1", "r2"], name="siete salvadoreños")
    w.says("r1", "group", "estimate", "siete", "../7/..")
    w.says("r2", "group", "estimate", "más de nueve", "../9/..")
    w.says("r2", "group", "composition", "mujeres, más de nueve en total")
    w.says("r1", "group", "estimate", "120", "../120/..")
    w.thing("the bridge", "Place", ["r1", "r2"])
    w.thing("the river way", "Route", ["r1"])
    w.tie("locatedAt", "group", "the bridge", ["r1", "r2"], valid="2024-01-02", details=(("estimate", "../8/.."),))
    w.tie("movedAlong", "group", "the river way", "r1", valid="2024-01", details=(("estimate", "../11/.."),))
    return w


@pytest.fixture
async def api(settings: Settings) -> AsyncIterator[Api]:
    async with asking(settings, seven()) as api:
        yield api


async def test_no_answer_about_a_group_tells_a_count_of_few(api: Api) -> None:
    told = await api.ask(QUESTION, g=api.world.id("group"), p=api.world.id("the bridge"))
    text = json.dumps(told, ensure_ascii=False)
    assert not [secret for secret in SECRETS if secret in text]
    node = told["node"]
    assert node["label"] == "<10 salvadoreños"
    assert {e["written"] for e in node["estimate"]} == {"<10", "120"}
    assert [(v["written"], v["value"]) for v in node["values"] if v["property"] == "composition"] == [
        ("mujeres, más de <10 en total", "mujeres mas de <10 en total")
    ]
    details = {d["value"] for link in told["subgraph"]["links"] for d in link["details"]}
    assert details == {"../../9", "../11/.."}
    quotes = [e["node"] for e in told["claims"]["edges"] if e["node"]["predicate"] == "estimate"]
    assert {q["value"]["written"] for q in quotes} == {"<10", "120"}


@pytest.mark.parametrize(
    ("written", "label"),
    [
        ("De 7 a 9 hondureños", "<10 hondureños"),
        ("between 7 and 9 Hondurans", "<10 Hondurans"),
        ("seven (7) Cuban migrants", "<10 Cuban migrants"),
        ("grupo de 22 7 menores", "grupo de 22, <10 menores"),
        ("22 migrantes, siete de ellos menores", "22 migrantes, <10 de ellos menores"),
    ],
)
async def test_a_group_of_several_figures_is_called_by_plain_words(
    settings: Settings, written: str, label: str
) -> None:
    world = World()
    world.report("r1", received=date(2024, 1, 1))
    world.thing("group", "PopulationGroup", ["r1"], name=written)
    async with asking(settings, world) as api:
        told = await api.ask("query($g: ID!) { node(id: $g) { label } }", g=world.id("group"))
        chart = await draw(api.store, await view(api.store), schema(), head={})
    assert told["node"]["label"] == label
    assert [node.cells["label"] for node in chart.nodes] == [label]


async def test_what_a_judgement_changed_is_told_without_counts(api: Api) -> None:
    judged = """mutation($one: ID!, $other: ID!) {
      judge(left: $one, right: $other, verdict: SAME, reason: "one group") { judgementId } }"""
    undone = 'mutation($j: ID!) { retract(judgementId: $j, reason: "two groups") { entities { label } } }'
    await rebuild(api.store)
    one, other = (api.world.mention("group", report_).id for report_ in ("r1", "r2"))
    made = (await api.ask(judged, one=one, other=other))["judge"]
    told = (await api.ask(undone, j=made["judgementId"]))["retract"]["entities"]
    assert "<10 salvadoreños" in {e["label"] for e in told}


async def test_the_words_of_a_larger_figure_tell_no_count_of_few(settings: Settings) -> None:
    world = seven()
    place, text = world.mention("group", "r1"), world.documents["r1"].text
    world.documents["r1"] = replace(world.documents["r1"], text=text[: place.start] + "siete" + text[place.end :])
    async with asking(settings, world) as api:
        asked = "query($g: ID!) { populationGroup(id: $g) { estimates { shown evidence { quote } } } }"
        told = (await api.ask(asked, g=api.world.id("group")))["populationGroup"]["estimates"]
    assert [e["evidence"] for e in told if e["shown"] == "120"] == [[{"quote": "<10"}]]


async def test_no_chart_that_leaves_tells_one(api: Api) -> None:
    chart = await draw(api.store, await view(api.store), schema(), head={})
    text = json.dumps(
        [node.cells for node in chart.nodes] + [edge.cells for edge in chart.edges], default=str, ensure_ascii=False
    )
    assert not [secret for secret in SECRETS if secret in text]
    assert "<10 salvadore" in text


async def test_a_count_that_no_estimate_gives_is_withheld_in_whatever_is_quoted(settings: Settings) -> None:
    world = World()
    world.report("r1", received=date(2024, 1, 1))
    world.thing("group", "PopulationGroup", ["r1"], name="los siete salvadoreños")
    world.thing("truck", "Vehicle", ["r1"])
    world.says("r1", "truck", "colour", "white")
    world.thing("rescue", "Event", ["r1"])
    world.says("r1", "rescue", "description", "rescate de seven Salvadorans")
    place, text = world.mention("group", "r1"), world.documents["r1"].text
    world.documents["r1"] = replace(
        world.documents["r1"], text=text[: place.start] + "siete" + text[place.end :], title="Siete salvadoreños"
    )
    async with asking(settings, world) as api:
        quotes_of = "query($t: ID!) { claims(of: $t) { edges { node { sentence document { text title } } } } }"
        node = "query($ids: [ID!]!) { nodes(ids: $ids) { label values { written value } } }"
        quotes = json.dumps(await api.ask(quotes_of, t=world.id("truck")))
        values = json.dumps(await api.ask(node, ids=[world.id(n) for n in ("group", "rescue")]), ensure_ascii=False)
    assert "<10" in quotes
    assert "siete" not in quotes.lower()
    assert '"title": "<10 salvadore' in quotes
    assert '"text": null' in quotes
    assert "los <10 salvadoreños" in values
    assert "rescate de <10 Salvadorans" in values
    assert not [secret for secret in ("siete", "seven") if secret in values]


def test_words_around_a_claim_are_shown_without_counts() -> None:
    document = replace(report("r"), text="Se vio a Siete salvadoreños, diecisiete perros y 70 cajas.")
    said = Claim("m1", "needs", document.id, ((9, 27),), "hand", "1", value=Value("agua", "water"))
    shown = ShownClaim(said, document, masked=False)
    assert quoted(shown) == "Se vio a <10 salvadoreños, diecisiete perros y 70 cajas."
    assert hidden(shown, "siete") == "<10"
    assert quoted(replace(shown, told=True)) == document.text


def test_a_count_in_words_that_are_no_numbers_takes_all_words_with_it() -> None:
    document = replace(report("r"), text="Una familia de haitianos.")
    moved = Claim(
        "m1", "locatedAt", document.id, ((0, 11),), "hand", "1", object="m2", qualifiers=(("estimate", "../3/.."),)
    )
    one = Claim("m1", "estimate", document.id, ((0, 11),), "hand", "1", value=Value("una familia", "../3/.."))
    for said in (moved, one):
        assert quoted(ShownClaim(said, document, masked=False)) == "<10"
    many = replace(moved, qualifiers=(("estimate", "../30/.."),))
    assert quoted(ShownClaim(many, document, masked=False)) == document.text


@pytest.mark.parametrize(
    ("normal", "withheld"),
    [
        ("../9/..", True),
        ("3/../..", True),
        ("0/4/9", True),
        ("../10/..", False),
        ("9/../12", False),
        ("../../9", True),
        ("0/../..", False),
        ("1/../..", True),
    ],
)
def test_what_counts_few(normal: str, withheld: bool) -> None:
    assert few.is_few(normal) is withheld


@pytest.mark.parametrize(
    ("normal", "told", "written"),
    [
        ("../7/..", "../../9", "<10"), ("2/../4", "../../9", "<10"), ("4/../..", "1/../..", "≥1"),
        ("40/../..", "40/../..", "as told"),
    ],
)  # fmt: skip
def test_a_count_that_is_withheld_is_told_no_further_than_it_is_true(normal: str, told: str, written: str) -> None:
    assert few.shown(Value("as told", normal)) == Value(written, told)
    assert Figure.of(normal, cited=False).shown in (written, "at least 40")
