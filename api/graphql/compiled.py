"""The executor for large answers: lists of plain rows are completed by functions written for what was asked.

graphql-core visits every leaf of every row: resolver, type, path. Where a row's field is a plain attribute none of that
can matter, so for each selection and class of row one Python function is written that reads the attributes, checks
them, and builds the answer's object. Whatever is not plain, or does not fit its type, is left to graphql-core, which
completes the whole list and tells the right errors in the right places. The methods that are used here are marked
private upstream: a test holds the pinned versions, another compares answers with the stock executor's.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from graphql import (
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNamedType,
    GraphQLObjectType,
    get_named_type,
    is_composite_type,
    is_non_null_type,
)
from graphql.execution.collect_fields import FieldDetailsList
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext

from api.graphql.compiling import Complete, SlowError, Source, complete_rows
from graph.uncollected import uncollected

_DEFINITION = "strawberry-definition"


class _Functions(dict[type, Complete]):
    """Class of a row → the functions that complete such rows; written when the first one is met."""

    def __init__(self, write: Callable[[type], Complete | None]) -> None:
        super().__init__()
        self._write = write

    def __missing__(self, row: type) -> Complete:
        self[row] = made = self._write(row) or _SLOW
        return made


def _slow(*_: object) -> Any:
    raise SlowError


_SLOW = Complete(_slow, _slow)


class CompilingExecutor(StrawberryGraphQLCoreExecutionContext):
    """One execution. Rows must not be cast to other types (`strawberry.cast`)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._functions: dict[tuple[str, int], tuple[FieldDetailsList, _Functions]] = {}

    def complete_list_value(
        self,
        return_type: GraphQLList[Any],
        field_details_list: FieldDetailsList,
        info: Any,
        path: Any,
        result: Any,
        position_context: Any,
    ) -> Any:
        if type(result) is list and result and is_composite_type(get_named_type(return_type)):
            completed = self.completed_rows(return_type, field_details_list, result)
            if completed is not None:
                return completed
        return super().complete_list_value(return_type, field_details_list, info, path, result, position_context)

    def completed_rows(
        self, return_type: GraphQLList[Any], details: FieldDetailsList, rows: list[Any]
    ) -> list[Any] | None:
        """The rows of a list of objects, or None where graphql-core must complete them."""
        item = return_type.of_type
        if isinstance(item.of_type if is_non_null_type(item) else item, GraphQLList) or self._has_middleware():
            return None
        functions = self._functions_of(get_named_type(item), details)
        try:
            with uncollected():
                if is_non_null_type(item):
                    return complete_rows(functions, rows)
                return [None if row is None else functions[type(row)].row(row) for row in rows]
        except Exception:  # noqa: BLE001  graphql-core meets the same fault, and tells where it lies
            return None

    def _has_middleware(self) -> bool:
        return bool(self.middleware_manager and self.middleware_manager.middlewares)

    def _functions_of(self, named: GraphQLNamedType, details: FieldDetailsList) -> _Functions:
        """By type and selection. The selection is kept beside, so that its id stays its own."""
        key = named.name, id(details)
        if key not in self._functions:
            self._functions[key] = details, _Functions(partial(self._write, named, details))
        return self._functions[key][1]

    def _write(self, named: GraphQLNamedType, details: FieldDetailsList, row: type) -> Complete | None:
        """The functions for rows of one class, None where they cannot be written."""
        type_ = self._object_type(named, row)
        if type_ is None:
            return None
        collected = self.collect_subfields(type_, details)
        if collected.new_defer_usages:
            return None
        source = Source(self._functions_of)
        for key, nodes in collected.grouped_field_set.items():
            name = nodes[0].node.name.value
            if name == "__typename":
                source.constant(key, type_.name)
                continue
            field = type_.fields.get(name)
            attribute = _attribute(field)
            if field is None or attribute is None:
                return None
            source.field(key, attribute, field.type, nodes)
        return source.functions()

    def _object_type(self, named: GraphQLNamedType, row: type) -> GraphQLObjectType | None:
        """The object type of exactly this class, where it may stand for the type asked for."""
        definition = getattr(row, "__strawberry_definition__", None)
        if definition is None or definition.origin is not row or definition.is_type_of or definition.concrete_of:
            return None
        type_ = self.schema.type_map.get(definition.name)
        if not isinstance(type_, GraphQLObjectType) or type_.extensions.get(_DEFINITION) is not definition:
            return None
        if type_ is named:
            return type_
        if not isinstance(named, GraphQLInterfaceType) or named.extensions[_DEFINITION].resolve_type:
            return None
        return type_ if self.schema.is_sub_type(named, type_) else None


def _attribute(field: GraphQLField | None) -> str | None:
    """The attribute that a field shows, None where it does more than that. (`_is_default` alone is not enough: it is
    True where permissions stand before the attribute.)"""
    definition = field.extensions.get(_DEFINITION) if field else None
    if field is None or definition is None or field.args or not getattr(field.resolve, "_is_default", False):
        return None
    if not definition.is_basic_field or definition.default_resolver is not getattr:
        return None
    return str(definition.python_name)
