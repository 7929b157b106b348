"""One answer from objects in memory, by several servers: what `benchmarks.graphql` compares.

    python -m benchmarks.graphql_servers floor|stock|ours PORT

| server | what |
|---|---|
| floor | Starlette and orjson, no GraphQL |
| stock | Strawberry as it comes |
| ours | the executor, the caches and the JSON of `api.graphql`, garbage looked for as rarely as `api.serve` does |
"""

from __future__ import annotations

import sys
from dataclasses import asdict
from datetime import UTC, datetime
from functools import partial
from typing import Any, cast

import orjson
import strawberry
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from strawberry.asgi import GraphQL
from strawberry.utils.str_converters import to_camel_case

from api.context import Caller, Context
from api.graphql.compiled import CompilingExecutor
from api.graphql.extensions import Prepare
from api.serve import rest_from_collecting
from graph.ledger import Ledger
from graph.store import Store

NODES, EDGES, ROOTS, CHILDREN = 1_000, 5_000, 100, 50


@strawberry.type
class Node:
    id: strawberry.ID
    type: str
    label: str
    first_seen: str
    last_seen: str
    claims: int
    origins: int
    score: float
    subject: bool
    names: list[str]


@strawberry.type
class Edge:
    id: strawberry.ID
    type: str
    subject: strawberry.ID
    object: strawberry.ID
    valid_from: str | None
    claims: int


@strawberry.type
class Neighbour:
    link: Edge
    node: Node


@strawberry.type
class Neighbours:
    edges: list[Neighbour]


@strawberry.type
class Root:
    id: strawberry.ID
    neighbours: Neighbours


@strawberry.type
class Graph:
    nodes: list[Node]
    edges: list[Edge]


def node(number: int) -> Node:
    return Node(
        id=strawberry.ID(f"m{number:032d}"), type="Person", label=f"José Hernández {number}", first_seen="2021-05-01",
        last_seen="2024-01-31", claims=number % 40, origins=number % 7, score=number / NODES, subject=number % 3 == 0,
        names=[f"José {number}", f"El {number}"],
    )  # fmt: skip


def edge(number: int) -> Edge:
    return Edge(
        id=strawberry.ID(f"l{number:032d}"), type="memberOf", subject=strawberry.ID(f"m{number % NODES:032d}"),
        object=strawberry.ID(f"m{number * 7 % NODES:032d}"), valid_from="2022-03" if number % 2 else None,
        claims=number % 20,
    )  # fmt: skip


GRAPH = Graph(nodes=[node(n) for n in range(NODES)], edges=[edge(n) for n in range(EDGES)])
NESTED = [
    Root(id=strawberry.ID(f"r{n}"), neighbours=Neighbours(
        edges=[Neighbour(link=edge(n * CHILDREN + c), node=node((n + c) % NODES)) for c in range(CHILDREN)]))
    for n in range(ROOTS)
]  # fmt: skip


@strawberry.type
class Query:
    @strawberry.field
    def graph(self) -> Graph:
        return GRAPH

    @strawberry.field
    def nested(self) -> list[Root]:
        return NESTED

    @strawberry.field
    def node(self, id: strawberry.ID) -> Node | None:
        return GRAPH.nodes[int(id[1:])]


NODE_FIELDS = "id type label firstSeen lastSeen claims origins score subject names"
EDGE_FIELDS = "id type subject object validFrom claims"
QUERIES = {
    "graph": f"{{ graph {{ nodes {{ {NODE_FIELDS} }} edges {{ {EDGE_FIELDS} }} }} }}",
    "nested": "{ nested { id neighbours { edges { link { id type claims } node { id label origins } } } } }",
    "node": f'{{ node(id: "m{7:032d}") {{ {NODE_FIELDS} }} }}',
}
CONTEXT = Context(
    cast(Store, None), cast(Ledger, None), Caller("benchmark"), {}, b"", datetime(2024, 6, 1, tzinfo=UTC)
)  # fmt: skip


class Ours(GraphQL[Context, None]):
    async def get_context(self, request: Any, response: Any) -> Context:  # noqa: ARG002
        return CONTEXT

    def decode_json(self, data: str | bytes) -> Any:
        return orjson.loads(data)

    def encode_json(self, data: object) -> bytes:
        return orjson.dumps(data)


def schema(*, ours: bool) -> strawberry.Schema:
    if not ours:
        return strawberry.Schema(Query)
    prepare = partial(Prepare, trusted_only=False, introspection=True)
    return strawberry.Schema(Query, execution_context_class=CompilingExecutor, extensions=[prepare])


def _camel(value: Any) -> Any:
    if isinstance(value, list):
        return [_camel(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {to_camel_case(key): _camel(item) for key, item in value.items()}


async def _floor(request: Request) -> Response:
    """The answer to whatever was asked, known before."""
    await request.body()
    return Response(orjson.dumps(FLOOR), media_type="application/json")


FLOOR: dict[str, Any] = {}


def application(name: str) -> Any:
    if name == "floor":
        FLOOR["data"] = {"graph": _camel(asdict(GRAPH))}
        return Starlette(routes=[Route("/graphql", _floor, methods=["POST"])])
    return Ours(schema(ours=True)) if name == "ours" else GraphQL(schema(ours=False))


def main() -> None:
    name, port = sys.argv[1:]
    app = application(name)
    if name == "ours":
        rest_from_collecting()
    uvicorn.run(app, host="127.0.0.1", port=int(port), log_level="error", lifespan="off", timeout_keep_alive=600)


if __name__ == "__main__":
    main()
