"""`linkwright retract`"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from api.commands.judge import decided
from api.commands.options import JsonOption, Opened, ReasonOption, StoreOption

if TYPE_CHECKING:
    from api.deciding import Decided


def retract(
    judgement: Annotated[str, typer.Argument(metavar="JUDGEMENT", help="The id that `linkwright judge` printed.")],
    reason: ReasonOption,
    store: StoreOption = None,
    json: JsonOption = False,
) -> None:
    """Undo one judgement. The graph is then what it would be had it never been made."""

    async def decide(house: Opened) -> Decided:
        from api.deciding import retract

        return await retract(house.context, judgement, reason)

    decided(decide, store, json)
