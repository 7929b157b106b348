"""What happens to a document between arrival and execution: who asks now, trusted or not, tokens, parsing, the guard,
the record, validation, cost."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator, Iterator
from typing import Any

from graphql import DocumentNode, GraphQLError, NoSchemaIntrospectionCustomRule, OperationType
from graphql.language import NameNode, OperationDefinitionNode, SelectionSetNode
from strawberry.extensions import SchemaExtension
from strawberry.types import ExecutionContext
from strawberry.types.graphql import OperationType as Kind

from api.context import Context
from api.errors import ShownError
from api.graphql.cost import MAX_NODES, nodes_of, points
from api.graphql.reading import MAX_VALUES, parsed, too_many_values, validated
from api.graphql.trusted import UNKNOWN, is_trusted, trusted
from ontology.errors import RequestError


class Prepare(SchemaExtension):
    """Finds, parses, weighs and validates a document; each is done once for a text that comes again."""

    def __init__(self, *, trusted_only: bool, introspection: bool) -> None:
        self._trusted_only = trusted_only
        self._introspection = introspection
        self._refusal: str | None = None

    def on_operation(self) -> Iterator[None]:
        execution = self.execution_context
        id_ = (execution.operation_extensions or {}).get("documentId")
        found = trusted().get(id_) if isinstance(id_, str) else None
        if found is not None:
            execution.query = found
        elif id_ is not None or (self._trusted_only and not is_trusted(execution.query)):
            self._refusal = UNKNOWN if id_ is not None else "only trusted documents are answered"
            execution.query = "-"  # never read: on_parse puts a stand-in in its place
        yield

    def on_parse(self) -> Iterator[None]:
        execution = self.execution_context
        error = GraphQLError(self._refusal) if self._refusal else None
        if too_many_values(execution.variables or {}):
            error = GraphQLError(f"the variables hold more than {MAX_VALUES} values")
        if execution.query and not error:
            try:
                execution.graphql_document = parsed(execution.query)
            except GraphQLError as fault:
                error = fault
        if error:
            execution.graphql_document = _stand_in(execution)
        yield
        if error:
            execution.pre_execution_errors = [error]

    def on_validate(self) -> Iterator[None]:
        execution = self.execution_context
        caller = execution.context.caller
        rules = execution.validation_rules
        if not (self._introspection and caller.who.may("introspect")):
            rules = (*rules, NoSchemaIntrospectionCustomRule)
        if execution.pre_execution_errors is None and execution.query:
            execution.pre_execution_errors = validated(execution.schema._schema, execution.query, rules)
        if not execution.pre_execution_errors:
            try:
                caller.must("write" if execution.operation_type is Kind.MUTATION else "read")
                _charge(execution)
            except RequestError as error:
                execution.pre_execution_errors = [GraphQLError(str(error), original_error=error)]
        yield


def _charge(execution: ExecutionContext) -> None:
    context: Context = execution.context
    assert execution.graphql_document
    schema = execution.schema._schema
    nodes = nodes_of(schema, execution.graphql_document, execution.operation_name, execution.variables)
    if nodes > MAX_NODES:
        raise RequestError(f"the document asks for {nodes} rows", mend=f"at most {MAX_NODES}")
    if context.points:
        context.points.take(context.caller.principal, points(nodes), context.now, context.rate)


def _stand_in(execution: ExecutionContext) -> DocumentNode:
    """A document in the place of one that is refused: what follows asks for its operation, and never runs it."""
    name = execution.operation_name
    queried = Kind.QUERY in execution.allowed_operations  # by POST, not on a socket
    operation = OperationDefinitionNode(
        operation=OperationType.QUERY if queried else OperationType.SUBSCRIPTION,
        name=NameNode(value=name) if name else None,
        selection_set=SelectionSetNode(selections=()),
    )
    return DocumentNode(definitions=(operation,))


class Record(SchemaExtension):
    """Notes who asked what in the ledger before the answer: refused documents too."""

    async def on_validate(self) -> AsyncIterator[None]:
        execution = self.execution_context
        context: Context = execution.context
        digest = hashlib.sha256((execution.query or "").encode("utf-8", "surrogatepass")).hexdigest()
        await context.record(execution.operation_name or "", digest)
        yield


class Renew(SchemaExtension):
    """On a socket: every operation is of the caller as he stands when it begins, whatever he was at the start."""

    async def on_operation(self) -> AsyncIterator[None]:
        if isinstance(self.execution_context.context, Context):
            yield
        else:
            self.execution_context.context = await self.execution_context.context.renewed()
            yield


class Shape(SchemaExtension):
    """On a socket: errors in the one shape."""

    def on_stream_result(self, result: Any) -> Iterator[None]:
        if result.errors:
            result.errors = [ShownError(error) for error in result.errors]
        yield
