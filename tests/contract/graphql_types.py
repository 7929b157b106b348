"""The GraphQL types as one projection of the schema: what cannot be asked for, or is not let out."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, cast

import strawberry

from api.context import Caller, Context
from api.graphql.build import build_schema
from graph.ledger import Ledger, Request
from graph.store import Store
from graph.views import Basis, EntityView, LinkView, Subgraph, ValueView
from ontology.loader import schema

_BASIS = Basis(("c",), 1, "A", 1, date(2024, 1, 1))


class Unchecked:
    """A store that holds one record without any check of its own, and a ledger that keeps nothing."""

    def __init__(self, held: Subgraph) -> None:
        self._held = held

    async def subgraph(self, *_: object, **__: object) -> Subgraph:
        return self._held

    async def record(self, request: Request) -> None:
        pass


@cache
def _schema() -> strawberry.Schema:
    return build_schema()


class GraphqlTypes:
    name = "graphql"

    def refuses(self, record: dict[str, Any]) -> str | None:
        """Ask for the record with the fields that it claims to have."""
        found = Unchecked(_subgraph(record))
        now = datetime(2024, 1, 1, tzinfo=UTC)
        context = Context(cast(Store, found), cast(Ledger, found), Caller("test"), {}, b"", now)
        answer = asyncio.run(_schema().execute(_document(record), context_value=context))
        return str(answer.errors[0]) if answer.errors else None


def _document(record: dict[str, Any]) -> str:
    properties = " ".join(f"{name} {{ value }}" for name in record.get("properties", ()))
    known = schema().links.get(record["type"])
    qualifier = known.qualifier if known and known.qualifier else ""
    fragment = "" if "subject" in record else f"... on {record['type']} {{ id {properties} }}"
    return (
        f'{{ subgraph(seeds: "a") {{ nodes {{ id {fragment} }} links {{ type {qualifier} details {{ value }} }} }} }}'
    )


def _subgraph(record: dict[str, Any]) -> Subgraph:
    if "subject" not in record:
        values = {
            name: tuple(ValueView(normal, normal, _BASIS) for normal in normals)
            for name, normals in record["properties"].items()
        }
        return Subgraph((EntityView("a", record["type"], "a", None, (), values, _BASIS),), ())
    ends = [EntityView(id_, record[end], "", None, (), {}, _BASIS) for id_, end in (("a", "subject"), ("b", "object"))]
    known = schema().links.get(record["type"])
    qualifiers = dict(record.get("qualifiers", {}))
    qualifier = qualifiers.pop(known.qualifier, None) if known and known.qualifier else None
    details = tuple(sorted(qualifiers.items()))
    return Subgraph(tuple(ends), (LinkView("l", record["type"], "a", "b", qualifier, None, details, (), _BASIS),))
