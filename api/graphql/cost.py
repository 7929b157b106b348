"""What a document costs, told before it is answered: from its text and variables alone, never from what is found.

A field that says how many rows it may give (`first`, `maxNodes` …) costs so many; what stands inside it costs that for
each of them. What a field works out of its rows again and again (`resample`, `k` …) costs a tenth of them each time.
Every root field costs at least one, each alias its own. After the limits that GitHub publishes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import GraphQLField, GraphQLSchema, get_named_type
from graphql.language import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableNode,
)

MAX_NODES = 500_000
NODES_A_POINT = 100
_MAX_INT = 2**31 - 1
"""Of GraphQL: what is larger is refused when it is read."""
COUNTS = ("first", "last", "limit", "maxNodes", "maxEdges", "maxLinks")
"""Arguments that say how many rows a field may give."""
TIMES = ("draws", "k", "resample", "runs", "steps")
"""Arguments that say how often what was read is worked through."""
WORKINGS_A_READ = 10
"""So many workings cost as much as the reading."""


def points(nodes: int) -> int:
    """At least one; else one for each hundred nodes begun."""
    return max(1, -(-nodes // NODES_A_POINT))


def nodes_of(
    schema: GraphQLSchema, document: DocumentNode, operation_name: str | None, variables: Mapping[str, Any] | None
) -> int:
    """How many rows an operation of a valid document may ask for. Fragments are counted once each, so that the time is
    linear in the length of the document."""
    operations = [d for d in document.definitions if isinstance(d, OperationDefinitionNode)]
    operation = next((o for o in operations if o.name and o.name.value == operation_name), operations[0])
    defaults = {
        v.variable.name.value: int(v.default_value.value)
        for v in operation.variable_definitions or ()
        if isinstance(v.default_value, IntValueNode)
    }
    fragments = {d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)}
    root = schema.get_root_type(operation.operation)
    return _Count(schema, fragments, defaults | dict(variables or {})).selection(operation.selection_set, root, least=1)


@dataclass(slots=True)
class _Count:
    schema: GraphQLSchema
    fragments: Mapping[str, FragmentDefinitionNode]
    variables: Mapping[str, Any]
    known: dict[tuple[str, int], int] = field(default_factory=dict)

    def selection(self, selection: SelectionSetNode, type_: Any, *, least: int) -> int:
        """Rows below a selection; `least` is what a field without a number costs."""
        return sum(self._node(node, type_, least) for node in selection.selections)

    def _node(self, node: Any, type_: Any, least: int) -> int:
        if isinstance(node, FragmentSpreadNode):
            name = node.name.value
            if (name, least) not in self.known:
                fragment = self.fragments[name]
                within = self.schema.type_map[fragment.type_condition.name.value]
                self.known[name, least] = self.selection(fragment.selection_set, within, least=least)
            return self.known[name, least]
        if isinstance(node, InlineFragmentNode):
            within = self.schema.type_map[node.type_condition.name.value] if node.type_condition else type_
            return self.selection(node.selection_set, within, least=least)
        assert isinstance(node, FieldNode)
        found = getattr(type_, "fields", {}).get(node.name.value)
        if found is None:  # __typename, __schema
            return least
        rows = self._rows(node, found)
        below = self.selection(node.selection_set, get_named_type(found.type), least=0) if node.selection_set else 0
        return max(least, rows) + max(1, rows) * below

    def _rows(self, node: FieldNode, found: GraphQLField) -> int:
        given = {a.name.value: a.value for a in node.arguments or ()}

        def stated(names: tuple[str, ...]) -> int:
            return sum(self._number(given.get(n), found.args[n].default_value) for n in names if n in found.args)

        rows = stated(COUNTS)
        return rows + rows * stated(TIMES) // WORKINGS_A_READ

    def _number(self, value: Any, default: object) -> int:
        if isinstance(value, VariableNode):
            told = self.variables.get(value.name.value, default)
        elif isinstance(value, IntValueNode):
            told = int(value.value)
        else:
            told = default
        if isinstance(told, float) and told.is_integer():  # 200.0 is a whole number to GraphQL
            told = int(told)
        return told if type(told) is int and 0 < told <= _MAX_INT else 0
