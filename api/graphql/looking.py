"""The arguments that all reads share: as of when, which grades, how many independent origins."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any

import strawberry
from strawberry.annotation import StrawberryAnnotation
from strawberry.extensions import FieldExtension
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.field import StrawberryField

from api.context import Looking
from api.graphql.enums import Reliability


@strawberry.input(description="The two clocks: what was known on a day, and what held on a day.")
class AsOf:
    known: date | None = None
    valid: date | None = None


def _argument(name: str, annotation: object, default: object, description: str) -> StrawberryArgument:
    return StrawberryArgument(name, None, StrawberryAnnotation(annotation), default=default, description=description)


class WithLooking(FieldExtension):
    """Gives a field the shared arguments and its resolver one `Looking` under the name `looking`."""

    def apply(self, field: StrawberryField) -> None:
        field.arguments = [
            *(argument for argument in field.arguments if argument.python_name != "looking"),
            _argument("as_of", AsOf | None, None, "Look as of a past day."),
            _argument("worst_reliability", Reliability, "F", "C keeps sources graded A to C."),
            _argument("worst_credibility", int, 6, "3 keeps contents graded 1 to 3."),
            _argument("include_unjudged", bool, False, "Keep what cannot be judged (F, 6) when a grade is limited."),
            _argument("min_origins", int, 1, "At least so many independent origins."),
        ]

    async def resolve_async(
        self, next_: Callable[..., Awaitable[Any]], source: Any, info: strawberry.Info, **arguments: Any
    ) -> Any:
        as_of: AsOf = arguments.pop("as_of") or AsOf()
        looking = Looking(
            known_at=as_of.known,
            valid_at=as_of.valid,
            worst_reliability=arguments.pop("worst_reliability"),
            worst_credibility=arguments.pop("worst_credibility"),
            include_unjudged=arguments.pop("include_unjudged"),
            min_origins=arguments.pop("min_origins"),
        )
        return await next_(source, info, looking=looking, **arguments)
