"""The root fields of network analysis."""

from __future__ import annotations

from typing import Annotated, Any

import strawberry
from strawberry.types.field import StrawberryField

from api import analysing
from api.analysing import Scope
from api.context import Context, Looking
from api.graphql import analysis_answers as answers
from api.graphql.answers import PageInfo
from api.graphql.entities import entity
from api.graphql.enums import ActorMeasure, EntityType, GroupedBy, SetObjective
from api.graphql.looking import WithLooking
from api.graphql.query import After, First, Info
from api.graphql.scope import WithScope
from api.paging import Paging, page_of
from graph.analysis.brokerage import ROLES
from graph.analysis.network import basis_of

Seed = Annotated[int, strawberry.argument(description="What is drawn: the same seed gives the same answer.")]
Draws = Annotated[int, strawberry.argument(description="How many networks are drawn anew to see what holds, to 500.")]
Ranked = Annotated[
    list[EntityType] | None, strawberry.argument(description="Of which types the actors are; persons, unless named.")
]
_PERSONS = ("Person",)


def _analysis(description: str) -> StrawberryField:
    field: StrawberryField = strawberry.field(description=description, extensions=[WithLooking(), WithScope()])
    return field


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
    ) -> answers.KeyPlayers:
        found = await analysing.read_network(info.context, looking, scope)
        best = await analysing.players(
            found, rank or _PERSONS, size=k, objective=_literal(objective), draws=resample, seed=seed
        )
        return answers.KeyPlayers(
            **answers.of_network(found),
            set=answers.actors(info.context, found, best.found.members),
            score=best.found.score,
            baseline=best.found.baseline,
            stability=best.stability,
            alternatives=[
                answers.PlayerSet(set=answers.actors(info.context, found, members), score=score)
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
    ) -> answers.Ranking:
        paging = _paging(info.context, looking, scope, ["ranking", measure, rank, draws, seed], first, after)
        found = await analysing.read_network(info.context, looking, scope)
        placed = await analysing.ranks(found, rank or _PERSONS, _literal(measure), draws=draws, seed=seed)
        page = page_of(paging, placed, lambda one: (-one.score, found.actors[one.node].id))
        edges = [
            answers.RankedActor(
                node=entity(info.context, found.actors[one.node]),
                score=one.score,
                ranks=answers.RankInterval(first=one.ranks[0], last=one.ranks[1]),
                by_links=answers.RankInterval(first=one.by_links[0], last=one.by_links[1]),
                by_sources=answers.RankInterval(first=one.by_sources[0], last=one.by_sources[1]),
            )
            for one in page.items
        ]
        return answers.Ranking(**answers.of_network(found), edges=edges, page_info=PageInfo.at(page.end))

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
    ) -> answers.Brokerage:
        paging = _paging(info.context, looking, scope, ["brokerage", grouped_by, rank, seed], first, after)
        found = await analysing.read_network(info.context, looking, scope)
        brokers = await analysing.brokers(found, rank or _PERSONS, _literal(grouped_by), seed=seed)
        page = page_of(paging, brokers, lambda one: (-one.total, found.actors[one.node].id))
        stated = grouped_by == "membership"
        edges = [
            answers.Broker(
                node=entity(info.context, found.actors[one.node]),
                group=entity(info.context, found.actors[one.group]) if stated else None,
                group_number=None if stated else one.group,
                total=one.total,
                **{role: one.roles[role] for role in ROLES},
            )
            for one in page.items
        ]
        return answers.Brokerage(**answers.of_network(found), edges=edges, page_info=PageInfo.at(page.end))

    @_analysis("Parts of a network that are tied more within than beyond, and how firm they are.")
    async def communities(
        self, info: Info, looking: Looking, scope: Scope, runs: int = 20, seed: Seed = 0
    ) -> answers.Communities:
        found = await analysing.read_network(info.context, looking, scope)
        parts = await analysing.parts(found, runs=runs, seed=seed)
        return answers.Communities(
            **answers.of_network(found),
            groups=[answers.Community(members=answers.actors(info.context, found, group)) for group in parts.groups],
            modularity=parts.modularity,
            least_modularity=parts.least,
            most_modularity=parts.most,
            fewest_groups=parts.fewest,
            most_groups=parts.largest,
            agreement=parts.agreement,
        )

    @_analysis("What would be left of a network without some actors. Nothing is changed.")
    async def disruption(
        self, info: Info, looking: Looking, scope: Scope, remove: list[strawberry.ID]
    ) -> answers.Disruption:
        found = await analysing.read_network(info.context, looking, scope)
        before, after, removed = await analysing.what_if(found, remove)
        return answers.Disruption(
            **answers.of_network(found),
            removed=answers.actors(info.context, found, removed),
            before=answers.figures(before),
            after=answers.figures(after),
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
    ) -> answers.DisruptionCurve:
        found = await analysing.read_network(info.context, looking, scope)
        taken = await analysing.taken_out(found, rank or _PERSONS, _literal(measure), steps)
        return answers.DisruptionCurve(
            **answers.of_network(found),
            steps=[
                answers.DisruptionStep(node=entity(info.context, found.actors[step.node]), largest=step.largest)
                for step in taken
            ],
        )

    @_analysis("What flows over the stops of routes, by stop and by stretch.")
    async def route_flow(self, info: Info, looking: Looking, scope: Scope) -> answers.RouteFlows:
        found = await analysing.flow(info.context, looking, scope)
        return answers.RouteFlows(
            **answers.told(basis_of(len(found.stops), found.links), (), found.truncated),
            stops=[answers.RouteStop(node=entity(info.context, stop.entity), flow=stop.flow) for stop in found.stops],
            stretches=[
                answers.RouteStretch(
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
