"""What connects two is what some way between them uses that passes nothing twice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import combinations, pairwise

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.exploring.connecting import connection
from graph.views import Basis, EntityView, LinkView, Subgraph, Witness

BASIS = Basis(("c",), 1, "B", 2, date(2024, 1, 1), (1,), (Witness("o", "B", 2),))


def drawn(ties: Sequence[tuple[str, str]], mentioned: frozenset[str] = frozenset()) -> Subgraph:
    """Persons, one of each letter, and a link for each tie."""
    names = sorted({name for tie in ties for name in tie})
    entities = [
        EntityView(n, "Person", n, "mentioned" if n in mentioned else "subject", (n,), {}, BASIS) for n in names
    ]
    links = [LinkView(f"{a}{b}", "familyOf", a, b, None, None, (), (), BASIS) for a, b in sorted(set(ties))]
    return Subgraph(tuple(entities), tuple(links))


def test_nothing_aside_of_a_way_connects() -> None:
    aside = drawn([("a", "x"), ("x", "b"), ("x", "y"), ("y", "z"), ("x", "z")])
    found = connection(aside, ["a", "b"], max_length=6, detour=2)
    assert [e.id for e in found.entities] == ["a", "b", "x"]


@pytest.mark.parametrize("detour", [0, 1, 2])
@given(
    ties=st.sets(st.sampled_from(list(combinations("abcdefg", 2))), min_size=1),
    mentioned=st.frozensets(st.sampled_from("abcdefg"), max_size=2),
    longest=st.integers(1, 6),
)
def test_what_connects_is_what_simple_ways_use(
    ties: set[tuple[str, str]], mentioned: frozenset[str], longest: int, detour: int
) -> None:
    seen = drawn(sorted(ties), mentioned)
    graph = nx.Graph(sorted(ties))
    graph.add_nodes_from("ab")
    graph.remove_nodes_from(sorted(mentioned - {"a", "b"}))
    ways = [list(pairwise(way)) for way in nx.all_simple_paths(graph, "a", "b", cutoff=longest)]
    shortest = min(map(len, ways), default=0)
    used = {"".join(sorted(step)) for way in ways if len(way) <= shortest + detour for step in way}
    found = connection(seen, ["a", "b"], max_length=longest, detour=detour)
    assert {link.id for link in found.links} == used
