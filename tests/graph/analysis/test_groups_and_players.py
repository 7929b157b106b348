"""Key players, brokers and communities."""

from __future__ import annotations

from itertools import combinations

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.analysis import key_players as module
from graph.analysis.brokerage import ROLES, brokerage
from graph.analysis.communities import adjusted_rand, communities
from graph.analysis.key_players import OBJECTIVES, Objective, Score, key_players, sets_tried
from graph.analysis.measures import betweenness, ranked


@st.composite
def graphs(draw: st.DrawFn) -> nx.Graph:
    return nx.gnm_random_graph(draw(st.integers(4, 10)), draw(st.integers(3, 16)), seed=draw(st.integers(0, 10_000)))


def fragmentation(graph: nx.Graph, gone: frozenset[int]) -> float:
    left = graph.subgraph(set(graph) - gone)
    pairs = [(a, b) for a, b in combinations(left, 2)]
    return sum(not nx.has_path(left, a, b) for a, b in pairs) / len(pairs) if pairs else 1.0


def distance(graph: nx.Graph, gone: frozenset[int]) -> float:
    left = graph.subgraph(set(graph) - gone)
    pairs = [(a, b) for a, b in combinations(left, 2)]
    near = sum(1 / nx.shortest_path_length(left, a, b) for a, b in pairs if nx.has_path(left, a, b))
    return 1 - near / len(pairs) if pairs else 1.0


def reach(graph: nx.Graph, chosen: frozenset[int]) -> float:
    away = nx.multi_source_dijkstra_path_length(graph, set(chosen)) if chosen else {}
    return float(sum(d <= module.REACH for d in away.values()) / len(graph))


def distance_reach(graph: nx.Graph, chosen: frozenset[int]) -> float:
    away = nx.multi_source_dijkstra_path_length(graph, set(chosen)) if chosen else {}
    return float(sum(1 / max(d, 1) for d in away.values()) / len(graph))


ORACLES = {"fragmentation": fragmentation, "distance": distance, "reach": reach, "distance_reach": distance_reach}


@pytest.mark.parametrize("objective", list(OBJECTIVES))
@settings(max_examples=25)
@given(graph=graphs(), size=st.integers(1, 3))
def test_a_score_is_what_its_definition_gives(objective: Objective, graph: nx.Graph, size: int) -> None:
    score = OBJECTIVES[objective](graph)
    for chosen in [frozenset[int](), *map(frozenset, combinations(sorted(graph)[:5], size))]:
        assert score(chosen) == pytest.approx(ORACLES[objective](graph, chosen), abs=1e-9)


@pytest.mark.parametrize("objective", list(OBJECTIVES))
@settings(max_examples=15)
@given(graph=graphs())
def test_the_best_set_is_found(objective: Objective, graph: nx.Graph) -> None:
    found = key_players(graph, graph, 2, objective)
    every = {chosen: ORACLES[objective](graph, frozenset(chosen)) for chosen in combinations(sorted(graph), 2)}
    assert found.score == pytest.approx(max(every.values()), abs=1e-9)
    equal = [chosen for chosen, score in every.items() if score == pytest.approx(found.score, abs=1e-9)]
    assert found.members == min(equal)
    assert found.baseline == pytest.approx(ORACLES[objective](graph, frozenset()), abs=1e-9)
    scores = [score for _, score in found.alternatives]
    assert scores == sorted(scores, reverse=True)
    assert all(len(set(members) & set(found.members)) == 1 for members, _ in found.alternatives)


@settings(max_examples=15)
@given(graph=graphs())
def test_many_sets_are_searched_step_by_step(graph: nx.Graph) -> None:
    """No exchange of one for another betters what is found."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "EXACT", 0)
        found = key_players(graph, graph, 3, "fragmentation")
    for gone in found.members:
        for new in set(graph) - set(found.members):
            other = frozenset(found.members) - {gone} | {new}
            assert fragmentation(graph, other) <= found.score + 1e-9


@pytest.mark.parametrize(("candidates", "size"), [(14, 5), (27, 3), (40, 4)])
def test_the_work_is_told_before_it_is_done(monkeypatch: pytest.MonkeyPatch, candidates: int, size: int) -> None:
    """Within a few times what is looked at: a request is refused by it."""
    looked: set[frozenset[int]] = set()

    def noted(_: nx.Graph) -> Score:
        return lambda chosen: looked.add(chosen) or float(sum(chosen))  # type: ignore[func-returns-value]

    monkeypatch.setitem(OBJECTIVES, "reach", noted)
    key_players(nx.path_graph(candidates), range(candidates), size, "reach")
    assert sets_tried(candidates, size) / 2 < len(looked) < sets_tried(candidates, size) * 5


def test_only_candidates_are_chosen() -> None:
    star = nx.star_graph(5)
    assert key_players(star, star, 1, "fragmentation").members == (0,)
    found = key_players(star, [2, 4], 1, "fragmentation")
    assert (found.members, found.score, found.alternatives) == ((2,), 0.0, (((4,), 0.0),))
    assert key_players(star, [2], 3, "reach").members == (2,)
    assert key_players(star, [], 3, "reach").members == ()


def test_a_set_is_not_the_first_of_a_ranking() -> None:
    """8 and 9 hold one bridge between two cliques; a third part hangs on one of 10."""
    graph = nx.Graph([(3, 8), (8, 9), (9, 4), (7, 10), (10, 11), (10, 12)])
    for clique in ((0, 1, 2, 3), (4, 5, 6, 7)):
        graph.add_edges_from(combinations(clique, 2))
    first = frozenset(ranked(betweenness(graph))[:2])
    found = key_players(graph, graph, 2, "fragmentation")
    assert first == {4, 9}
    assert fragmentation(graph, first) < found.score
    assert {4, 9} != set(found.members)


def test_each_role_of_a_broker() -> None:
    ways = {
        "coordinator": (1, 1, 1),
        "itinerant": (1, 2, 1),
        "representative": (1, 1, 2),
        "gatekeeper": (2, 1, 1),
        "liaison": (1, 2, 3),
    }
    for role, groups in ways.items():
        graph = nx.DiGraph([(0, 1), (1, 2)])
        found = brokerage(graph, dict(enumerate(groups)))
        assert found[1] == {name: int(name == role) for name in ROLES}
        assert not any(found[0].values())


def test_ends_that_are_tied_need_no_broker() -> None:
    graph = nx.DiGraph([(0, 1), (1, 2), (0, 2)])
    assert not any(brokerage(graph, {0: 1, 1: 1, 2: 1})[1].values())
    both = nx.Graph([(0, 1), (1, 2)]).to_directed()
    roles = brokerage(both, {0: 1, 1: 1, 2: 2})[1]
    assert (roles["representative"], roles["gatekeeper"], sum(roles.values())) == (1, 1, 2)
    assert brokerage(both, {0: 1, 1: 1})[1] == dict.fromkeys(ROLES, 0)  # an end without a group does not count


def test_two_cliques_are_two_communities() -> None:
    graph = nx.barbell_graph(5, 0)
    found = communities(graph, seed=3, runs=10)
    assert found.groups == ((0, 1, 2, 3, 4), (5, 6, 7, 8, 9))
    assert (found.fewest, found.largest, found.agreement) == (2, 2, 1.0)
    assert found.least == found.modularity == found.most
    ring = communities(nx.cycle_graph(30), seed=3, runs=10)
    assert ring.agreement < 1
    assert communities(nx.cycle_graph(30), seed=3, runs=10) == ring


def test_agreement_of_two_divisions() -> None:
    one = ((0, 1, 2), (3, 4, 5))
    assert adjusted_rand(one, ((3, 4, 5), (0, 1, 2))) == 1
    assert adjusted_rand(one, ((0, 3), (1, 4), (2, 5))) < 0
    assert adjusted_rand(((0, 1),), ((0, 1),)) == 1
