"""Random questions to the whole schema: the compiling executor and graphql-core's own give equal data, in equal order,
and equal errors at equal places."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any

import pytest
from graphql import (
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    is_composite_type,
    is_required_argument,
    parse,
    validate,
)
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext

from api.context import Caller, Context
from api.graphql.build import build_schema
from api.graphql.compiled import CompilingExecutor
from tests.api.conftest import NOW, Api

ROOTS = (
    ("nodes(ids: $ids)", "nodes"), ("subgraph(seeds: $ids, hops: 3)", "subgraph"), ("stats", "stats"),
    ('neighbours(id: "{0}")', "neighbours"), ('neighbours(id: "{1}", first: 2)', "neighbours"),
    ('claims(of: "{0}")', "claims"), ('search(text: "Hernandes")', "search"), ('node(id: "{2}")', "node"),
    ('paths(from: "{0}", to: "{1}", maxLength: 6)', "paths"), ('mentions(document: "{3}")', "mentions"),
    ("reviewQueue", "reviewQueue"), ('how(id: "{0}")', "how"), ('whyNot(a: "{0}", b: "{1}")', "whyNot"),
)  # fmt: skip
SEEDS = range(60)


class Counting(CompilingExecutor):
    fast = 0

    def completed_rows(self, *args: Any) -> list[dict[str, Any] | None] | None:
        completed = super().completed_rows(*args)
        Counting.fast += completed is not None
        return completed


@dataclass
class Writer:
    """Writes a document by chance."""

    schema: GraphQLSchema
    chance: random.Random
    aliases: int = 0

    def document(self, ids: list[str]) -> str:
        roots = self.chance.sample(ROOTS, k=self.chance.randint(1, 3))
        assert self.schema.query_type
        fields = []
        for number, (text, name) in enumerate(roots):
            inner = self.selection(get_named_type(self.schema.query_type.fields[name].type), 5)
            fields.append(f"r{number}: {text.format(*ids)} {inner}")
        return f"query($ids: [ID!]!, $on: Boolean!) {{ {' '.join(fields)} $V }}".replace(
            "$V", "... @include(if: $on) { stats { documents } } again: nodes(ids: $ids) { id }"
        )

    def selection(self, type_: Any, depth: int) -> str:
        parts = [self.field(name, field, depth) for name, field in self.some(type_, depth)]
        if isinstance(type_, GraphQLInterfaceType):
            for possible in self.chance.sample(list(self.schema.get_possible_types(type_)), k=3):
                parts.append(f"... on {possible.name} {self.selection(possible, min(depth, 2))}")
        if self.chance.random() < 0.3:
            parts.append("__typename")
        self.chance.shuffle(parts)
        return "{ " + " ".join(part for part in parts if part) + " __typename }"

    def some(self, type_: GraphQLObjectType | GraphQLInterfaceType, depth: int) -> list[tuple[str, Any]]:
        fields = [
            (name, field)
            for name, field in sorted(type_.fields.items())
            if not any(is_required_argument(a) for a in field.args.values())
            and (depth > 0 or not is_composite_type(get_named_type(field.type)))
        ]
        return self.chance.sample(fields, k=min(len(fields), self.chance.randint(1, 5)))

    def field(self, name: str, field: Any, depth: int) -> str:
        self.aliases += 1
        alias = f"a{self.aliases}: "  # fields of one name in several fragments may differ in type
        directive = self.chance.choice(["", "", "", " @include(if: $on)", " @skip(if: $on)"])
        inner = get_named_type(field.type)
        return f"{alias}{name}{directive} {self.selection(inner, depth - 1) if is_composite_type(inner) else ''}"


@pytest.fixture
def context(api: Api) -> Any:
    async def make() -> Context:
        return Context(api.store, api.ledger, Caller("test"), await api.store.classes(), b"k" * 16, NOW)

    return make


async def test_random_questions_are_answered_alike(api: Api, context: Any) -> None:
    compiled, stock = (build_schema.__wrapped__() for _ in range(2))
    compiled.execution_context_class, stock.execution_context_class = Counting, StrawberryGraphQLCoreExecutionContext
    compiled.extensions = stock.extensions = ()
    Counting.fast = 0
    names = ("Jose Hernandez", "Ana Lopez", "+528675550133")
    ids = [api.world.id(name) for name in names] + [api.world.documents["r2"].id]
    for seed in SEEDS:
        document = Writer(compiled._schema, random.Random(seed)).document(ids)
        assert validate(compiled._schema, parse(document)) == [], document
        variables = {
            "ids": ids[:3] if seed % 2 else [api.world.id(key) for key in api.world.things],
            "on": seed % 3 > 0,
        }
        answers = [
            await schema.execute(document, variable_values=variables, context_value=await context())
            for schema in (stock, compiled)
        ]
        told = [(repr(a.data), [e.formatted for e in a.errors or ()]) for a in answers]
        assert told[0] == told[1], document
        assert answers[0].data is not None
    assert Counting.fast > 2 * len(SEEDS)


@pytest.mark.parametrize(
    ("fields", "fast"),
    [
        ("nodes(ids: $ids) { id label names values { property value basis { claimIds origins marking } } }", 1),
        ("nodes(ids: $ids) { id ... on Person { alias { written value } } ... on Phone { number { value } } }", 1),
        ("subgraph(seeds: $ids) { nodes { type personClass } links { type role periods basis { knownFrom } } }", 2),
        ("search(text: \"jose\") { edges { score why { feature weight } node { label } } }", 1),
        ("paths(from: $a, to: $b) { found { nodes { label } hops { link { type details { name } } } } }", 1),
    ],
)  # fmt: skip
async def test_our_answers_are_of_plain_rows(api: Api, context: Any, fields: str, fast: int) -> None:
    """Whole lists: a field that gains a resolver or an argument would slow them down in silence."""
    schema = build_schema.__wrapped__()
    schema.execution_context_class, schema.extensions = Counting, ()
    Counting.fast = 0
    ids = [api.world.id(key) for key in api.world.things]
    named = {"ids": ids, "a": api.world.id("Jose Hernandez"), "b": api.world.id("Ana Lopez")}
    declared = {"ids": "$ids: [ID!]!", "a": "$a: ID!", "b": "$b: ID!"}
    used = [text for name, text in declared.items() if f"${name}" in fields]
    query = f"query{'(' + ', '.join(used) + ')' if used else ''} {{ {fields} }}"
    answer = await schema.execute(query, variable_values=named, context_value=await context())
    assert answer.errors is None
    assert Counting.fast == fast
