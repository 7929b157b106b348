"""Whatever is sent, reading it is bounded work: what would cost more is refused before it does."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import pytest
from graphql import GraphQLError, specified_rules

from api.gate import MAX_BODY
from api.graphql.build import build_schema
from api.graphql.reading import (
    MAX_CHARACTERS,
    MAX_DIGITS,
    MAX_FAULTS,
    MAX_LINES,
    MAX_TOKENS,
    MAX_VALUES,
    parsed,
    too_many_values,
    validated,
)
from tests.api.conftest import Api
from tests.api.hostile import BODIES, DOCUMENTS, Hostile, is_read, is_taken
from tests.api.test_graphql_hostile import codes

MAX_WORK = 200_000
"""Calls of functions, Python's and C's, until a document is refused or may be executed."""
SCHEMA = build_schema()._schema


def faults(document: str) -> list[GraphQLError]:
    """Of a document that is read anew."""
    parsed.cache_clear()
    validated.cache_clear()
    try:
        return validated(SCHEMA, document, tuple(specified_rules))
    except GraphQLError as refusal:
        return [refusal]


def work(task: Callable[[], object]) -> int:
    """How many calls of functions a task takes."""
    calls = 0

    def count(_: Any, event: str, __: Any) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        task()
    finally:
        sys.setprofile(None)
    return calls


def whole_body(text: str) -> bool:
    return len(text) <= MAX_BODY


@pytest.mark.parametrize("kind", DOCUMENTS.values(), ids=DOCUMENTS)
def test_the_work_is_bounded_and_grows_no_faster_than_the_document(kind: Hostile) -> None:
    largest, whole = kind.largest(is_read), kind.largest(whole_body)
    half = kind.largest(lambda text: len(text) <= len(largest) // 2)
    most = work(lambda: faults(largest))
    assert most <= MAX_WORK
    assert most <= 3 * work(lambda: faults(half)) + 10_000
    assert work(lambda: faults(whole)) <= MAX_WORK


@pytest.mark.parametrize("kind", BODIES.values(), ids=BODIES)
def test_values_are_counted_no_further_than_they_may_be(kind: Hostile) -> None:
    assert is_taken(kind.of(1))
    whole = kind.largest(whole_body)
    assert work(lambda: is_taken(whole)) <= 6 * MAX_VALUES


@pytest.mark.parametrize("kind", DOCUMENTS.values(), ids=DOCUMENTS)
async def test_no_document_reaches_the_inside(api: Api, kind: Hostile) -> None:
    for text in (kind.largest(is_read), kind.largest(whole_body)):
        assert codes((await api.post(text)).json()) <= {"DOCUMENT", "HTTP", "REQUEST", "ABSENT"}


@pytest.mark.parametrize("kind", BODIES.values(), ids=BODIES)
async def test_no_body_reaches_the_inside(api: Api, kind: Hostile) -> None:
    for text in (kind.largest(is_taken), kind.largest(whole_body)):
        response = await api.client.post("/graphql", content=text, headers={"Content-Type": "application/json"})
        assert response.status_code in (200, 400, 413)
        assert codes(response.json()) <= {"DOCUMENT", "HTTP", "REQUEST", "ABSENT"}


@pytest.mark.parametrize(
    ("at_the_limit", "over_it", "said"),
    [
        ("{ a }".ljust(MAX_CHARACTERS), "{ a }".ljust(MAX_CHARACTERS + 1), "characters"),
        ("{ a }" + "\n" * MAX_LINES, "{ a }" + "\n" * MAX_LINES + "\r", "lines"),
        ("{ a }" + "#\n" * (MAX_TOKENS - 3), "{ a }" + "#\n" * (MAX_TOKENS - 2), "tokens"),
        (f"{{ a(b: {'9' * MAX_DIGITS}) }}", f"{{ a(b: {'9' * (MAX_DIGITS + 1)}) }}", "digits"),
        (f'{{ a(b: "{"9" * MAX_DIGITS}9") }}', f"{{ a(b: 0.{'9' * MAX_DIGITS}) }}", "digits"),
    ],
)  # fmt: skip
def test_each_limit_of_a_text_holds_at_its_edge(at_the_limit: str, over_it: str, said: str) -> None:
    parsed(at_the_limit)
    with pytest.raises(GraphQLError, match=said):
        parsed(over_it)


@pytest.mark.parametrize("inner", [0, [], [[0]], {}, {"a": [{"b": 1}]}])
def test_values_count_wherever_they_stand(inner: object) -> None:
    each = 1 + inside(inner)
    assert not too_many_values({"v": [inner] * ((MAX_VALUES - 1) // each)})
    assert too_many_values({"v": [inner] * (MAX_VALUES // each + 1)})


def inside(value: object) -> int:
    """How many values stand inside a value."""
    members = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return sum(1 + inside(member) for member in members)


async def test_faults_are_told_up_to_a_number(api: Api) -> None:
    for number, told in ((3, 3), (MAX_FAULTS, MAX_FAULTS), (50, MAX_FAULTS + 1)):
        answer = (await api.post("{ stats { " + " ".join(f"f{i}" for i in range(number)) + " } }")).json()
        assert len(answer["errors"]) == told
        values = (await api.post("query($v: [ID!]!) { nodes(ids: $v) { id } }", v=[1.5] * number)).json()
        assert len(values["errors"]) == told
