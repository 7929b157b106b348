"""The stops of routes as a network: which stretches, by how many routes, and what flow passes them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise, product

import networkx as nx

from graph.analysis.flow import WIDTH, current_flow
from graph.views import EntityView, LinkView, Subgraph, Truncated

ROUTE = "Route"
START, STOP, END = "startsAt", "passesThrough", "endsAt"
ORDER = "order"
LINKS = (START, STOP, END)
TYPES = (ROUTE, "Place", "Site")


@dataclass(frozen=True, slots=True)
class Stop:
    entity: EntityView
    flow: float


@dataclass(frozen=True, slots=True)
class Stretch:
    """Two stops that follow each other on at least one route, the first by id first."""

    one: EntityView
    other: EntityView
    routes: tuple[str, ...]
    flow: float


@dataclass(frozen=True, slots=True)
class RouteFlow:
    """Stops and stretches, the one with most flow first, of equals by id. `links` are those that tell of stops;
    `unordered` counts those among them that do not say which stop: they make no stretch."""

    stops: tuple[Stop, ...]
    stretches: tuple[Stretch, ...]
    links: tuple[LinkView, ...]
    unordered: int
    truncated: tuple[Truncated, ...]


def route_flow(seen: Subgraph) -> RouteFlow:
    """Where reports differ on a stop, all that they tell stand beside each other as one."""
    entities = {e.id: e for e in seen.entities}
    told = tuple(link for link in seen.links if link.type in LINKS)
    layers: dict[str, dict[tuple[int, float], set[str]]] = defaultdict(lambda: defaultdict(set))
    unordered = 0
    for link in told:
        place = _place(link)
        unordered += place is None
        if place is not None:
            layers[link.subject][place].add(link.object)
    routes: dict[tuple[str, str], set[str]] = defaultdict(set)
    for route, stops in layers.items():
        for here, there in pairwise(stops[place] for place in sorted(stops)):
            for one, other in product(here, there):
                if one != other:
                    routes[min(one, other), max(one, other)].add(route)
    ids = sorted({stop for pair in routes for stop in pair})
    number = {id_: n for n, id_ in enumerate(ids)}
    graph = nx.Graph()
    graph.add_nodes_from(range(len(ids)))
    graph.add_edges_from((number[a], number[b], {WIDTH: float(len(of))}) for (a, b), of in sorted(routes.items()))
    at_stops, on_stretches = current_flow(graph)
    stretches = [
        Stretch(entities[a], entities[b], tuple(sorted(of)), on_stretches[number[a], number[b]])
        for (a, b), of in routes.items()
    ]
    return RouteFlow(
        stops=tuple(
            sorted((Stop(entities[ids[n]], flow) for n, flow in at_stops.items()), key=lambda s: (-s.flow, s.entity.id))
        ),
        stretches=tuple(sorted(stretches, key=lambda s: (-s.flow, s.one.id, s.other.id))),
        links=told,
        unordered=unordered,
        truncated=seen.truncated,
    )


def _place(link: LinkView) -> tuple[int, float] | None:
    """Where on its route a stop comes; None where no report says it."""
    if link.type != STOP:
        return (0 if link.type == START else 2), 0.0
    order = dict(link.details).get(ORDER)
    return (1, float(order)) if order is not None else None
