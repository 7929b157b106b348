"""Checks of requests: their form, their variables, their pages, what they cost and how they are given up."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import httpx
import pytest
from graphql import parse

from api.app import create_app
from api.graphql.build import build_schema
from api.graphql.cost import MAX_NODES, nodes_of, points
from api.graphql.points import HOUR
from api.settings import Settings
from graph.store import MAX_PAGE
from tests.api.conftest import NOW, Api

JSON = {"Content-Type": "application/json"}


async def send(api: Api, body: bytes | str, **headers: str) -> httpx.Response:
    return await api.client.post("/graphql", content=body, headers=JSON | headers)


@pytest.mark.check(8)
@pytest.mark.parametrize("size", [1, 2, 100])
async def test_an_array_of_requests_is_refused(api: Api, size: int) -> None:
    answer = await send(api, json.dumps([{"query": "{ stats { documents } }"}] * size))
    assert answer.status_code == 400


@pytest.mark.check(8)
@pytest.mark.parametrize("body", ["[]", "5", "null", '"{ stats { documents } }"', "true"])
async def test_what_is_no_object_is_refused(api: Api, body: str) -> None:
    answer = await send(api, body)
    assert (answer.status_code, answer.json()["errors"][0]["extensions"]["code"]) == (400, "HTTP")


@pytest.mark.check(12)
@pytest.mark.parametrize("path", ["/graphql", "/"])
async def test_no_page_is_served_to_a_browser(api: Api, path: str) -> None:
    answer = await api.client.get(path, headers={"Accept": "text/html"})
    assert answer.headers["content-type"].startswith("application/json")
    assert "<" not in answer.text


@pytest.mark.check(13)
@pytest.mark.parametrize(
    "query", ["{ stats { documents } }", 'mutation { withdraw(document: "a", reason: "x") { applied } }']
)
async def test_nothing_is_asked_by_get(api: Api, query: str) -> None:
    answer = await api.client.get("/graphql", params={"query": query})
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")


@pytest.mark.check(14)
@pytest.mark.check(17)
async def test_forms_and_files_are_refused(api: Api) -> None:
    operations = json.dumps({"query": "{ stats { documents } }", "variables": {"f": None}})
    upload = await api.client.post(
        "/graphql", data={"operations": operations, "map": '{"0": ["variables.f"]}'}, files={"0": ("a.txt", b"a")}
    )
    form = await api.client.post("/graphql", data={"query": "{ stats { documents } }"})
    assert (upload.status_code, form.status_code) == (415, 415)


@pytest.mark.check(15)
async def test_a_page_elsewhere_cannot_ask_for_a_user(api: Api) -> None:
    """A browser sends a foreign page's JSON only after asking, and the asking is refused."""
    foreign = {"Origin": "https://evil.example", "Cookie": "session=1"}
    preflight = await api.client.options(
        "/graphql", headers=foreign | {"Access-Control-Request-Method": "POST",
                                       "Access-Control-Request-Headers": "content-type"}
    )  # fmt: skip
    assert preflight.status_code == 403
    assert not [name for name in preflight.headers if name.startswith("access-control")]
    assert (await send(api, '{"query": "{ __typename }"}', **foreign)).status_code == 403
    simple = await api.client.post(
        "/graphql", content='{"query": "{ __typename }"}', headers={"Content-Type": "text/plain"}
    )
    assert simple.status_code == 415


@pytest.mark.check(19)
@pytest.mark.parametrize(
    "body", ["[" * 5_000, '{"query": NaN}', '{"query": Infinity}', '{"variables": ' + '{"a":' * 1_100]
)
async def test_json_that_is_none_is_refused(api: Api, body: str) -> None:
    assert (await send(api, body)).status_code == 400


@pytest.mark.check(19)
async def test_of_double_keys_the_last_counts_and_of_large_integers_none(api: Api) -> None:
    double = await send(api, '{"query": "{ nothing }", "query": "{ stats { documents } }"}')
    assert double.json()["data"]["stats"]["documents"] == 3
    huge = '{"query": "query($n: Int!) { search(text: 1, first: $n) { edges { score } } }", "variables": {"n": %s}}'
    for number in (2**31, 2**63, 2**64, 10**30):
        told = (await send(api, huge % number)).json()
        assert told["errors"][0]["extensions"]["code"] == "DOCUMENT"


@pytest.mark.check(20)
@pytest.mark.parametrize(
    ("declared", "value", "codes"),
    [
        ("[ID!]!", ["a"] * 4_999, {"REQUEST"}),
        ("[ID!]!", ["a"] * 5_000, {"DOCUMENT"}),
        ("[ID!]!", "a\x00b", set()),
        ("[ID!]!", [None], {"DOCUMENT"}),
        ("[ID!]!", {"a": 1}, {"DOCUMENT"}),
        ("[ID!]!", [["a"]], {"DOCUMENT"}),
        ("[ID!]!", 2**63 - 1, set()),
        ("[ID!]!", "\ud800", {"HTTP"}),
    ],
)
async def test_variables_of_any_kind_are_taken_or_refused(api: Api, declared: str, value: Any, codes: set[str]) -> None:
    body = json.dumps({"query": f"query($v: {declared}) {{ nodes(ids: $v) {{ id }} }}", "variables": {"v": value}})
    told = (await send(api, body)).json()
    assert {error["extensions"]["code"] for error in told.get("errors", ())} == codes


@pytest.mark.check(21)
async def test_a_page_has_bounds_and_a_size_where_none_is_given(api: Api) -> None:
    asked = 'search(text: "Hernandez"{}) {{ edges {{ score }} pageInfo {{ endCursor }} }}'
    for first in (0, -1, MAX_PAGE + 1):
        assert (await api.refused("{ " + asked.format(f", first: {first}") + " }"))["extensions"]["code"] == "REQUEST"
    assert len((await api.ask("{ " + asked.format("") + " }"))["search"]["edges"]) <= 50
    for cursor in ("", "a", "AAAA", "é"):
        error = await api.refused("{ " + asked.format(f', after: "{cursor}"') + " }")
        assert error["message"] == "after: this cursor does not belong to this question"


@pytest.mark.check(21)
def test_sizes_multiply_along_the_document() -> None:
    schema = build_schema()._schema

    def cost(text: str, **variables: Any) -> int:
        return nodes_of(schema, parse(text), None, variables)

    assert cost("{ stats { documents } }") == 1
    assert cost("{ a: node(id: 1) { id } b: node(id: 1) { id } }") == 2
    assert cost('{ search(text: "a", first: 7) { edges { node { id values { value } } } } }') == 7
    assert cost('{ search(text: "a") { edges { score } } }') == 50
    assert cost("query($n: Int!) { claims(of: 1, first: $n) { edges { node { id } } } }", n=200) == 200
    assert cost("query($n: Int = 20) { claims(of: 1, first: $n) { edges { node { id } } } }") == 20
    assert cost("{ subgraph(seeds: [1], maxNodes: 5000, maxEdges: 20000) { nodes { id } } }") == 25_000
    spread = "{ ...F } fragment F on Query { claims(of: 1, first: 9) { edges { node { id } } } }"
    assert cost(spread) == 9
    assert cost("{ cases { notes(first: 30) { nodes { id } } } }") == 31
    players = "{ keyPlayers(seeds: [1], maxNodes: 100, maxEdges: 100, k: %s, resample: %s) { score } }"
    assert [cost(players % asked) for asked in ((1, 0), (3, 7), (10, 500))] == [220, 400, 10_400]
    ranking = "query($d: Int!) { ranking(seeds: [1], maxNodes: 60, maxEdges: 40, first: 1, draws: $d) { caution } }"
    assert [cost(ranking, d=draws) for draws in (0, 10, 500)] == [101, 202, 5_151]
    assert cost("query($n: Int!) { claims(of: 1, first: $n) { edges { node { id } } } }", n=2**40) == 1
    assert cost("query($n: Int!) { claims(of: 1, first: $n) { edges { node { id } } } }", n=200.0) == 200
    assert [points(n) for n in (0, 1, 100, 101, MAX_NODES)] == [1, 1, 1, 2, 5_000]


@pytest.fixture
async def poor(api: Api, settings: Settings) -> Any:
    """Somebody with ten points an hour, and a clock that can be moved."""
    moment = [NOW]
    app = create_app(replace(settings, points=10), api.store, api.ledger, clock=lambda: moment[0])
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as client:
        yield Api(client, api.store, api.ledger, api.world), moment


@pytest.mark.check(25)
async def test_everybody_has_a_budget_and_each_alias_counts(poor: tuple[Api, list[Any]]) -> None:
    api, moment = poor
    rate = "rateLimit { cost remaining resetAt }"
    twice = " ".join(f"a{i}: claims(of: 1, first: 200) {{ edges {{ node {{ id }} }} }}" for i in range(2))
    told = (await api.ask(f"{{ {twice} {rate} }}"))["rateLimit"]
    assert told == {"cost": 5, "remaining": 5, "resetAt": "2024-06-01T13:00:00+00:00"}
    for left in (4, 3):
        assert (await api.ask(f"{{ {rate} }}"))["rateLimit"]["remaining"] == left
    error = await api.refused(f"{{ {twice} {rate} }}")
    assert error["extensions"]["code"] == "BUDGET"
    assert "path" not in error
    moment[0] += HOUR - timedelta(seconds=1)
    assert (await api.ask(f"{{ {rate} }}"))["rateLimit"]["remaining"] == 2
    moment[0] += timedelta(seconds=1)
    assert (await api.ask(f"{{ {rate} }}"))["rateLimit"]["remaining"] == 9


@pytest.mark.check(25)
async def test_what_a_request_costs_does_not_tell_what_is_there(api: Api) -> None:
    query = "query($id: ID!) { claims(of: $id, minOrigins: 9) { edges { node { id } } } rateLimit { cost } }"
    costs = [(await api.ask(query, id=id_))["rateLimit"]["cost"] for id_ in (api.world.id("Los Primos"), "m1")]
    assert costs[0] == costs[1]
