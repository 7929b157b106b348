"""What is new since a moment: what reports were the first to tell, and what people decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Literal

from api.casefile import entities_of
from api.context import Context, Looking
from api.paging import Paging, Slice
from api.service import ShownClaim, ids_of, parts, with_masks
from graph.access import Visibility
from graph.exploring.decisions import Decision, decisions
from graph.judgement import Judgement
from graph.store import MAX_PAGE, News, Position, Store
from graph.views import EntityView, LinkView, Page

MAX_WATCHED = 200
MAX_PAGES = 20
"""Pages of news that are looked through for one page of those of the entities asked for."""

Kind = Literal["new", "merged", "split", "retracted", "corrected"]


@dataclass(frozen=True, slots=True)
class Change:
    """One change. `entity` is what it is about, as it is now; a withdrawn document is about none. `claim` told it, or a
    `judgement` made it."""

    kind: Kind
    on: date
    entity: EntityView | None = None
    claim: ShownClaim | None = None
    link: LinkView | None = None
    judgement: Judgement | None = None


_TOLD, _DECIDED = 0, 1
_BEHIND_ALL = "\uffff"
"""Behind every id."""


@dataclass(frozen=True, slots=True)
class _Placed:
    """Where a change stands: day, what told it, and further what is of one day."""

    place: Position
    what: News | Decision
    entity: EntityView | None


async def changes(
    context: Context, looking: Looking, since: datetime, *, of: Sequence[str], cases: Sequence[str], first: int,
    after: str | None,
) -> Slice[Change]:  # fmt: skip
    """Ordered by day; of one day what reports told before what was decided. Reports count by the day on which they were
    received, that of `since` included; decisions by their moment. `of` keeps what is about these entities, `cases` what
    is about those of some cases."""
    moment = since if since.tzinfo else since.replace(tzinfo=UTC)
    question = ["changes", moment.isoformat(), sorted(of), sorted(cases), looking.plain()]
    paging = Paging(context, question, first, after)
    view = context.view(looking)
    watched = None
    if of or cases:
        asked = [*(ids_of("of", of, MAX_WATCHED) if of else ()), *await entities_of(context, cases)]
        watched = {e.id for some in parts(asked) for e in await context.store.get(view, some)}
    decided = await _decided(view, context.store, moment, watched)
    told, end = await _told(view, context.store, moment.date(), watched, paging)
    waiting = [one for one in decided if paging.position is None or one.place > paging.position]
    if end is not None:  # what was decided behind the last news that was read waits for the next page
        waiting = [one for one in waiting if one.place <= end]
    both = sorted([*told, *waiting], key=lambda one: one.place)
    shown = both[:first]
    if len(both) > first:
        end = shown[-1].place
    return paging.slice(Page(tuple(await _shown(context, looking, shown)), end))


async def _told(
    view: Visibility, store: Store, since: date, watched: Set[str] | None, paging: Paging
) -> tuple[list[_Placed], Position | None]:
    """More than a page of news, or all there are (None), or those among the first MAX_PAGES pages, and up to where
    these went."""
    after: Position | None = None
    if paging.position is not None:
        day, rank, *rest = paging.position
        after = (day, *rest) if rank == _TOLD else (day, _BEHIND_ALL, "", "", "")
    found: list[_Placed] = []
    for _ in range(MAX_PAGES):
        page = await store.news(view, since, limit=min(paging.first + 1, MAX_PAGE), after=after)
        found += [
            _Placed(_place(news.place), news, news.entity)
            for news in page.items
            if watched is None or watched & _about(news)
        ]
        after = page.next
        if after is None or len(found) > paging.first:
            break
    return found, after and _place(after)


def _place(news: Position) -> Position:
    day, *rest = news
    return (day, _TOLD, *rest)


def _about(news: News) -> set[str]:
    return {news.link.subject, news.link.object} if news.link else {news.entity.id}


async def _decided(view: Visibility, store: Store, since: datetime, watched: Set[str] | None) -> list[_Placed]:
    """All decisions since then."""
    made = await decisions(store, view, since)
    mentions = sorted({decision.mention for decision in made if decision.mention})
    held = {member: e for some in parts(mentions) for e in await store.get(view, some) for member in e.members}
    found: list[_Placed] = []
    for number, decision in enumerate(made):
        about = held.get(decision.mention or "")
        if watched is None or (about and about.id in watched):
            place = (decision.judgement.at[:10], _DECIDED, f"{number:09}", "", "", "")
            found.append(_Placed(place, decision, about))
    return found


async def _shown(context: Context, looking: Looking, placed: Sequence[_Placed]) -> list[Change]:
    news = [one.what.claim for one in placed if isinstance(one.what, News)]
    claims = {shown.claim.id: shown for shown in await with_masks(context, looking, news)}
    return [_change(one, claims) for one in placed]


def _change(placed: _Placed, claims: Mapping[str, ShownClaim]) -> Change:
    what = placed.what
    if isinstance(what, News):
        claim = claims[what.claim.claim.id]
        return Change("new", claim.document.received, placed.entity, claim, what.link)
    on = date.fromisoformat(what.judgement.at[:10])
    return Change(what.kind, on, placed.entity, judgement=what.judgement)
