"""Case folders, notes, charts, standing questions: with who, what for and in which case; each sees what he may see."""

from __future__ import annotations

from asyncio import gather
from typing import Any

import pytest

from api import casework
from api.access.principal import Principal
from api.context import Caller, Context
from tests.api.access.identities import Issuer, asking
from tests.api.conftest import NOW, Api

OPEN = (
    'mutation($m: [String!]) { openCase(title: "The river", members: $m) { id name members made { actor purpose } } }'
)
NOTE = """mutation($t: ID!, $y: EntityType!) { note(target: $t, type: $y, text: "rang twice") {
  id text target { label } made { actor purpose at } } }"""
SAVE = """mutation($n: [Position!]!, $l: [ID!], $name: String, $c: ID, $b: Int) {
  saveChart(nodes: $n, links: $l, name: $name, chart: $c, basedOn: $b) { number chart { id name } } }"""
CHART = """query($c: ID!, $n: Int) { chart(id: $c, number: $n) { number made { actor }
  nodes { entity { label } x y } links { type } } }"""
FOLDER = "{ cases { id name notes { nodes { id target { label } } } charts { name } alerts { name around } } }"


async def ask(api: Api, who: str, query: str, case: str = "C-7", **variables: Any) -> Any:
    answer = await api.client.post(
        "/graphql", json={"query": query, "variables": variables}, headers=asking(who, case=case)
    )
    told = answer.json()
    if "errors" in told:
        (error,) = told["errors"]
        return error["extensions"]["code"], error["message"]
    return told["data"]


async def opened(api: Api, who: str = "ana", members: tuple[str, ...] = ()) -> str:
    return str((await ask(api, who, OPEN, m=list(members)))["openCase"]["id"])


async def test_a_folder_is_opened_for_the_stated_case_and_its_members_see_it(guarded: Api) -> None:
    made = (await ask(guarded, "ana", OPEN, m=["leo"]))["openCase"]
    assert (made["name"], made["members"], made["made"]) == ("C-7", ["leo"], {"actor": "ana", "purpose": "inquiry"})
    for who in ("ana", "leo"):
        assert [folder["id"] for folder in (await ask(guarded, who, FOLDER))["cases"]] == [made["id"]]
    for who in ("eva", "dev"):
        assert (await ask(guarded, who, FOLDER))["cases"] == []
        assert (await ask(guarded, who, "query($i: ID!) { case(id: $i) { id } }", i=made["id"])) == {"case": None}


async def test_a_name_that_is_hidden_is_taken_as_if_new(guarded: Api) -> None:
    """Of another organisation: no 'exists already'."""
    await opened(guarded)
    assert (await ask(guarded, "eva", OPEN))["openCase"]["name"] == "C-7"
    assert (await ask(guarded, "ana", OPEN))[0] == "REQUEST"  # her own she is told of


async def test_one_of_several_calls_at_once_opens_the_folder(guarded: Api) -> None:
    caller = Caller("ana", "inquiry", "C-7", Principal("ana", "CBP"))
    context = Context(guarded.store, guarded.ledger, caller, {}, b"key", NOW)
    opening = (casework.open_case(context, title, []) for title in ("one", "two", "three"))
    results = await gather(*opening, return_exceptions=True)
    assert sorted(type(result).__name__ for result in results) == ["Entry", "RequestError", "RequestError"]
    assert len(await casework.cases(context)) == 1


@pytest.mark.check(30)
async def test_nobody_of_another_organisation_is_made_a_member(guarded: Api) -> None:
    absent = await ask(guarded, "ana", OPEN, m=["nobody"])
    assert absent == ("ABSENT", "members: no such principal")
    assert await ask(guarded, "ana", OPEN, m=["leo", "eva"]) == absent
    assert (await ask(guarded, "ana", FOLDER))["cases"] == []


@pytest.mark.check(29)
async def test_the_target_of_a_note_is_seen_and_of_the_type_that_is_said(guarded: Api) -> None:
    await opened(guarded)
    jose = guarded.world.id("Jose Hernandez")
    made = (await ask(guarded, "ana", NOTE, t=jose, y="Person"))["note"]
    assert made["target"]["label"] == "Jose Hernandez"
    assert made["made"] == {"actor": "ana", "purpose": "inquiry", "at": "2024-06-01T12:00:00+00:00"}
    assert (await ask(guarded, "ana", NOTE, t=jose, y="Vehicle"))[0] == "ABSENT"
    assert (await ask(guarded, "ana", NOTE, t="m" + "a" * 32, y="Person"))[0] == "ABSENT"
    await ask(guarded, "eva", OPEN, case="C-8")
    hidden = await ask(guarded, "eva", NOTE, case="C-8", t=guarded.world.id("Los Primos"), y="Place")
    assert hidden == await ask(guarded, "eva", NOTE, case="C-8", t="m" + "a" * 32, y="Place")


@pytest.mark.check(29)
async def test_only_who_may_write_and_is_a_member_writes_in_a_case(guarded: Api) -> None:
    await opened(guarded, members=("leo",))
    place = guarded.world.id("Reynosa")
    assert (await ask(guarded, "leo", NOTE, t=place, y="Place"))[0] == "RIGHT"
    assert (await ask(guarded, "eva", NOTE, t=place, y="Place"))[0] == "ABSENT"
    assert (await ask(guarded, "ana", NOTE, case="C-99", t=place, y="Place"))[0] == "ABSENT"


@pytest.mark.check(31)
async def test_of_a_case_each_sees_what_his_clearance_shows(guarded: Api) -> None:
    await opened(guarded, members=("leo",))
    for label, type_ in (("Cartel Azul", "CriminalNetwork"), ("Reynosa", "Place")):
        await ask(guarded, "ana", NOTE, t=guarded.world.id(label), y=type_)
    pattern = 'mutation($a: ID!) { savePattern(name: "p", around: $a) { id } }'
    await ask(guarded, "ana", pattern, a=guarded.world.id("Cartel Azul"))
    seen = {}
    for who in ("ana", "leo"):
        (folder,) = (await ask(guarded, who, FOLDER))["cases"]
        seen[who] = [n["target"]["label"] for n in folder["notes"]["nodes"]], len(folder["alerts"])
    assert seen == {"ana": (["Cartel Azul", "Reynosa"], 1), "leo": (["Reynosa"], 0)}


async def test_notes_come_in_pages(guarded: Api) -> None:
    id_ = await opened(guarded)
    for text in ("one", "two", "three"):
        await ask(guarded, "ana", NOTE.replace("rang twice", text), t=guarded.world.id("Reynosa"), y="Place")
    query = """query($i: ID!, $a: String) { case(id: $i) { notes(first: 2, after: $a) {
      nodes { text } pageInfo { hasNextPage endCursor } } } }"""
    first = (await ask(guarded, "ana", query, i=id_))["case"]["notes"]
    assert [n["text"] for n in first["nodes"]] == ["one", "two"]
    second = (await ask(guarded, "ana", query, i=id_, a=first["pageInfo"]["endCursor"]))["case"]["notes"]
    assert [n["text"] for n in second["nodes"]] == ["three"]
    assert second["pageInfo"] == {"hasNextPage": False, "endCursor": None}


async def test_a_chart_has_versions_and_none_is_lost(guarded: Api) -> None:
    await opened(guarded)
    primos, place = guarded.world.id("Los Primos"), guarded.world.id("Reynosa")
    tie = next(guarded.world.link_id(t) for t in guarded.world.ties if t.type == "operatesIn")
    first = [{"id": primos, "x": 1.5, "y": -2}, {"id": place}]
    made = (await ask(guarded, "ana", SAVE, n=first, l=[tie], name="River"))["saveChart"]
    assert (made["number"], made["chart"]["name"]) == (1, "River")
    chart = made["chart"]["id"]
    assert (await ask(guarded, "ana", SAVE, n=first[:1], c=chart, b=1))["saveChart"]["number"] == 2
    assert await ask(guarded, "ana", SAVE, n=first, c=chart, b=1) == ("REQUEST", "basedOn: the chart has changed")
    last = (await ask(guarded, "ana", CHART, c=chart))["chart"]
    assert (last["number"], len(last["nodes"]), last["links"]) == (2, 1, [])
    before = (await ask(guarded, "ana", CHART, c=chart, n=1))["chart"]
    assert before["nodes"] == [
        {"entity": {"label": "Los Primos"}, "x": 1.5, "y": -2.0},
        {"entity": {"label": "Reynosa"}, "x": 0.0, "y": 0.0},
    ]
    assert before["links"] == [{"type": "OPERATES_IN"}]
    assert (await ask(guarded, "ana", CHART, c=chart, n=3)) == {"chart": None}
    assert (await ask(guarded, "eva", CHART, c=chart)) == {"chart": None}


async def test_of_several_who_save_at_the_same_time_one_is_the_first(guarded: Api) -> None:
    await opened(guarded)
    nodes = [{"id": guarded.world.id("Reynosa"), "x": float(x)} for x in range(4)]
    chart = (await ask(guarded, "ana", SAVE, n=nodes[:1], name="River"))["saveChart"]["chart"]["id"]
    saved = await gather(*(ask(guarded, "ana", SAVE, n=[at], c=chart, b=1) for at in nodes[1:]))
    assert sorted("saveChart" in told for told in saved) == [False, False, True]
    assert saved.count(("REQUEST", "basedOn: the chart has changed")) == 2
    assert (await ask(guarded, "ana", CHART, c=chart))["chart"]["number"] == 2


NETWORK = "query($case: String!) { ranking(case: $case, draws: 0) { basis { nodes } } }"
NEWS = 'query($case: String!) { changes(since: "2024-01-01T00:00:00Z", cases: [$case]) { edges { node { kind } } } }'


async def test_a_case_of_hidden_things_is_told_as_one_of_none(guarded: Api) -> None:
    """To whoever is a member and sees none of it, an analysis of the case does not tell that there is something."""
    azul = guarded.world.id("Cartel Azul")
    for case in ("C-7", "C-8"):
        await ask(guarded, "ana", OPEN, case=case, m=["leo"])
    await ask(guarded, "ana", SAVE, n=[{"id": azul}], name="Hidden")
    for query in (NETWORK, NEWS):
        full, empty = [
            (await guarded.client.post("/graphql", json={"query": query, "variables": {"case": case}},
                                       headers=asking("leo", case=case))).json()
            for case in ("C-7", "C-8")
        ]  # fmt: skip
        assert full == empty


async def test_a_chart_shows_each_what_he_may_see(guarded: Api) -> None:
    await opened(guarded, members=("leo",))
    nodes = [{"id": guarded.world.id("Cartel Azul")}, {"id": guarded.world.id("Reynosa")}]
    chart = (await ask(guarded, "ana", SAVE, n=nodes, name="Both"))["saveChart"]["chart"]["id"]
    shown = (await ask(guarded, "leo", CHART, c=chart))["chart"]["nodes"]
    assert [node["entity"]["label"] for node in shown] == ["Reynosa"]


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"name": None}, "REQUEST"),
        ({"name": "x", "c": "a"}, "REQUEST"),
        ({"n": []}, "REQUEST"),
        ({"n": [{"id": "m" + "a" * 32}]}, "ABSENT"),
        ({"l": ["l" + "a" * 32]}, "ABSENT"),
        ({"name": " "}, "REQUEST"),
        ({"name": None, "c": "a" * 32}, "ABSENT"),
    ],
)
async def test_what_cannot_be_saved_is_told(guarded: Api, more: dict[str, Any], code: str) -> None:
    await opened(guarded)
    given = {"n": [{"id": guarded.world.id("Reynosa")}], "name": "River"} | more
    assert (await ask(guarded, "ana", SAVE, **given))[0] == code


async def test_in_development_a_note_needs_its_purpose_and_case_too(api: Api) -> None:
    error = await api.refused('mutation { openCase(title: "x") { id } }')
    assert error["message"] == "X-Purpose, X-Case: say what for and in which case"


async def test_who_leaves_sees_nothing_any_more(guarded: Api, issuer: Issuer) -> None:
    await opened(guarded, members=("leo",))
    text = issuer.directory.read_text("utf-8")
    issuer.directory.write_text(text.replace("id: leo, organisation: CBP", "id: leo, organisation: HSI"), "utf-8")
    assert (await ask(guarded, "leo", FOLDER))["cases"] == []
