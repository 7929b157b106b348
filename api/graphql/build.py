"""The GraphQL schema, put together."""

from __future__ import annotations

from functools import cache, partial
from pathlib import Path
from typing import Any

import strawberry
from graphql import GraphQLError
from strawberry.schema.config import StrawberryConfig
from strawberry.schema.schema import StreamResult
from strawberry.tools import merge_types
from strawberry.types import ExecutionContext, ExecutionResult
from strawberry.types.graphql import OperationType

from api.graphql.analysis import AnalysisQuery
from api.graphql.casework import CaseworkMutation, CaseworkQuery
from api.graphql.compiled import CompilingExecutor
from api.graphql.entities import ENTITIES
from api.graphql.exploring import ExploringQuery
from api.graphql.extensions import Prepare, Record, Renew, Shape
from api.graphql.mutation import Mutation
from api.graphql.population import PopulationQuery
from api.graphql.query import Query
from api.graphql.reading import MAX_FAULTS
from api.graphql.scalars import SCALAR_MAP
from api.graphql.subscription import Subscription
from graph.store import MAX_PAGE


class Schema(strawberry.Schema):
    """Strawberry's, without its logging of every error a client makes (what is ours is logged in `api.errors`)."""

    async def execute(self, *args: Any, **kwargs: Any) -> ExecutionResult:
        """One answer: what goes on being told is for `stream`, on a socket."""
        kwargs["allowed_operation_types"] = {OperationType.QUERY, OperationType.MUTATION}
        return await super().execute(*args, **kwargs)

    async def stream(self, *args: Any, **kwargs: Any) -> StreamResult:
        """What goes on being told, and nothing else: single answers come by POST, with its deadline."""
        kwargs["allowed_operation_types"] = {OperationType.SUBSCRIPTION}
        return await super().stream(*args, **kwargs)

    def _get_custom_context_kwargs(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Faults of variables are told as those of documents are (`reading.validated`)."""
        told = {"hide_suggestions": True, "max_coercion_errors": MAX_FAULTS}
        return {**super()._get_custom_context_kwargs(*args, **kwargs), **told}

    def process_errors(self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None) -> None:
        pass


@cache
def build_schema(*, introspection: bool = True, trusted_only: bool = False) -> strawberry.Schema:
    """The schema that is served. Introspection, where it is on, is for developers and held to the limits of any
    document."""
    return Schema(
        query=merge_types("Query", (Query, ExploringQuery, AnalysisQuery, PopulationQuery, CaseworkQuery)),
        mutation=merge_types("Mutation", (Mutation, CaseworkMutation)),
        subscription=Subscription,
        types=list(ENTITIES.values()),
        execution_context_class=CompilingExecutor,
        extensions=[Renew, Record, partial(Prepare, trusted_only=trusted_only, introspection=introspection), Shape],
        config=StrawberryConfig(
            relay_max_results=MAX_PAGE,
            scalar_map=SCALAR_MAP,
            sort_schema=True,
        ),
    )


def schema_text() -> str:
    """The schema in GraphQL's own language: the text of `api/schema.graphql`."""
    return build_schema().as_str().rstrip() + "\n"


def write_schema(path: Path) -> None:
    """Write that text to a file."""
    path.write_text(schema_text(), "utf-8")
