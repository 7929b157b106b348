"""What network analysis answers. Every answer says what it rests on and what it is not."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import strawberry

from api.analysing import CAUTION
from api.context import Context
from api.graphql.answers import PageInfo, Truncated, truncated
from api.graphql.entities import Entity, entity
from api.graphql.enums import LeftOutReason
from graph.analysis import disruption, network
from graph.views import Truncated as Cut


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


@strawberry.type(description="How many things are no part of an answer, and why, of those that this caller sees.")
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
    "ten draws; `bySources`: whichever one source is left out, of `draws` sources drawn where there are more."
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


def of_network(found: network.Network) -> dict[str, Any]:
    """What every answer tells of a network."""
    return told(found.basis, found.left_out, found.truncated)


def told(basis: network.Basis, left_out: Iterable[tuple[str, int]], cuts: tuple[Cut, ...]) -> dict[str, Any]:
    return {
        "basis": _basis(basis),
        "left_out": [LeftOut(reason=reason, count=count) for reason, count in left_out],
        "truncated": truncated(cuts),
    }


def _basis(seen: network.Basis) -> AnalysisBasis:
    return AnalysisBasis(
        nodes=seen.nodes, links=seen.links, share_worse_than_c3=seen.share_poor, from_=seen.start, to=seen.end
    )


def actors(context: Context, found: network.Network, numbers: Iterable[int]) -> list[Entity]:
    return [entity(context, found.actors[number]) for number in numbers]


def figures(seen: disruption.Whole) -> NetworkFigures:
    return NetworkFigures(
        nodes=seen.nodes,
        ties=seen.ties,
        components=seen.components,
        largest=seen.largest,
        fragmentation=seen.fragmentation,
        efficiency=seen.efficiency,
    )
