"""Hostile texts, numbers and documents get an answer or a refusal, never a fault inside."""

from __future__ import annotations

import random
from typing import Any

import pytest

from tests.api.conftest import Api
from tests.api.hostile import doubling

TEXTS = (
    "'", '"', "''; DROP TABLE entity; --", "' OR 1=1 --", "a AND b OR", "NEAR(a b)", "*", "a*", "-a", '"a', "name:a",
    "^a", "MATCH (n) DETACH DELETE n", "{{7*7}}", "%00", "\x00", "a\x00b", "a\nb", "\u202eabc", "é" * 200, "𝕁𝕠𝕤é",
    "İ", "ß", "{", "}", "\\", "\\u0000", "$ref", "(a+)+$", "." * 200, "0" * 200, "+" + "9" * 199, "@", "…", "…4471",
    "??", "a:b:c", ":", "../etc/passwd", "=cmd|' /C calc'!A0", "<script>alert(1)</script>", "1e309", "NaN", "-1",
    "  x  ", "\ufeff", "\u0301",
)  # fmt: skip
FIELDS = (
    "search(text: $t) { edges { score why { found } node { id } } }",
    "node(id: $i) { id }",
    "nodes(ids: [$i]) { id }",
    "document(id: $i) { id }",
    "mentions(document: $i) { id }",
    "claims(of: $i) { edges { node { id } } }",
    "neighbours(id: $i) { edges { node { id } } counts { count } }",
    "subgraph(seeds: [$i]) { nodes { id } }",
    "paths(from: $i, to: $i) { found { nodes { id } } }",
    "why(a: $i, b: $i) { bits }",
    "search(text: \"a\", after: $t) { edges { score } }",
)  # fmt: skip


def codes(answer: dict[str, Any]) -> set[str]:
    return {error["extensions"]["code"] for error in answer.get("errors", ())}


@pytest.mark.check(22)
@pytest.mark.parametrize("field", FIELDS)
async def test_no_text_reaches_the_inside(api: Api, field: str) -> None:
    declared = "$t: String!" if "$t" in field else "$i: ID!"
    chance = random.Random(7)
    drawn = ["".join(chr(chance.choice((chance.randrange(32, 127), chance.randrange(160, 0xD7FF))))
                     for _ in range(chance.randrange(1, 40))) for _ in range(10)]  # fmt: skip
    for text in (*TEXTS, *drawn):
        response = await api.post(f"query({declared}) {{ {field} }}", t=text, i=text)
        assert response.status_code == 200
        assert codes(response.json()) <= {"REQUEST", "ABSENT"}, text


async def test_a_search_for_everything_does_not_give_everything(api: Api) -> None:
    for text in ("%", "*", "' OR 1=1 --", "?"):
        data = await api.ask("query($t: String!) { search(text: $t) { edges { score } } }", t=text)
        assert data["search"]["edges"] == []


@pytest.mark.parametrize(
    ("declared", "value"),
    [
        ("Int!", 2**31), ("Int!", 2**63), ("Int!", 1.5), ("Int!", "1"), ("Int!", True), ("Int!", None), ("Int!", [1]),
        ("Int!", {"a": 1}),
    ],
)  # fmt: skip
async def test_a_number_of_a_wrong_kind_is_a_faulty_document(api: Api, declared: str, value: object) -> None:
    query = f'query($n: {declared}) {{ search(text: "a", first: $n) {{ edges {{ score }} }} }}'
    assert (await api.refused(query, n=value))["extensions"]["code"] == "DOCUMENT"


@pytest.mark.parametrize(
    "document",
    [
        doubling(30),
        "{ a" * 3_000,
        "{ __typename " + "@include(if: true) " * 51 + "}",
        "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }",
        "{ __typename @nothing }",
        "query A { __typename } query A { __typename }",
        "query($a: Nothing) { __typename }",
        "{ stats { documents } } " + " ".join(f"query Q{i} {{ __typename }}" for i in range(6)),
        "query { stats { documents { deeper } } }",
        "query @defer { __typename }",
        "{ ... @defer { stats { documents } } }",
        "fragment A on Query { __typename }",
    ],
)
async def test_a_hostile_document_is_refused(api: Api, document: str) -> None:
    response = await api.post(document)
    answer = response.json()
    assert "data" not in answer
    assert codes(answer) <= {"DOCUMENT", "HTTP"}
    assert "errors" in answer
