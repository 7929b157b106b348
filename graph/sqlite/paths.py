"""Shortest paths and what connects: the searches of `graph.shortest` and `graph.corridor`, answered by queries."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from graph.corridor import corridor
from graph.limits import check_connecting, check_paths
from graph.shortest import between
from graph.sqlite import views
from graph.sqlite.crossing import met, walked
from graph.sqlite.gate import Gate
from graph.sqlite.reads import rows_of
from graph.views import Paths, Subgraph


def shortest_paths(
    connection: sqlite3.Connection, gate: Gate, start: str, end: str, max_length: int, links: Sequence[str], limit: int
) -> Paths:
    check_paths(max_length, limit)
    ends = [pk for id_ in (start, end) for pk in rows_of(connection, gate, [id_])]
    if len(ends) < 2:
        return Paths(())
    known = met(connection, ends)
    one, other = ((pk, known[pk]) for pk in ends)
    found = walked(connection, gate, links, between(one, other, max_length, limit))
    entities = views.entities(connection, gate, sorted(found.entities))
    return found.told(entities, views.links(connection, gate, sorted(step.link for step in found.steps)))


def connecting(
    connection: sqlite3.Connection,
    gate: Gate,
    ids: Sequence[str],
    max_length: int,
    links: Sequence[str],
    max_nodes: int,
    max_edges: int,
    ends: Sequence[str],
) -> Subgraph:
    check_connecting(len(ids), max_length, max_nodes, max_edges)
    starts = met(connection, rows_of(connection, gate, ids))
    found = walked(connection, gate, links, corridor(starts, max_length, ends, max_nodes, max_edges))
    entities = views.entities(connection, gate, sorted(found.entities))
    return found.told(entities, views.links(connection, gate, sorted(step.link for step in found.steps)))
