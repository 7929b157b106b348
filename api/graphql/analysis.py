"""The root fields of network analysis. Every answer says what it rests on and what it is not."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

import strawberry
from strawberry.types.field import StrawberryField

from api import analysing
from api.analysing import CAUTION, Scope
from api.context import Context, Looking
from api.graphql.answers import PageInfo, Truncated, truncated
from api.graphql.entities import Entity, entity
from api.graphql.enums import ActorMeasure, EntityType, GroupedBy, LeftOutReason, SetObjective
from api.graphql.looking import WithLooking
from api.graphql.query import After, First, Info
from api.graphql.scope import WithScope
from api.paging import Paging, page_of
from graph.analysis import disruption, network
from graph.analysis.brokerage import ROLES
from graph.analysis.routes import RouteFlow

Seed = Annotated[int, strawberry.argument(description="What is drawn: the same seed gives the same answer.")]
Draws = Annotated[int, strawberry.argument(description="How many networks are drawn anew to see what holds, to 500.")]
Ranked = Annotated[
    list[EntityType] | None, strawberry.argument(description="Of which types the actors are; persons, unless named.")
]
_PERSONS = ("Person",)


def _analysis(description: str) -> StrawberryField:
    field: StrawberryField = strawberry.field(description=description, extensions=[WithLooking(), WithScope()])
    return field


@strawberry.type(
    description="What an answer rests on. `from` and `to`: the first and the last day that a link tells of."
)
class AnalysisBasis:
    nodes: int
    links: int
    share_worse_than_c3: float = strawberry.field(
        name="shareWorseThanC3", description="The share of links that no report of C3 or better tells."
    )
    from_: date | None = strawberry.field(name="from")
    to: date | None


@strawberry.type(description="How many things are no part of the network, and why, of those that this caller sees.")
class LeftOut:
    reason: LeftOutReason
    count: int


@strawberry.interface(description="An answer of network analysis.")
class Analysis:
    basis: AnalysisBasis
    left_out: list[LeftOut]
    truncated: list[Truncated]
    caution: str = CAUTION


@strawberry.type(description="A set of actors and its score, 0 to 1.")
class PlayerSet:
    set: list[Entity]
    score: float


@strawberry.type(
    description="The set of actors that parts a network most, or reaches most of it (Borgatti 2006). `baseline`: the "
    "score of no set. `stability`: the share of the set that is chosen again where links are lost, as often as their "
    "grades let one expect. `alternatives`: the best sets that differ in one actor. Of equals the first by id is told."
)
class KeyPlayers(Analysis):
    set: list[Entity]
    score: float
    baseline: float
    stability: float
    alternatives: list[PlayerSet]


@strawberry.type(description="The first and the last rank that an actor may have.")
class RankInterval:
    first: int
    last: int


@strawberry.type(
    description="An actor by a measure. `ranks`: of the network as it is; `byLinks`: where links are lost, in nine of "
    "ten draws; `bySources`: whichever one source is left out."
)
class RankedActor:
    node: Entity
    score: float
    ranks: RankInterval
    by_links: RankInterval
    by_sources: RankInterval


@strawberry.type(description="Actors by a measure, of equals the first by id. A rank is never one number.")
class Ranking(Analysis):
    edges: list[RankedActor]
    page_info: PageInfo


@strawberry.type(
    description="In how many ways an actor stands between two others who are not tied (Gould and Fernandez 1989). Ties "
    "go both ways, so it represents as often as it keeps the gate."
)
class Broker:
    node: Entity
    group: Entity | None = strawberry.field(description="The body that it belongs to; null where ties group actors.")
    group_number: int | None = strawberry.field(description="The community that it belongs to, the largest is 1.")
    coordinator: int
    itinerant: int
    representative: int
    gatekeeper: int
    liaison: int
    total: int


@strawberry.type(description="Actors that belong to a group, the one that mediates most first, of equals by id.")
class Brokerage(Analysis):
    edges: list[Broker]
    page_info: PageInfo


@strawberry.type
class Community:
    members: list[Entity]


@strawberry.type(
    description="Parts that are tied more within than beyond (Louvain), the largest first. It is run several times: "
    "`agreement` is how much the other runs agree with this one (adjusted Rand index: 1 the same, 0 as by chance)."
)
class Communities(Analysis):
    groups: list[Community]
    modularity: float
    least_modularity: float
    most_modularity: float
    fewest_groups: int
    most_groups: int
    agreement: float


@strawberry.type(
    description="A network in figures. `fragmentation`: the share of pairs that cannot reach each other; `efficiency`: "
    "the mean of 1 / distance."
)
class NetworkFigures:
    nodes: int
    ties: int
    components: int
    largest: int
    fragmentation: float
    efficiency: float


@strawberry.type(description="What would be left without some actors. Those named that are not in it change nothing.")
class Disruption(Analysis):
    removed: list[Entity]
    before: NetworkFigures
    after: NetworkFigures


@strawberry.type(description="The actor that is taken out, and the share of the largest part that is left then.")
class DisruptionStep:
    node: Entity
    largest: float


@strawberry.type(description="Actors taken out one after the other, always the first by a measure worked out anew.")
class DisruptionCurve(Analysis):
    steps: list[DisruptionStep]


@strawberry.type
class RouteStop:
    node: Entity
    flow: float


@strawberry.type(description="Two stops that follow each other on some routes.")
class RouteStretch:
    one: Entity
    other: Entity
    route_ids: list[strawberry.ID]
    flow: float


@strawberry.type(
    description="The mean share of what goes between any two stops that passes a stop or a stretch, when it takes "
    "every way and shorter ones more (Newman 2005)."
)
class RouteFlows(Analysis):
    stops: list[RouteStop]
    stretches: list[RouteStretch]
    unordered: int = strawberry.field(description="Stops of which no report says where on the route they come.")


@strawberry.type
class AnalysisQuery:
    @_analysis("The set of actors without which a network falls apart most, or that reaches most of it.")
    async def key_players(
        self,
        info: Info,
        looking: Looking,
        scope: Scope,
        k: int = 3,
        objective: SetObjective = "fragmentation",
        rank: Ranked = None,
        resample: Draws = 50,
        seed: Seed = 0,
    ) -> KeyPlayers:
        found = await analysing.read_network(info.context, looking, scope)
        best = await analysing.players(
            found, rank or _PERSONS, size=k, objective=_literal(objective), draws=resample, seed=seed
        )
        return KeyPlayers(
            **_told(found),
            set=_actors(info.context, found, best.found.members),
            score=best.found.score,
            baseline=best.found.baseline,
            stability=best.stability,
            alternatives=[
                PlayerSet(set=_actors(info.context, found, members), score=score)
                for members, score in best.found.alternatives
            ],
        )

    @_analysis("Actors by a measure of their position, with the ranks that they have where links or sources are lost.")
    async def ranking(
        self,
        info: Info,
        looking: Looking,
        scope: Scope,
        measure: ActorMeasure = "betweenness",
        rank: Ranked = None,
        draws: Draws = 50,
        seed: Seed = 0,
        first: First = 50,
        after: After = None,
    ) -> Ranking:
        paging = _paging(info.context, looking, scope, ["ranking", measure, rank, draws, seed], first, after)
        found = await analysing.read_network(info.context, looking, scope)
        placed = await analysing.ranks(found, rank or _PERSONS, _literal(measure), draws=draws, seed=seed)
        page = page_of(paging, placed, lambda one: (-one.score, found.actors[one.node].id))
        edges = [
            RankedActor(
                node=entity(info.context, found.actors[one.node]),
                score=one.score,
                ranks=RankInterval(first=one.ranks[0], last=one.ranks[1]),
                by_links=RankInterval(first=one.by_links[0], last=one.by_links[1]),
                by_sources=RankInterval(first=one.by_sources[0], last=one.by_sources[1]),
            )
            for one in page.items
        ]
        return Ranking(**_told(found), edges=edges, page_info=PageInfo.at(page.end))

    @_analysis("Which actors stand between others, and between whose groups.")
    async def brokerage(
        self,
        info: Info,
        looking: Looking,
        scope: Scope,
        grouped_by: GroupedBy = "membership",
        rank: Ranked = None,
        seed: Seed = 0,
        first: First = 50,
        after: After = None,
    ) -> Brokerage:
        paging = _paging(info.context, looking, scope, ["brokerage", grouped_by, rank, seed], first, after)
        found = await analysing.read_network(info.context, looking, scope)
        brokers = await analysing.brokers(found, rank or _PERSONS, _literal(grouped_by), seed=seed)
        page = page_of(paging, brokers, lambda one: (-one.total, found.actors[one.node].id))
        stated = grouped_by == "membership"
        edges = [
            Broker(
                node=entity(info.context, found.actors[one.node]),
                group=entity(info.context, found.actors[one.group]) if stated else None,
                group_number=None if stated else one.group,
                total=one.total,
                **{role: one.roles[role] for role in ROLES},
            )
            for one in page.items
        ]
        return Brokerage(**_told(found), edges=edges, page_info=PageInfo.at(page.end))

    @_analysis("Parts of a network that are tied more within than beyond, and how firm they are.")
    async def communities(
        self, info: Info, looking: Looking, scope: Scope, runs: int = 20, seed: Seed = 0
    ) -> Communities:
        found = await analysing.read_network(info.context, looking, scope)
        parts = await analysing.parts(found, runs=runs, seed=seed)
        return Communities(
            **_told(found),
            groups=[Community(members=_actors(info.context, found, group)) for group in parts.groups],
            modularity=parts.modularity,
            least_modularity=parts.least,
            most_modularity=parts.most,
            fewest_groups=parts.fewest,
            most_groups=parts.largest,
            agreement=parts.agreement,
        )

    @_analysis("What would be left of a network without some actors. Nothing is changed.")
    async def disruption(self, info: Info, looking: Looking, scope: Scope, remove: list[strawberry.ID]) -> Disruption:
        found = await analysing.read_network(info.context, looking, scope)
        before, after, removed = await analysing.what_if(found, remove)
        return Disruption(
            **_told(found),
            removed=_actors(info.context, found, removed),
            before=_figures(before),
            after=_figures(after),
        )

    @_analysis("How a network falls apart when actors are taken out one after the other. Nothing is changed.")
    async def disruption_curve(
        self,
        info: Info,
        looking: Looking,
        scope: Scope,
        measure: ActorMeasure = "betweenness",
        rank: Ranked = None,
        steps: int = 10,
    ) -> DisruptionCurve:
        found = await analysing.read_network(info.context, looking, scope)
        taken = await analysing.taken_out(found, rank or _PERSONS, _literal(measure), steps)
        return DisruptionCurve(
            **_told(found),
            steps=[
                DisruptionStep(node=entity(info.context, found.actors[step.node]), largest=step.largest)
                for step in taken
            ],
        )

    @_analysis("What flows over the stops of routes, by stop and by stretch.")
    async def route_flow(self, info: Info, looking: Looking, scope: Scope) -> RouteFlows:
        found = await analysing.flow(info.context, looking, scope)
        return RouteFlows(
            basis=_basis(_route_basis(found)),
            left_out=[],
            truncated=truncated(found.truncated),
            stops=[RouteStop(node=entity(info.context, stop.entity), flow=stop.flow) for stop in found.stops],
            stretches=[
                RouteStretch(
                    one=entity(info.context, stretch.one),
                    other=entity(info.context, stretch.other),
                    route_ids=[strawberry.ID(route) for route in stretch.routes],
                    flow=stretch.flow,
                )
                for stretch in found.stretches
            ],
            unordered=found.unordered,
        )


def _literal(value: str) -> Any:
    """An enumeration's value, which is one of the texts that the function behind it takes."""
    return value


def _paging(
    context: Context, looking: Looking, scope: Scope, question: list[object], first: int, after: str | None
) -> Paging:
    return Paging(context, [*question, scope.plain(), looking.plain()], first, after)


def _told(found: network.Network) -> dict[str, Any]:
    return {
        "basis": _basis(found.basis),
        "left_out": [LeftOut(reason=reason, count=count) for reason, count in found.left_out],
        "truncated": truncated(found.truncated),
    }


def _route_basis(found: RouteFlow) -> network.Basis:
    return network.basis_of(len(found.stops), found.links)


def _basis(seen: network.Basis) -> AnalysisBasis:
    return AnalysisBasis(
        nodes=seen.nodes, links=seen.links, share_worse_than_c3=seen.share_poor, from_=seen.start, to=seen.end
    )


def _actors(context: Context, found: network.Network, numbers: Any) -> list[Entity]:
    return [entity(context, found.actors[number]) for number in numbers]


def _figures(seen: disruption.Whole) -> NetworkFigures:
    return NetworkFigures(
        nodes=seen.nodes,
        ties=seen.ties,
        components=seen.components,
        largest=seen.largest,
        fragmentation=seen.fragmentation,
        efficiency=seen.efficiency,
    )
