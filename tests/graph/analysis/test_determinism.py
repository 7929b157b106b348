"""Same input and seed, same bytes: whatever order Python's sets are in."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
import networkx as nx
from graph.analysis.communities import communities
from graph.analysis.disruption import curve, figures
from graph.analysis.key_players import OBJECTIVES, key_players
from graph.analysis.measures import MEASURES
graph = nx.gnm_random_graph(24, 48, seed=5)
print([(name, sorted(work(graph).items())) for name, work in MEASURES.items()])
print(communities(graph, seed=3, runs=4), figures(graph), curve(graph, "betweenness", graph, 6))
print([key_players(graph, graph, 3, objective) for objective in OBJECTIVES])
"""


@pytest.mark.slow
def test_the_seed_of_hashing_changes_nothing() -> None:
    root = Path(__file__).parents[3]
    told = {
        subprocess.run(
            [sys.executable, "-c", PROGRAM], env=os.environ | {"PYTHONHASHSEED": seed}, check=True,
            capture_output=True, cwd=root,
        ).stdout
        for seed in ("0", "1", "77")
    }  # fmt: skip
    assert len(told) == 1
    assert b"Communities" in told.pop()
