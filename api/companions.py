"""Who and what is named beside an entity, ranked by how often, as far as it may be ranked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from api.analysing import victims_among
from api.context import Context, Looking
from api.exploring import Found
from api.paging import Paging, page_of
from api.service import ids_of
from graph.analysis.network import Reason, never_ranked
from graph.store import MAX_PAGE, Position
from graph.views import Companion, Truncated

MOST_BESIDE = 1_000
"""The companions, those in most documents, that are looked at to rank them."""


@dataclass(frozen=True, slots=True)
class Ranked(Found[Companion]):
    """`left_out`: how many of those looked at are never ranked, by reason."""

    left_out: tuple[tuple[Reason, int], ...]


async def companions(
    context: Context, looking: Looking, id_: str, *, ends: Sequence[str], first: int, after: str | None
) -> Ranked:
    """Who is named in the same documents. Mentioned persons, aggregates and victims are counted and never ranked.

    Around a mentioned person or an aggregate nobody is told, and `truncated` says so.
    """
    asked = ids_of("id", [id_], 1)
    paging = Paging(context, ["coOccurrence", id_, sorted(ends), looking.plain()], first, after)
    context.budget.take(MOST_BESIDE)
    view, types = context.view(looking), sorted(set(ends))
    found: list[Companion] = []
    position: Position | None = None
    while len(found) < MOST_BESIDE:
        page = await context.store.companions(view, *asked, ends=types, limit=MAX_PAGE, after=position)
        found += page.items
        position = page.next
        if position is None:
            break
    harmed = await victims_among(context, [beside.entity for beside in found])
    reasons = {beside.entity.id: never_ranked(beside.entity, harmed) for beside in found}
    ranked = [beside for beside in found if reasons[beside.entity.id] is None]
    told = page_of(paging, ranked, lambda beside: (-beside.count, beside.entity.id))
    left_out = Counter(reason for reason in reasons.values() if reason)
    cuts = [Truncated("companions", MOST_BESIDE)] if position else []
    if not found:
        around = [(never_ranked(entity, ()), entity.id) for entity in await context.store.get(view, asked)]
        cuts = [Truncated(reason, 0, entity) for reason, entity in around if reason]
    return Ranked(told.items, told.end, tuple(cuts), tuple(sorted(left_out.items())))
