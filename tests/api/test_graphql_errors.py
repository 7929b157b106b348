"""Errors have one shape, tell nothing of the inside, and do not tell absent from hidden."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from api.app import create_app
from api.graphql.reading import MAX_TOKENS
from api.settings import Settings
from graph.store import Store
from tests.api.conftest import NOW, Api


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("{ stats { documents }", "Syntax Error: Expected Name, found <EOF>."),
        ("{ stat { documents } }", "Cannot query field 'stat' on type 'Query'."),
        ("{ node { id } }", "Argument 'Query.node(id:)' of type 'ID!' is required, but it was not provided."),
        ("{ search(text: \"a\", types: [Persona]) { edges { score } } }",
         "Value 'Persona' does not exist in 'EntityType' enum."),
        ("{ __typename " + "x " * MAX_TOKENS + "}",
         f"Syntax Error: Document contains more than {MAX_TOKENS} tokens. Parsing aborted."),
        ("{ " + "stats { documents } " * 21 + "}", "the document has too many or too deep parts: roots"),
        ("{ stats { " + "documents " * 46 + "} }", "the document has too many or too deep parts: pairs"),
        ("{ stats { " + "documents " * 300 + " ".ljust(20_000) + "} }",
         "the document is over 16384 characters: send long values as variables"),
    ],
)  # fmt: skip
async def test_a_faulty_document_is_told_without_suggestions(api: Api, query: str, message: str) -> None:
    error = await api.refused(query)
    assert error["message"] == message
    assert error["extensions"] == {"code": "DOCUMENT", "mend": ""}


async def test_a_subscription_is_not_asked_by_post(api: Api) -> None:
    answer = await api.post('subscription { entityChanged(id: "a") { id } }')
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["extensions"]["code"] == "HTTP"


async def test_a_refused_document_is_never_executed_however_often_it_comes(api: Api) -> None:
    query = "{ " + " ".join(f"a{i}: stats {{ documents }}" for i in range(21)) + " }"
    for _ in range(3):
        answer = (await api.post(query)).json()
        assert set(answer) == {"errors"}
        assert len(answer["errors"]) == 1


async def test_a_variable_of_a_wrong_type_is_told(api: Api) -> None:
    error = await api.refused("query($id: ID!) { node(id: $id) { id } }", id=["a"])
    assert error["extensions"]["code"] == "DOCUMENT"


@pytest.mark.parametrize(
    ("arguments", "where"),
    [
        ("worstCredibility: 7", "worstCredibility"),
        ("worstCredibility: 0", "worstCredibility"),
        ("minOrigins: 0", "minOrigins"),
        ("hops: 5", "hops"),
        ("hops: 0", "hops"),
        ("maxNodes: 5001", "maxNodes"),
        ("maxEdges: 20001", "maxEdges"),
    ],
)
async def test_an_argument_out_of_range_is_named(api: Api, arguments: str, where: str) -> None:
    error = await api.refused(f'{{ subgraph(seeds: ["a"], {arguments}) {{ nodes {{ id }} }} }}')
    assert error["message"].startswith(f"{where}: ")
    assert error["extensions"]["code"] == "REQUEST"
    assert error["path"] == ["subgraph"]


@pytest.mark.parametrize(
    "field",
    [
        "subgraph(seeds: []) { nodes { id } }",
        "nodes(ids: []) { id }",
        'search(text: " ") { edges { score } }',
        f'search(text: "{"x" * 201}") {{ edges {{ score }} }}',
        f'node(id: "{"m" * 65}") {{ id }}',
        'paths(from: "a", to: "b", maxLength: 7) { found { nodes { id } } }',
        'paths(from: "a", to: "b", limit: 51) { found { nodes { id } } }',
    ],
)
async def test_a_question_that_cannot_be_answered_says_so(api: Api, field: str) -> None:
    assert (await api.refused(f"{{ {field} }}"))["extensions"]["code"] == "REQUEST"


async def test_all_root_fields_together_ask_for_so_much(api: Api) -> None:
    whole = 'subgraph(seeds: ["a"], maxNodes: 5000, maxEdges: 20000) { nodes { id } }'
    await api.ask(f"{{ a: {whole} b: {whole} }}")
    error = await api.refused(f'{{ a: {whole} b: {whole} c: stats {{ documents }} d: node(id: "a") {{ id }} }}')
    assert error["message"] == "the request asks for too much at once"
    assert error["path"] == ["d"]


@pytest.mark.check(23)
async def test_hidden_reads_like_absent(api: Api) -> None:
    """What is hidden by the view gives, byte for byte, the answer for what never was (its id apart)."""
    query = """query($id: ID!, $ids: [ID!]!) {
      node(id: $id, minOrigins: 9) { id } nodes(ids: $ids, minOrigins: 9) { id }
      claims(of: $id, minOrigins: 9) { edges { node { id } } pageInfo { hasNextPage endCursor } }
      neighbours(id: $id, minOrigins: 9) { counts { count } edges { node { id } } pageInfo { endCursor } }
      subgraph(seeds: $ids, minOrigins: 9) { nodes { id } links { id } truncated { reason } }
      paths(from: $id, to: $id, minOrigins: 9) { found { nodes { id } } } }"""
    hidden, absent = api.world.id("Los Primos"), "m" + "a" * 32
    answers = [(await api.post(query, id=id_, ids=[id_])).text.replace(id_, "ID") for id_ in (hidden, absent)]
    assert answers[0] == answers[1]
    why = "query($a: ID!, $b: ID!) { why(a: $a, b: $b, minOrigins: 9) { bits } }"
    told = [(await api.post(why, a=id_, b=id_)).text.replace(id_, "ID") for id_ in (hidden, absent)]
    assert told[0] == told[1]
    assert '"ABSENT"' in told[0]


class Broken:
    """A store whose every read fails with a text that must not leave the house."""

    def __init__(self, inner: Store) -> None:
        self._inner = inner

    def __getattr__(self, name: str) -> Any:
        if name == "classes":
            return self._inner.classes

        async def fail(*_: object, **__: object) -> None:
            raise RuntimeError("canary: SELECT secret FROM /srv/store")

        return fail


@pytest.mark.check(23)
async def test_a_fault_inside_is_masked_and_logged(
    api: Api, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    app = create_app(settings, Broken(api.store), api.ledger, clock=lambda: NOW)
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as client:
        response = await client.post("/graphql", json={"query": "{ stats { documents } }"})
    assert "canary" not in response.text
    assert response.json()["errors"] == [
        {
            "message": "something went wrong here",
            "extensions": {"code": "INTERNAL", "mend": "tell whoever runs the server when it happened"},
            "path": ["stats"],
            "locations": [{"line": 1, "column": 3}],
        }
    ]
    assert "canary" in caplog.text
