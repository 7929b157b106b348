"""A page of the review queue is read along the index of worth: no sorting, no table read from end to end."""

from __future__ import annotations

import sqlite3
from datetime import date

from graph.access import Visibility
from graph.sqlite.gate import Gate
from graph.sqlite.reviews import statement
from graph.sqlite.schema import steps


def test_a_page_walks_the_index_of_worth() -> None:
    connection = sqlite3.connect(":memory:")
    try:
        for step in steps():
            connection.executescript(step)
        gate = Gate(Visibility(frozenset({1}), date(2024, 6, 1), min_origins=2, known_at=date(2024, 1, 1)))
        asked = gate.bind(worth=4.5, left="m1", right="m2", any=False, types='["Person"]', limit=21)
        plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement(gate)}", asked)]
    finally:
        connection.close()
    assert plan[0] == "SEARCH p USING INDEX pair_worth (worth>? AND worth<?)"
    assert not [line for line in plan if line.startswith("USE TEMP B-TREE FOR ORDER BY")]
    assert not [line for line in plan if line.startswith("SCAN") and "VIRTUAL TABLE" not in line]
