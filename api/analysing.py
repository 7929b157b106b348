"""Network analysis for a caller: read once with his view, worked out beside the event loop, a few at a time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Literal

import networkx as nx

from api import service
from api.casefile import entities_of
from api.context import Context, Looking
from api.jobs import worked
from api.paging import within
from graph.analysis import routes
from graph.analysis.brokerage import Role, brokerage
from graph.analysis.communities import Communities, communities
from graph.analysis.disruption import Step, Whole, curve, figures, without
from graph.analysis.dropout import Placed, ranking, without_links
from graph.analysis.key_players import KeyPlayers, Objective, key_players, sets_tried, stability
from graph.analysis.measures import Measure
from graph.analysis.membership import membership
from graph.analysis.network import Network, network, victims
from graph.analysis.policy import policy
from graph.store import MAX_EDGES, MAX_HOPS, MAX_NODES
from graph.views import EntityView, Subgraph
from ontology.errors import RequestError

CAUTION = "Position in collected data, not guilt."
MAX_SEEDS = 500
MAX_DRAWS = 500
MAX_SET = 10
MAX_STEPS = 100
MAX_RUNS = 50
COSTLY: frozenset[Measure] = frozenset(("betweenness", "katz"))
RANKING_WORK = 2_000_000_000
"""Actors cubed times networks drawn, of measures that cost as much; of routes, what is read cubed."""
PLAYERS_WORK = 50_000_000
"""Actors times sets looked at times networks drawn; for distances once more times actors."""

Grouping = Literal["membership", "communities"]


@dataclass(frozen=True, slots=True)
class Scope:
    """What is analysed: what lies around some entities or those of a case. `weak` takes in links that one weak report
    tells, `associations` those that say no more than that two go together."""

    seeds: tuple[str, ...] = ()
    case: str | None = None
    hops: int = 2
    links: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    max_nodes: int = 500
    max_edges: int = 3_000
    weak: bool = False
    associations: bool = False

    def plain(self) -> dict[str, str]:
        """As JSON, for the question that a cursor is sealed for."""
        return {name: str(value) for name, value in asdict(self).items()}


@dataclass(frozen=True, slots=True)
class Players:
    """A key-player set with the share of it that sets of networks drawn anew keep."""

    found: KeyPlayers
    stability: float


@dataclass(frozen=True, slots=True)
class Broker:
    """An actor, the body or (by communities) the number of the group that he belongs to, and his roles."""

    node: int
    group: int
    roles: dict[Role, int]

    @property
    def total(self) -> int:
        return sum(self.roles.values())


async def read_network(context: Context, looking: Looking, scope: Scope) -> Network:
    seen = await _read(context, looking, scope, scope.links, scope.types)
    harmed = await victims_among(context, seen.entities)
    return await worked(lambda: network(seen, harmed, weak=scope.weak, on_request=scope.associations))


async def victims_among(context: Context, entities: Iterable[EntityView]) -> frozenset[str]:
    """Who of these is a victim by anything that the caller may see: no narrower look (by links, types,
    distance, grades) makes him an actor."""
    known = policy()
    view = context.view(Looking())
    asked = [e.id for e in entities if e.type in known.actors]
    found: set[str] = set()
    for some in service.parts(asked):
        around = await context.store.subgraph(
            view, some, hops=1, links=[known.victim_link], max_nodes=MAX_NODES, max_edges=MAX_EDGES
        )
        found |= victims(around.links)
    return frozenset(found)


async def _read(
    context: Context, looking: Looking, scope: Scope, links: Sequence[str], ends: Sequence[str]
) -> Subgraph:
    within("hops", scope.hops, MAX_HOPS)
    within("maxNodes", scope.max_nodes, MAX_NODES)
    within("maxEdges", scope.max_edges, MAX_EDGES)
    seeds = [*scope.seeds, *(await entities_of(context, [scope.case]) if scope.case is not None else ())]
    context.budget.take(scope.max_nodes + scope.max_edges)
    return await context.store.subgraph(
        context.view(looking),
        service.ids_of("seeds", list(dict.fromkeys(seeds)), MAX_SEEDS),
        hops=scope.hops,
        links=sorted(set(links)),
        ends=sorted(set(ends)),
        max_nodes=scope.max_nodes,
        max_edges=scope.max_edges,
    )


async def players(
    found: Network, types: Sequence[str], *, size: int, objective: Objective, draws: int, seed: int
) -> Players:
    """The best set of actors of some types."""
    within("k", size, MAX_SET)
    _check_draws(draws)
    among = found.of_types(types)
    actors = len(found.actors)
    work = actors * sets_tried(len(among), size) * (draws + 1) * (actors if objective == "distance" else 1)
    _check_work(work, PLAYERS_WORK)

    def best() -> Players:
        chosen = key_players(found.graph(), among, size, objective)
        drawn = (
            key_players(graph, among, size, objective).members for graph in without_links(found, seed=seed, draws=draws)
        )
        return Players(chosen, stability(chosen.members, drawn))

    return await worked(best)


async def ranks(found: Network, types: Sequence[str], measure: Measure, *, draws: int, seed: int) -> list[Placed]:
    """Actors of some types by a measure."""
    _check_draws(draws)
    actors = len(found.actors)
    _check_work((2 * draws + 1) * (actors**3 if measure in COSTLY else actors**2), RANKING_WORK)
    among = found.of_types(types)
    return await worked(lambda: ranking(found, measure, among, seed=seed, draws=draws))


async def brokers(found: Network, types: Sequence[str], by: Grouping, *, seed: int) -> list[Broker]:
    """Actors of some types by how often they mediate, of equals by id."""

    def mediate() -> list[Broker]:
        nodes = set(found.of_types(types))
        graph = found.graph()
        groups = membership(found) if by == "membership" else _numbered(graph, seed)
        roles = brokerage(graph.subgraph(nodes).to_directed(), {n: g for n, g in groups.items() if n in nodes})
        every = [Broker(node, groups[node], found_roles) for node, found_roles in roles.items()]
        return sorted(every, key=lambda broker: (-broker.total, broker.node))

    return await worked(mediate)


def _numbered(graph: nx.Graph, seed: int) -> dict[int, int]:
    groups = communities(graph, seed=seed, runs=1).groups
    return {node: number for number, group in enumerate(groups, start=1) for node in group}


async def parts(found: Network, *, runs: int, seed: int) -> Communities:
    """Its communities, by so many runs."""
    within("runs", runs, MAX_RUNS)
    return await worked(lambda: communities(found.graph(), seed=seed, runs=runs))


async def what_if(found: Network, remove: Sequence[str]) -> tuple[Whole, Whole, list[int]]:
    """The network as it is and without some actors, and which of those named are in it."""
    gone = found.numbers(service.ids_of("remove", list(dict.fromkeys(remove)), MAX_STEPS))

    def both() -> tuple[Whole, Whole, list[int]]:
        graph = found.graph()
        return figures(graph), figures(without(graph, gone)), gone

    return await worked(both)


async def taken_out(found: Network, types: Sequence[str], measure: Measure, steps: int) -> list[Step]:
    """What is left when actors of some types are taken out, one after the other, always the first by a measure."""
    within("steps", steps, MAX_STEPS)
    actors = len(found.actors)
    _check_work(steps * (actors**3 if measure in COSTLY else actors**2), RANKING_WORK)
    return await worked(lambda: curve(found.graph(), measure, found.of_types(types), steps))


async def flow(context: Context, looking: Looking, scope: Scope) -> routes.RouteFlow:
    """What flows over the stops of routes."""
    seen = await _read(context, looking, scope, routes.LINKS, routes.TYPES)
    _check_work(len(seen.entities) ** 3, RANKING_WORK)
    return await worked(lambda: routes.route_flow(seen))


def _check_draws(draws: int) -> None:
    if not 0 <= draws <= MAX_DRAWS:
        raise RequestError(f"{draws} is out of range", where="draws", mend=f"from 0 to {MAX_DRAWS}")


def _check_work(work: int, most: int) -> None:
    if work > most:
        raise RequestError("this is too much to work out at once", mend="draw fewer, or narrow the network")
