"""What reports tell of a group of people who are not named: estimates side by side, where it was, and how it moved.

Stock (so many at a place on a date) and flow (so many along a route in a period) are never added, and figures that
differ are never averaged. A figure of few people (`ontology.few`) is withheld, but where the report that gives
it cites an event of theirs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from api.context import Context, Looking
from api.service import ShownClaim, ids_of, parts, with_masks
from graph.exploring.ground import Ground
from graph.views import EntityView, LinkView, Truncated
from ontology import few
from ontology.claim import Value
from ontology.interval import Interval
from ontology.values.estimate import Estimate

GROUP = "PopulationGroup"
STOCK, FLOW, EVENT, ENDS = "locatedAt", "movedAlong", "participatedIn", "endsAt"
ESTIMATE, METHOD, NEEDS = "estimate", "method", "needs"
_MOST = (500, 2_000)


@dataclass(frozen=True, slots=True)
class Figure:
    """How many; where that is withheld, what is told instead, and no number."""

    low: int | None
    best: int | None
    high: int | None
    shown: str
    withheld: bool = False

    @classmethod
    def of(cls, normal: str, *, cited: bool) -> Figure:
        told = Estimate.parse(normal)
        if few.is_few(normal) and not cited:
            return cls(None, None, None, few.shown(Value(told.caption, normal)).written, withheld=True)
        return cls(told.low, told.best, told.high, told.caption)


@dataclass(frozen=True, slots=True)
class Told:
    """One estimate by one report, by what method where it says so; of a stock also where. `when` is as it is told."""

    figure: Figure
    when: Interval | None
    claim: ShownClaim
    method: str | None
    place: EntityView | None = None


@dataclass(frozen=True, slots=True)
class Flow:
    """That it moved along a route, which leads to a place where that is known."""

    route: EntityView
    to: EntityView | None
    when: Interval | None
    figure: Figure | None


@dataclass(frozen=True, slots=True)
class Population:
    """Estimates by (day, claim), flows by (day, link)."""

    group: EntityView
    place: EntityView | None
    needs: tuple[str, ...]
    estimates: tuple[Told, ...]
    flows: tuple[Flow, ...]
    truncated: tuple[Truncated, ...]


async def population(context: Context, looking: Looking, id_: str) -> Population | None:
    """None when there is no such group for this caller."""
    context.budget.take(sum(_MOST))
    seen = await context.store.subgraph(
        context.view(looking), ids_of("id", [id_], 1), hops=2, links=(STOCK, FLOW, EVENT, ENDS),
        max_nodes=_MOST[0], max_edges=_MOST[1],
    )  # fmt: skip
    ground = Ground.of(seen)
    group = ground.entities.get(ground.holder(id_) or "")
    if group is None or group.type != GROUP:
        return None
    links = [link for _, link in ground.beside.get(group.id, ())]
    claims = await _claims(context, looking, group, links)
    of_type = {type_: [link for link in links if link.type == type_] for type_ in (STOCK, FLOW, EVENT)}
    cited = {claims[id_].document.id for link in of_type[EVENT] for id_ in link.basis.claims if id_ in claims}
    told = [*_of_group(group, claims, cited), *_of_stocks(ground, of_type[STOCK], claims, cited)]
    stocks = sorted(of_type[STOCK], key=lambda link: (-link.basis.origins, link.id))
    flows = sorted(of_type[FLOW], key=lambda link: (_day(_when(link)), link.id))
    return Population(
        group=group,
        place=ground.entities[stocks[0].object] if stocks else None,
        needs=tuple(value.normal for value in group.values.get(NEEDS, ())),
        estimates=tuple(sorted(told, key=lambda one: (_day(one.when), one.claim.claim.id))),
        flows=tuple(_flow(ground, link, claims, cited) for link in flows),
        truncated=seen.truncated,
    )


async def _claims(
    context: Context, looking: Looking, group: EntityView, links: Sequence[LinkView]
) -> dict[str, ShownClaim]:
    view = context.view(looking)
    elements = [group.id, *(link.id for link in links)]
    found = [claim for some in parts(elements) for claim in await context.store.claims_on(view, some)]
    return {shown.claim.id: shown for shown in await with_masks(context, looking, found)}


def _of_group(group: EntityView, claims: dict[str, ShownClaim], cited: set[str]) -> Iterable[Told]:
    methods = {
        claims[id_].document.id: value.normal for value in group.values.get(METHOD, ()) for id_ in value.basis.claims
    }
    for value in group.values.get(ESTIMATE, ()):
        for claim in (claims[id_] for id_ in value.basis.claims):
            method = methods.get(claim.document.id)
            yield _told(value.normal, claim, method, cited=claim.document.id in cited)


def _of_stocks(
    ground: Ground, stocks: Sequence[LinkView], claims: dict[str, ShownClaim], cited: set[str]
) -> Iterable[Told]:
    for link in stocks:
        for claim in (claims[id_] for id_ in link.basis.claims):
            counted = dict(claim.claim.qualifiers).get(ESTIMATE)
            if counted is not None:
                place = ground.entities[link.object]
                yield _told(counted, claim, None, place, cited=claim.document.id in cited)


def _told(counted: str, claim: ShownClaim, method: str | None, place: EntityView | None = None, *, cited: bool) -> Told:
    shown = replace(claim, told=cited)
    return Told(Figure.of(counted, cited=cited), _told_when(claim), shown, method, place)


def _flow(ground: Ground, link: LinkView, claims: dict[str, ShownClaim], cited: set[str]) -> Flow:
    leads = [far for far, onward in ground.beside[link.object] if onward.type == ENDS and onward.subject == link.object]
    counted = dict(link.details).get(ESTIMATE)
    by_event = any(claims[id_].document.id in cited for id_ in link.basis.claims)
    return Flow(
        route=ground.entities[link.object],
        to=ground.entities[leads[0]] if leads else None,
        when=_when(link),
        figure=Figure.of(counted, cited=by_event) if counted is not None else None,
    )


def _when(link: LinkView) -> Interval | None:
    return link.times[0] if link.times else None


def _told_when(claim: ShownClaim) -> Interval | None:
    """When it held, else the day of the event or of the report."""
    return claim.claim.valid or claim.document.event_date or claim.document.report_date


def _day(when: Interval | None) -> date:
    return (when and (when.start or when.end)) or date.max
