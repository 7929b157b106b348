"""The guard: how large a document may be, decided between parsing and validation in linear time.

Each fragment is weighed once and its weight is added at every spread, so a document that spreads fragments 2^40 times
costs as much to refuse as it takes to read it. Sums saturate. Cycles of fragments weigh nothing: validation refuses
them. Introspection is weighed like everything else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields

from graphql.language import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
)

SATURATED = 1_000_000
MAX_FRAGMENTS = 100
MAX_OPERATIONS = 5
MAX_SAME_KEY = 20
"""How often one response key may stand in one selection."""


@dataclass(slots=True)
class Weight:
    """What a selection comes to when its fragments are spread out. `roots` counts its outermost fields."""

    depth: int = 0
    fields: int = 0
    aliases: int = 0
    directives: int = 0
    roots: int = 0


LIMIT = Weight(depth=12, fields=1_000, aliases=30, directives=50, roots=20)


def too_large(document: DocumentNode) -> str | None:
    """The name of the first limit that a document passes, or None."""
    operations = [d for d in document.definitions if isinstance(d, OperationDefinitionNode)]
    fragments = {d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)}
    if len(operations) > MAX_OPERATIONS:
        return "operations"
    if len(fragments) > MAX_FRAGMENTS:
        return "fragments"
    known: dict[str, Weight] = {}
    for name in _dependencies_first(fragments):
        known[name] = weight = Weight(directives=len(fragments[name].directives or ()))
        if not _add(weight, fragments[name].selection_set, known):
            return "repeated fields"
    for operation in operations:
        weight = Weight(directives=len(operation.directives or ()))
        weight.directives += sum(len(v.directives or ()) for v in operation.variable_definitions or ())
        if not _add(weight, operation.selection_set, known):
            return "repeated fields"
        for limit in fields(Weight):
            if getattr(weight, limit.name) > getattr(LIMIT, limit.name):
                return limit.name
    return None


def _add(weight: Weight, selection: SelectionSetNode, known: Mapping[str, Weight]) -> bool:
    """Add a selection to a weight. False when one response key stands too often in one selection."""
    waiting = [(selection, 1)]
    while waiting:
        current, level = waiting.pop()
        keys: Counter[str] = Counter()
        for node in current.selections:
            weight.directives += len(node.directives or ())
            if isinstance(node, FragmentSpreadNode):
                spread = known.get(node.name.value, Weight())
                weight.depth = min(max(weight.depth, level - 1 + spread.depth), SATURATED)
                weight.fields = min(weight.fields + spread.fields, SATURATED)
                weight.aliases = min(weight.aliases + spread.aliases, SATURATED)
                weight.directives = min(weight.directives + spread.directives, SATURATED)
                weight.roots = min(weight.roots + (spread.roots if level == 1 else 0), SATURATED)
            elif isinstance(node, FieldNode):
                keys[node.alias.value if node.alias else node.name.value] += 1
                weight.depth = max(weight.depth, level)
                weight.fields += 1
                weight.aliases += node.alias is not None
                weight.roots += level == 1
                if node.selection_set:
                    waiting.append((node.selection_set, level + 1))
            else:
                waiting.append((_inner(node), level))
        if keys and max(keys.values()) > MAX_SAME_KEY:
            return False
    return True


def _inner(node: SelectionNode) -> SelectionSetNode:
    inner: SelectionSetNode = node.selection_set  # type: ignore[attr-defined]  # an inline fragment always has one
    return inner


def _dependencies_first(fragments: Mapping[str, FragmentDefinitionNode]) -> Iterator[str]:
    """Names of fragments, each after those it spreads. With a stack of its own: a chain may be long."""
    visited: set[str] = set()
    for first in fragments:
        stack = [(first, iter(_spreads(fragments[first])))] if first not in visited else []
        visited.add(first)
        while stack:
            name, rest = stack[-1]
            following = next((s for s in rest if s in fragments and s not in visited), None)
            if following is None:
                stack.pop()
                yield name
            else:
                visited.add(following)
                stack.append((following, iter(_spreads(fragments[following]))))


def _spreads(fragment: FragmentDefinitionNode) -> list[str]:
    names: list[str] = []
    waiting = [fragment.selection_set]
    while waiting:
        for node in waiting.pop().selections:
            if isinstance(node, FragmentSpreadNode):
                names.append(node.name.value)
            elif inner := getattr(node, "selection_set", None):
                waiting.append(inner)
    return names
