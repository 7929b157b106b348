"""Published figures, worked out again: the Montagna operation (Cavallaro and others 2020, Disrupting resilient criminal
networks through data analysis, PLOS ONE 15(8):e0236476) and the wiretaps of CAVIAR. The data are no part of this
project: the tests read them where they are, and are skipped by name where they are not."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import networkx as nx
import pytest

from graph.analysis.communities import communities
from graph.analysis.disruption import curve, figures
from graph.analysis.key_players import OBJECTIVES, Objective, key_players
from graph.analysis.measures import Measure

pytestmark = pytest.mark.shared
COLUMNS: dict[Measure, str] = {
    "betweenness": "Betweenness",
    "katz": "Katz",
    "collective_influence": "Collective Influence",
    "degree": "Degree",
}


def numbered(pairs: Sequence[tuple[int, int]], order: Sequence[int]) -> nx.Graph:
    """A simple graph whose nodes are numbered in this order."""
    number = {name: n for n, name in enumerate(order)}
    graph = nx.Graph()
    graph.add_nodes_from(range(len(order)))
    graph.add_edges_from((number[a], number[b]) for a, b in pairs)
    return graph


def montagna(shared: Path, name: str, *, highest: bool = False) -> nx.Graph:
    """The authors take, of tied nodes, the last in the order in which the file names them first (`highest`: the one
    with the highest number); here the lowest number goes first, so they are numbered the other way round."""
    text = (shared / "data" / "networks" / "montagna" / f"Montagna_{name}_edgelist.csv").read_text()
    pairs = [(int(a), int(b)) for a, b, *_ in (line.split() for line in text.splitlines())]
    named = list(dict.fromkeys(node for pair in pairs for node in pair))
    return numbered(pairs, sorted(named, reverse=True) if highest else named[::-1])


def published(shared: Path, table: str, column: str) -> list[float]:
    path = shared / "data" / "networks" / "montagna" / "published_results" / f"sequential_{table}_Unweighted.csv"
    with path.open() as file:
        return [float(row[column]) for row in csv.DictReader(file)]


@pytest.mark.parametrize(("name", "sizes"), [("meetings", (101, 256, 92)), ("phonecalls", (100, 124, 89))])
def test_the_networks_are_those_of_the_paper(shared: Path, name: str, sizes: tuple[int, int, int]) -> None:
    found = figures(montagna(shared, name))
    assert (found.nodes, found.ties, found.largest) == sizes


@pytest.mark.slow
@pytest.mark.parametrize("measure", list(COLUMNS))
@pytest.mark.parametrize(("name", "table", "points"), [("meetings", "meeting", 96), ("phonecalls", "phone_calls", 95)])
def test_every_point_of_the_published_curves(
    shared: Path, measure: Measure, name: str, table: str, points: int
) -> None:
    expected = published(shared, table, COLUMNS[measure])
    highest = measure == "collective_influence" and name == "phonecalls"
    graph = montagna(shared, name, highest=highest)
    found = curve(graph, measure, graph, points - 1)
    assert len(expected) == points
    assert [1.0, *(step.largest for step in found)] == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(("name", "fall"), [("meetings", 57.6), ("phonecalls", 75.3)])
def test_five_actors_hold_most_of_it(shared: Path, name: str, fall: float) -> None:
    graph = montagna(shared, name)
    last = curve(graph, "betweenness", graph, 5)[-1]
    assert round(100 * (1 - last.largest), 1) == fall


def caviar(shared: Path) -> tuple[nx.Graph, list[int]]:
    """All phases together, undirected, and the names of its nodes by their number."""
    pairs: list[tuple[int, int]] = []
    named: set[int] = set()
    for phase in range(1, 12):
        with (shared / "data" / "networks" / "caviar_phases" / f"phase{phase}.csv").open() as file:
            (_, *heads), *rows = csv.reader(file)
        for name, *values in rows:
            named.add(int(name))
            pairs += [(int(name), int(head)) for head, value in zip(heads, values, strict=True) if float(value)]
    names = sorted(named)
    return numbered(pairs, names), names


@pytest.mark.slow
@pytest.mark.parametrize(
    ("objective", "before", "after", "members"),
    [("fragmentation", 0.037, 0.574, [1, 12, 87]), ("distance", 0.599, 0.847, [1, 3, 12])],
)
def test_the_key_players_of_a_network(
    shared: Path, objective: Objective, before: float, after: float, members: list[int]
) -> None:
    graph, names = caviar(shared)
    assert (len(graph), graph.number_of_edges()) == (107, 214)
    found = key_players(graph, graph, 3, objective)
    assert [names[n] for n in found.members] == members
    assert (round(found.baseline, 3), round(found.score, 3)) == (before, after)
    fragmentation = OBJECTIVES["fragmentation"](graph)
    assert round(fragmentation(frozenset(names.index(n) for n in (1, 3, 12))), 3) == 0.523


def test_communities_spread_as_they_were_seen_to(shared: Path) -> None:
    graph, _ = caviar(shared)
    found = communities(graph, seed=0, runs=20)
    assert 0.44 <= found.least <= found.modularity == found.most <= 0.47
    assert 6 <= found.fewest <= found.largest <= 9
    assert 0.5 < found.agreement < 1
