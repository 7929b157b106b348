"""The review queue as a page for a caller."""

from __future__ import annotations

from collections.abc import Sequence

from api.context import Context, Looking
from api.known import known_types
from api.paging import Paging, Slice
from graph.reviewing import Question, review_queue


async def queue(
    context: Context, looking: Looking, types: Sequence[str], first: int, after: str | None
) -> Slice[Question]:
    """Pairs that await a person's answer, the one whose answer is worth most first."""
    known_types(types)
    wanted = sorted(set(types))
    paging = Paging(context, ["reviewQueue", wanted, looking.plain()], first, after)
    view = context.view(looking)
    return paging.slice(await review_queue(context.store, view, types=wanted, limit=first, after=paging.position))
