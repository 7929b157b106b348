"""The guard: how large a document may be, decided between parsing and validation.

Fragments are written out where they are spread, so that what is counted is what would be executed, and the first limit
that is passed ends it: a document that spreads fragments 2^40 times costs no more to refuse than the largest one costs
to accept. Circles of fragments pass a limit too. Introspection is weighed like everything else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields

from graphql.language import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
)

MAX_FRAGMENTS = 30
MAX_OPERATIONS = 5


@dataclass(slots=True)
class Weight:
    """What a document comes to when its fragments are written out. Spreads and inline fragments count as fields;
    `roots` are the outermost fields of its operations, `pairs` are of fields that meet in one place of the answer:
    validation compares each with each."""

    depth: int = 0
    fields: int = 0
    aliases: int = 0
    directives: int = 0
    roots: int = 0
    pairs: int = 0

    def passed(self) -> str | None:
        """The name of the first limit that this is over, or None."""
        return next((name for name in _NAMES if getattr(self, name) > getattr(LIMIT, name)), None)


LIMIT = Weight(depth=12, fields=1_000, aliases=30, directives=50, roots=20, pairs=1_000)
_NAMES = tuple(limit.name for limit in fields(Weight))


@dataclass(slots=True)
class _Place:
    """A place in the answer: how many fields meet there, and the places below it by response key."""

    fields: int = 0
    below: dict[str, _Place] = field(default_factory=dict)


def too_large(document: DocumentNode) -> str | None:
    """The name of the first limit that a document passes, or None."""
    operations = [d for d in document.definitions if isinstance(d, OperationDefinitionNode)]
    fragments = {d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)}
    if len(operations) > MAX_OPERATIONS:
        return "operations"
    if len(fragments) > MAX_FRAGMENTS:
        return "fragments"
    weight = Weight()
    spread: set[str] = set()
    for operation in operations:
        weight.directives += len(operation.directives or ())
        weight.directives += sum(len(v.directives or ()) for v in operation.variable_definitions or ())
        if limit := _add(weight, operation.selection_set, 1, fragments, spread):
            return limit
    for name, fragment in fragments.items():  # what nothing spreads is validated as well
        if name not in spread and (limit := _add(weight, fragment.selection_set, 2, fragments, spread)):
            return limit
    return None


def _add(
    weight: Weight,
    selection: SelectionSetNode,
    level: int,
    fragments: Mapping[str, FragmentDefinitionNode],
    spread: set[str],
) -> str | None:
    """Add a selection at a level to a weight, and the fragments it spreads to those that are spread. The name of the
    limit that is passed meanwhile, or None."""
    waiting = [(selection, level, _Place())]
    while waiting:
        selection, level, place = waiting.pop()
        weight.depth = max(weight.depth, level)
        for node in selection.selections:
            weight.fields += 1
            weight.directives += len(node.directives or ())
            if isinstance(node, FieldNode):
                weight.aliases += node.alias is not None
                weight.roots += level == 1
                same = place.below.setdefault(node.alias.value if node.alias else node.name.value, _Place())
                weight.pairs += same.fields
                same.fields += 1
                if node.selection_set:
                    waiting.append((node.selection_set, level + 1, same))
            elif not isinstance(node, FragmentSpreadNode):
                waiting.append((_inner(node), level, place))
            elif fragment := fragments.get(node.name.value):
                spread.add(node.name.value)
                weight.directives += len(fragment.directives or ())
                waiting.append((fragment.selection_set, level, place))
        if limit := weight.passed():
            return limit
    return None


def _inner(node: SelectionNode) -> SelectionSetNode:
    inner: SelectionSetNode = node.selection_set  # type: ignore[attr-defined]  # an inline fragment always has one
    return inner
