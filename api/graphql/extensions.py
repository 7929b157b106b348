"""What happens to a document between arrival and execution: tokens, parsing, the guard, the record, validation."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator, Iterator
from functools import lru_cache
from typing import Any

from graphql import DocumentNode, GraphQLError, GraphQLSchema, NoSchemaIntrospectionCustomRule, parse
from strawberry.extensions import SchemaExtension
from strawberry.schema.schema import validate_document

from api.context import Context
from api.graphql.guard import too_large

MAX_TOKENS = 2_000
_CACHED = 512


@lru_cache(maxsize=_CACHED)
def _parsed(query: str) -> tuple[DocumentNode, str | None]:
    """The document, and the limit that it passes. A syntax error is raised and not kept."""
    document = parse(query, max_tokens=MAX_TOKENS)
    return document, too_large(document)


@lru_cache(maxsize=_CACHED)
def _validated(schema: GraphQLSchema, query: str, rules: tuple[Any, ...]) -> list[GraphQLError]:
    return validate_document(schema, _parsed(query)[0], rules)


class Prepare(SchemaExtension):
    """Parses, weighs and validates a document; each is done once for a text that comes again."""

    def on_parse(self) -> Iterator[None]:
        execution = self.execution_context
        limit = None
        if execution.query:
            execution.graphql_document, limit = _parsed(execution.query)
        yield
        if limit:
            execution.pre_execution_errors = [GraphQLError(f"the document has too many or too deep parts: {limit}")]

    def on_validate(self) -> Iterator[None]:
        execution = self.execution_context
        if execution.pre_execution_errors is None and execution.query:
            execution.pre_execution_errors = _validated(
                execution.schema._schema, execution.query, execution.validation_rules
            )
        yield


class Record(SchemaExtension):
    """Notes who asked what in the ledger before the answer: refused documents too, if they can be read at all."""

    async def on_validate(self) -> AsyncIterator[None]:
        execution = self.execution_context
        context: Context = execution.context
        digest = hashlib.sha256((execution.query or "").encode("utf-8", "surrogatepass")).hexdigest()
        await context.record(execution.operation_name or "", digest)
        yield


class NoIntrospection(SchemaExtension):
    """Refuses questions about the schema itself."""

    def on_validate(self) -> Iterator[None]:
        rules = self.execution_context.validation_rules
        self.execution_context.validation_rules = (*rules, NoSchemaIntrospectionCustomRule)
        yield
