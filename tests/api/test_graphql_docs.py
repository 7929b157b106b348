"""What docs/graphql.md says of the service is so, and the README's tour asks what can be asked."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest
import yaml
from graphql import build_schema, parse, print_ast, validate

from api.context import MAX_ROWS
from api.gate import MAX_BODY
from api.graphql.build import schema_text
from api.graphql.guard import LIMIT, MAX_FRAGMENTS, MAX_OPERATIONS, Weight
from api.graphql.reading import MAX_CHARACTERS, MAX_DIGITS, MAX_FAULTS, MAX_LINES, MAX_TOKENS, MAX_VALUES
from tests.conftest import ROOT

PAGE = (ROOT / "docs/graphql.md").read_text("utf-8")
EXAMPLES = [
    print_ast(definition)
    for block in re.findall(r"```graphql\n(.*?)```", PAGE, re.S)
    for definition in parse(block).definitions
]
TOUR = [step["query"] for step in yaml.safe_load((ROOT / "tools/tour.yaml").read_text("utf-8"))]


@pytest.mark.parametrize("example", [*EXAMPLES, *TOUR])
def test_every_example_fits_the_schema(example: str) -> None:
    assert validate(build_schema(schema_text()), parse(example)) == []


def test_every_root_field_is_told() -> None:
    text = build_schema(schema_text())
    assert text.query_type
    assert text.mutation_type
    assert text.subscription_type
    for name in (*text.query_type.fields, *text.mutation_type.fields, *text.subscription_type.fields):
        assert f"`{name}`" in PAGE


def test_every_limit_is_told() -> None:
    said = " ".join(PAGE.partition("## Limits")[2].split())
    numbers = [getattr(LIMIT, limit.name) for limit in fields(Weight)]
    numbers += [MAX_OPERATIONS, MAX_FRAGMENTS, MAX_CHARACTERS, MAX_LINES, MAX_TOKENS, MAX_DIGITS, MAX_FAULTS]
    for number in (*numbers, MAX_VALUES, MAX_ROWS, MAX_BODY // 1_024):
        assert re.search(rf"\b{number:,}\b", said), number


@pytest.mark.parametrize(
    "code",
    ["HTTP", "IDENTITY", "RIGHT", "BUDGET", "DOCUMENT", "ABSENT", "JUDGEMENT", "REQUEST", "TIMEOUT", "INTERNAL"],
)
def test_every_code_is_told(code: str) -> None:
    assert f"| `{code}` |" in PAGE
