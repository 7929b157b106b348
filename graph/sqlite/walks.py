"""What lies around an entity: neighbours, degree, subgraphs. Paths are in `paths.py`."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Collection, Sequence

from graph.limits import check_subgraph, page_size
from graph.sqlite import views
from graph.sqlite.crossing import met, walked
from graph.sqlite.gate import Gate
from graph.sqlite.reads import rows_of
from graph.sqlite.records import listed
from graph.store import Direction, Position
from graph.views import DegreeCount, Neighbour, Page, Subgraph, Truncated
from graph.walk import around, in_order
from ontology.loader import schema


def touching(gate: Gate, direction: Direction) -> str:
    """The visible links of the visible entity :pk with their other end, as a query; a symmetric link goes both ways."""
    symmetric = "l.type IN (SELECT value FROM json_each(:symmetric))"
    out = "1" if direction != "in" else symmetric
    into = "1" if direction != "out" else symmetric
    return (
        f"SELECT l.pk, l.id, l.type, b.pk AS other, b.type AS end FROM {views.LINK} "
        f"WHERE l.subject = :pk AND {out} AND {gate.reach('l', 'b')} "
        f"UNION SELECT l.pk, l.id, l.type, a.pk, a.type FROM {views.LINK} "
        f"WHERE l.object = :pk AND {into} AND {gate.reach('l', 'a')}"
    )


def _symmetric() -> str:
    return listed(link.name for link in schema().links.values() if link.symmetric)


def degree(connection: sqlite3.Connection, gate: Gate, id_: str) -> list[DegreeCount]:
    counts: Counter[tuple[str, str]] = Counter()
    for pk in rows_of(connection, gate, [id_]):
        for row in connection.execute(touching(gate, "both"), gate.bind(pk=pk, symmetric=_symmetric())):
            counts[row["type"], row["end"]] += 1
    return [DegreeCount(link, end, count) for (link, end), count in sorted(counts.items())]


def neighbours(
    connection: sqlite3.Connection,
    gate: Gate,
    id_: str,
    links: Sequence[str],
    ends: Sequence[str],
    direction: Direction,
    limit: int,
    after: Position | None,
) -> Page[Neighbour]:
    size = page_size(limit)
    pks = rows_of(connection, gate, [id_])
    if not pks:
        return Page(())
    rows = connection.execute(
        f"WITH touching AS MATERIALIZED ({touching(gate, direction)}), "
        f"counted AS MATERIALIZED (SELECT t.*, -{gate.origins('link_support', 't.pk')} AS minus FROM touching t "
        "WHERE (:links = '[]' OR t.type IN (SELECT value FROM json_each(:links))) "
        "AND (:ends = '[]' OR t.end IN (SELECT value FROM json_each(:ends)))) "
        "SELECT * FROM counted WHERE :after_id IS NULL OR (minus, id) > (:after_minus, :after_id) "
        "ORDER BY minus, id LIMIT :limit",
        gate.bind(
            pk=pks[0],
            symmetric=_symmetric(),
            links=listed(links),
            ends=listed(ends),
            after_minus=int(after[0]) if after else None,
            after_id=str(after[1]) if after else None,
            limit=size + 1,
        ),
    ).fetchall()
    shown = rows[:size]
    found = views.links(connection, gate, [row["pk"] for row in shown])
    others = views.entities(connection, gate, sorted({row["other"] for row in shown}))
    return Page(
        tuple(Neighbour(found[row["pk"]], others[row["other"]]) for row in shown),
        (shown[-1]["minus"], shown[-1]["id"]) if len(rows) > size else None,
    )


def subgraph(
    connection: sqlite3.Connection,
    gate: Gate,
    seeds: Sequence[str],
    hops: int,
    links: Sequence[str],
    max_nodes: int,
    max_edges: int,
    ends: Sequence[str],
) -> Subgraph:
    check_subgraph(hops, max_nodes, max_edges)
    starts = met(connection, rows_of(connection, gate, seeds))
    taken, truncated = walked(connection, gate, links, around(starts, hops, max_nodes, ends))
    among = _among(connection, gate, taken, links, max_edges + 1)
    if len(among) > max_edges:
        truncated.append(Truncated("edges", max_edges))
    found = views.entities(connection, gate, sorted(taken))
    between = views.links(connection, gate, among[:max_edges])
    return Subgraph(
        tuple(sorted(found.values(), key=lambda e: e.id)),
        tuple(sorted(between.values(), key=lambda e: e.id)),
        in_order(truncated),
    )


def _among(
    connection: sqlite3.Connection, gate: Gate, pks: Collection[int], links: Sequence[str], limit: int
) -> list[int]:
    """Visible links with both ends among these rows, in the order of their ids."""
    rows = connection.execute(
        f"SELECT l.pk FROM {views.LINK} WHERE l.subject {views.IN_PKS} AND l.object {views.IN_PKS} "
        "AND (:links = '[]' OR l.type IN (SELECT value FROM json_each(:links))) "
        f"AND {gate.link('l', 'a', 'b')} ORDER BY l.id LIMIT :limit",
        gate.bind(pks=listed(sorted(pks)), links=listed(links), limit=limit),
    )
    return [row["pk"] for row in rows]
