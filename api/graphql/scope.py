"""The arguments that all analyses share: which part of the graph they are worked out on."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import strawberry
from strawberry.annotation import StrawberryAnnotation
from strawberry.extensions import FieldExtension
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.field import StrawberryField

from api.analysing import Scope
from api.graphql.enums import EntityType, LinkType

_DEFAULT = Scope()
_ARGUMENTS: tuple[tuple[str, Any, object, str], ...] = (
    ("seeds", list[strawberry.ID], [], "Entities around which the network is taken."),
    ("case", str | None, None, "Take what this case is about: its charts, notes and standing patterns."),
    ("hops", int, _DEFAULT.hops, "How far around them."),
    ("links", list[LinkType], [], "Only links of these types."),
    ("types", list[EntityType], [], "Only by way of entities of these types."),
    ("max_nodes", int, _DEFAULT.max_nodes, "How many entities are read at most."),
    ("max_edges", int, _DEFAULT.max_edges, "How many links are read at most."),
    ("include_weak", bool, _DEFAULT.weak, "Links that one weak report tells."),
    ("include_associations", bool, _DEFAULT.associations, "Links that say no more than that two go together."),
)


class WithScope(FieldExtension):
    """Gives a field the shared arguments and its resolver one `Scope` under the name `scope`."""

    def apply(self, field: StrawberryField) -> None:
        field.arguments = [
            *(argument for argument in field.arguments if argument.python_name != "scope"),
            *(
                StrawberryArgument(name, None, StrawberryAnnotation(kind), default=default, description=why)
                for name, kind, default, why in _ARGUMENTS
            ),
        ]

    async def resolve_async(
        self, next_: Callable[..., Awaitable[Any]], source: Any, info: strawberry.Info, **arguments: Any
    ) -> Any:
        told = {name: arguments.pop(name) for name, _, _, _ in _ARGUMENTS}
        scope = Scope(
            seeds=tuple(told["seeds"]),
            case=told["case"],
            hops=told["hops"],
            links=tuple(told["links"]),
            types=tuple(told["types"]),
            max_nodes=told["max_nodes"],
            max_edges=told["max_edges"],
            weak=told["include_weak"],
            associations=told["include_associations"],
        )
        return await next_(source, info, scope=scope, **arguments)
