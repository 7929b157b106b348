"""Writing the functions that complete rows: source text from a selection, compiled once for equal texts.

The text holds names of the schema and `repr()` of response keys, nothing else; what else it needs (enumerations,
scalars, the functions of inner objects) is bound when the function is made.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLLeafType,
    GraphQLNamedType,
    GraphQLOutputType,
    is_composite_type,
    is_leaf_type,
    is_list_type,
    is_non_null_type,
)
from graphql.execution.collect_fields import FieldDetailsList


@dataclass(frozen=True, slots=True)
class Complete:
    """The functions of a selection over rows of one class. Both raise SlowError, or what reading a row raises."""

    row: Callable[[Any], dict[str, Any]]
    rows: Callable[[list[Any], type], list[dict[str, Any]]]
    """Of a whole list, whose rows must be of this class: a call for each would take a tenth of the time."""


_CACHED = 512
_TEXT = """
def make({bound}):
    def complete(row):
        {of_one}
        return {made}
    def complete_all(rows, of):
        done = []
        for row in rows:
            if type(row) is not of: raise SlowError
            {of_each}
            done.append({made})
        return done
    return complete, complete_all
"""
_CHECKS = {
    "Boolean": "type({0}) is not bool",
    "Float": "type({0}) is not float or {0} - {0} != 0.0",  # not of infinities, not of NaN
    "ID": "type({0}) is not str",
    "Int": "type({0}) is not int or not -2147483648 <= {0} <= 2147483647",
    "String": "type({0}) is not str",
}
"""Built-in scalar → what is wrong with a value. There is no conversion: 1 as a Float is left to graphql-core."""


class SlowError(Exception):
    """This row, or one of these, is not one that a written function completes."""


def complete_rows(functions: Mapping[type, Complete], rows: list[Any]) -> list[dict[str, Any]]:
    """Rows of a list without nulls: at once where they are of one class, else one by one."""
    if rows:
        of = type(rows[0])
        with suppress(SlowError):
            return functions[of].rows(rows, of)
    return [functions[type(row)].row(row) for row in rows]


class Source:
    """The functions of one selection over rows of one class, field by field.

    `inner` gives, for a type of objects and its selection, the functions by class of row.
    """

    def __init__(self, inner: Callable[[GraphQLNamedType, FieldDetailsList], Mapping[type, Complete]]) -> None:
        self._inner = inner
        self._lines: list[str] = []
        self._items: list[str] = []
        self._bound: list[Any] = []
        self._names = 0

    def constant(self, key: str, value: str) -> None:
        self._items.append(f"{key!r}: {value!r}")

    def field(self, key: str, attribute: str, type_: GraphQLOutputType, nodes: FieldDetailsList) -> None:
        name = self._name()
        self._lines.append(f"{name} = row.{attribute}")
        self._value(name, type_, nodes, "")
        self._items.append(f"{key!r}: {name}")

    def functions(self) -> Complete:
        """The finished functions."""
        text = _TEXT.format(
            bound=", ".join(f"b{number}" for number in range(len(self._bound))),
            of_one="\n        ".join(self._lines),
            of_each="\n            ".join(self._lines),
            made=f"{{{', '.join(self._items)}}}",
        )
        return Complete(*_factory(text)(*self._bound))

    def _value(self, name: str, type_: Any, nodes: FieldDetailsList, indent: str) -> None:
        """Lines that complete the value of a variable, in place."""
        if not is_non_null_type(type_):
            self._lines.append(f"{indent}if {name} is not None:")
            indent += "    "
        else:
            type_ = type_.of_type
        if is_list_type(type_):
            self._list(name, type_.of_type, nodes, indent)
        elif is_leaf_type(type_):
            self._leaf(name, type_, indent)
        else:
            functions = self._bind(self._inner(type_, nodes).__getitem__)
            self._lines.append(f"{indent}{name} = {functions}(type({name})).row({name})")

    def _list(self, name: str, item: Any, nodes: FieldDetailsList, indent: str) -> None:
        self._lines.append(f"{indent}if type({name}) is not list: raise SlowError")
        if is_non_null_type(item) and is_composite_type(item.of_type):
            functions = self._bind(partial(complete_rows, self._inner(item.of_type, nodes)))
            self._lines.append(f"{indent}{name} = {functions}({name})")
            return
        one, all_ = self._name(), self._name()
        self._lines += [f"{indent}{all_} = []", f"{indent}for {one} in {name}:"]
        self._value(one, item, nodes, indent + "    ")
        self._lines += [f"{indent}    {all_}.append({one})", f"{indent}{name} = {all_}"]

    def _leaf(self, name: str, type_: GraphQLLeafType, indent: str) -> None:
        if type_.name in _CHECKS:
            self._lines.append(f"{indent}if {_CHECKS[type_.name].format(name)}: raise SlowError")
            return
        self._lines.append(f"{indent}{name} = {self._bind(_coerce(type_))}({name})")
        self._lines.append(f"{indent}if {name} is None: raise SlowError")

    def _name(self) -> str:
        self._names += 1
        return f"v{self._names}"

    def _bind(self, value: Any) -> str:
        self._bound.append(value)
        return f"b{len(self._bound) - 1}"


def _coerce(type_: GraphQLLeafType) -> Callable[[Any], Any]:
    """What graphql-core calls for a value. Of a plain enumeration, its look-up without the words around it."""
    if type(type_) is GraphQLEnumType and all(type(v.value) is str for v in type_.values.values()):
        return {value.value: name for name, value in type_.values.items()}.__getitem__
    return type_.coerce_output_value


@lru_cache(maxsize=_CACHED)
def _factory(source: str) -> Callable[..., tuple[Any, Any]]:
    scope: dict[str, Any] = {"SlowError": SlowError}
    exec(compile(source, "<completes rows>", "exec"), scope)  # noqa: S102  see the top of this file
    made: Callable[..., tuple[Any, Any]] = scope["make"]
    return made
