"""Checks of documents: what is too large, too deep or not to be asked is one error, before anything is read."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from graphql import parse

from api.app import create_app
from api.graphql.build import build_schema
from api.graphql.guard import too_large
from api.graphql.reading import _CACHED, MAX_TOKENS, parsed, validated
from api.settings import Settings
from tests.api.conftest import NOW, Api
from tests.api.hostile import doubling
from tests.api.test_graphql_calls import Counting
from tests.api.test_guard import nested


@pytest.fixture
async def counted(api: Api, settings: Settings) -> Any:
    """The application over a store that counts what it is asked."""
    counting: Any = Counting(api.store)
    app = create_app(settings, counting, api.ledger, clock=lambda: NOW)
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as client:
        yield Api(client, counting, api.ledger, api.world)


def depth(levels: int) -> str:
    """A document that is valid but for its depth (`ofType` goes on for ever), as far as it is read at all."""
    return (
        "{ __schema { types { fields { type "
        + "{ ofType " * (levels - 5)
        + "{ name }"
        + "}" * (levels - 5)
        + " } } } }"
    )


def conditional() -> str:
    """A fragment of ten fields with two directives each."""
    both = "@include(if: true) @skip(if: false)"
    counted = f"{both} {{ type {both} count {both} }}"
    plain = " ".join(f"{name} {both}" for name in ("documents", "mentions", "claims", "rejects"))
    return f"fragment F on Stats {{ {plain} entities {counted} links {counted} }}"


def wide() -> str:
    """More than a thousand fields under twenty aliases, in fewer tokens than may be."""
    basis = "basis { claimCount claimIds credibility knownFrom marking origins reliability }"
    value = f"{{ value written {basis} }}"
    whole = (
        f"id label type names mentionIds mentionCount personClass {basis} values {{ property value written {basis} }}"
    )
    more = f"... on Phone {{ number {value} }} ... on Vehicle {{ plate {value} make {value} vin {value} }}"
    return (
        "{ "
        + " ".join(f"a{n}: node(id: {n}) {{ ...F }}" for n in range(20))
        + f" }} fragment F on Entity {{ {whole} {more} }}"
    )


DOCUMENTS = {
    "101 aliases": (1, "{ stats { " + " ".join(f"a{i}: documents" for i in range(101)) + " } }"),
    "101 aliases of a root": (1, "{ " + " ".join(f"a{i}: stats {{ documents }}" for i in range(101)) + " }"),
    "101 aliases in a fragment": (
        1, "{ stats { ...F } } fragment F on Stats { " + " ".join(f"a{i}: documents" for i in range(101)) + " }"
    ),
    "one field 60 times": (2, "{ stats { " + "documents " * 60 + "} }"),
    "one field 500 times": (2, "{ stats { " + "documents " * 500 + "} }"),
    "ten unknown directives": (3, "{ stats @a @b @c @d @e @f @g @h @i @j { documents } }"),
    "60 directives": (3, "{ " + " ".join(f"{a}: stats {{ ...F }}" for a in "abc") + " } " + conditional()),
    "60 times @include": (3, "{ stats { " + "documents @include(if: true) " * 60 + "} }"),
    "60 times @include on one field": (3, "{ __typename " + "@include(if: true) " * 60 + "}"),
    **{f"fan-out {n}": (4, doubling(n)) for n in (10, 20, 40)},
    "a circle of fragments": (5, "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }"),
    "a fragment in itself": (5, "{ ...A } fragment A on Query { stats { documents } ...A }"),
    **{f"{n} deep": (6, depth(n)) for n in (15, 400, 3_000)},
    "lists 3,000 deep": (6, "{ node(id: " + "[" * 900 + "]" * 900 + ") { id } }"),
    "more than 1,000 fields": (7, wide()),
    "more tokens than may be": (7, "{ nodes(ids: [" + '"a" ' * (MAX_TOKENS + 1) + "]) { id } }"),
    "21 roots": (9, "{ " + "__typename " * 21 + "}"),
    "six operations": (9, " ".join(f"query Q{i} {{ stats {{ documents }} }}" for i in range(6))),
    "circular introspection": (
        10, "{ __schema { types { fields { type " + "{ fields { type " * 6 + "{ name }" + " } }" * 6 + " } } } }"
    ),
    "@defer": (32, "{ ... @defer { stats { documents } } }"),
    "@stream": (32, '{ nodes(ids: ["a"]) @stream { id } }'),
}  # fmt: skip


@pytest.mark.check(1)
@pytest.mark.check(2)
@pytest.mark.check(3)
@pytest.mark.check(4)
@pytest.mark.check(5)
@pytest.mark.check(6)
@pytest.mark.check(7)
@pytest.mark.check(9)
@pytest.mark.check(10)
@pytest.mark.check(32)
@pytest.mark.parametrize("name", DOCUMENTS)
async def test_a_hostile_document_is_refused_before_the_store_is_asked(counted: Api, name: str) -> None:
    counting: Any = counted.store
    answer = await counted.client.post(
        "/graphql", json={"query": DOCUMENTS[name][1], **({"operationName": "Q0"} if name == "six operations" else {})}
    )
    told = answer.json()
    assert set(told) == {"errors"}
    assert {error["extensions"]["code"] for error in told["errors"]} == {"DOCUMENT"}
    assert set(counting.asked) == {"classes"}
    assert answer.elapsed is not None


def work(document: str) -> int:
    """How many calls of Python functions it takes to weigh a document."""
    parsed = parse(document)
    calls = 0

    def count(_: Any, event: str, __: Any) -> None:
        nonlocal calls
        calls += event == "call"

    sys.setprofile(count)
    try:
        too_large(parsed)
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.check(4)
def test_the_work_grows_as_the_document_does_and_no_faster() -> None:
    ten, forty = work(doubling(10)), work(doubling(40))
    assert forty <= 5 * ten
    assert work("{ s { " + " ".join(f"f{i}" for i in range(800)) + " } }") <= 400 * work("{ s { f f } }")


@pytest.mark.check(11)
@pytest.mark.parametrize(
    "query",
    ["{ stat { documents } }", "{ stats { document } }", "{ search(txt: 1) { edges { score } } }",
     '{ search(text: "a", types: [Persn]) { edges { score } } }', "{ node(id: 1) { ... on Persn { id } } }",
     "{ whatIf(suppose: { sam: 1 }) { created { id } } }", "{ stats @includ(if: true) { documents } }"],
)  # fmt: skip
async def test_nothing_is_suggested(api: Api, query: str) -> None:
    text = (await api.post(query)).text
    assert "Did you mean" not in text
    assert "DOCUMENT" in text


@pytest.mark.check(33)
async def test_caches_are_bounded_and_keyed_by_the_whole_document(api: Api) -> None:
    parsed.cache_clear()
    validated.cache_clear()
    schema = build_schema()._schema
    for number in range(_CACHED + 20):
        validated(schema, f"{{ a{number}: __typename }}", ())
    assert parsed.cache_info().currsize == _CACHED
    assert validated.cache_info().currsize == _CACHED
    first = (await api.ask("{ stats { documents } }"))["stats"]
    second = (await api.ask("{ stats { documents mentions } }"))["stats"]
    assert (set(first), set(second)) == ({"documents"}, {"documents", "mentions"})


@pytest.fixture
def _fresh() -> Iterator[None]:
    parsed.cache_clear()
    yield
    parsed.cache_clear()


@pytest.mark.usefixtures("_fresh")
async def test_a_refusal_is_not_kept_as_an_answer(api: Api) -> None:
    assert nested(13)
    for _ in range(2):
        assert (await api.refused(nested(13)))["extensions"]["code"] == "DOCUMENT"
