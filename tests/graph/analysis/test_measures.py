"""Measures of position, against networkx and against their definitions."""

from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analysis.disruption import curve, figures, without
from graph.analysis.flow import current_flow
from graph.analysis.measures import MEASURES, betweenness, collective_influence, core, degree, katz, ranked


@st.composite
def graphs(draw: st.DrawFn) -> nx.Graph:
    return nx.gnm_random_graph(draw(st.integers(1, 14)), draw(st.integers(0, 30)), seed=draw(st.integers(0, 10_000)))


@settings(max_examples=60)
@given(graph=graphs())
def test_betweenness_is_that_of_networkx(graph: nx.Graph) -> None:
    assert betweenness(graph) == pytest.approx(nx.betweenness_centrality(graph), abs=1e-9)
    assert core(graph) == nx.core_number(graph)
    assert degree(graph) == dict(graph.degree)


@settings(max_examples=30)
@given(graph=graphs())
def test_katz_adds_up_walks(graph: nx.Graph) -> None:
    walks = dict.fromkeys(graph, 1.0)
    total = dict(walks)
    for _ in range(400):
        walks = {node: 0.1 * sum(walks[far] for far in graph[node]) for node in graph}
        total = {node: total[node] + walks[node] for node in graph}
    if max(dict(graph.degree).values()) < 10:  # else the sum diverges
        length = sum(value**2 for value in total.values()) ** 0.5
        assert katz(graph) == pytest.approx({node: value / length for node, value in total.items()}, abs=1e-9)


@pytest.mark.parametrize("size", [8, 11, 13, 30])
def test_katz_ranks_dense_networks_by_their_ties(size: int) -> None:
    """All who use one telephone are tied to each other: with a fixed attenuation the one with a tie more came last."""
    graph = nx.complete_graph(size)
    graph.add_edge(0, size)
    scores = katz(graph)
    assert all(score > 0 for score in scores.values())
    assert ranked(scores) == list(range(size + 1))
    assert scores[0] > scores[1] == scores[size - 1] > scores[size]


def test_collective_influence_by_hand() -> None:
    graph = nx.Graph([(0, 1), (1, 2), (2, 3), (2, 4)])
    assert collective_influence(graph) == {0: 0, 1: 2, 2: 2, 3: 0, 4: 0}


@pytest.mark.parametrize("measure", MEASURES)
def test_an_empty_network_has_no_scores(measure: str) -> None:
    assert MEASURES[measure](nx.Graph()) == {}  # type: ignore[index]


def test_of_equals_the_lower_number_comes_first() -> None:
    assert ranked({3: 1.0, 1: 1.0, 2: 2.0}) == [2, 1, 3]
    ring = nx.cycle_graph(8)
    assert [step.node for step in curve(ring, "degree", ring, 100)] == [0, 2, 4]
    assert [step.node for step in curve(ring, "degree", [5, 3], 100)] == [3, 5]
    assert [step.node for step in curve(ring, "degree", ring, 1)] == [0]


def test_what_is_left_without_some() -> None:
    star = nx.star_graph(4)
    whole, left = figures(star), figures(without(star, [0]))
    assert (whole.components, whole.largest, whole.fragmentation) == (1, 5, 0.0)
    assert whole.efficiency == pytest.approx((4 * 1 + 6 * 0.5) / 10)
    assert (left.components, left.largest, left.fragmentation, left.efficiency) == (4, 1, 1.0, 0.0)
    assert len(star) == 5


@settings(max_examples=20)
@given(seed=st.integers(0, 1_000), size=st.integers(3, 9))
def test_on_a_tree_the_flow_takes_the_only_way(seed: int, size: int) -> None:
    tree = nx.random_labeled_tree(size, seed=seed)
    stops, stretches = current_flow(tree)
    assert stops == pytest.approx(nx.betweenness_centrality(tree), abs=1e-9)
    expected = nx.edge_betweenness_centrality(tree)
    assert stretches == pytest.approx({(min(e), max(e)): value for e, value in expected.items()}, abs=1e-9)


def test_flow_takes_the_detour_too() -> None:
    """In a triangle two thirds go straight and one third goes round; where one side lets twice as much through, more of
    it goes there."""
    triangle = nx.complete_graph(3)
    stops, stretches = current_flow(triangle)
    assert stops == pytest.approx(dict.fromkeys(range(3), 1 / 3))
    assert stretches == pytest.approx(dict.fromkeys([(0, 1), (0, 2), (1, 2)], (2 / 3 + 1 / 3 + 1 / 3) / 3))
    triangle.edges[0, 1]["width"] = 2.0
    _, wider = current_flow(triangle)
    assert wider[0, 1] > stretches[0, 1] > wider[0, 2] == pytest.approx(wider[1, 2])


def test_flow_stays_within_what_is_connected() -> None:
    graph = nx.Graph([(0, 1), (2, 3), (3, 4)])
    stops, stretches = current_flow(graph)
    assert stops == {0: 0, 1: 0, 2: 0, 3: 1, 4: 0}
    assert stretches == {(0, 1): 0.25, (2, 3): 0.5, (3, 4): 0.5}
    assert current_flow(nx.Graph()) == ({}, {})
