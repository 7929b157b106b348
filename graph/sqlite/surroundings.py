"""What is near an entity without a link: named in the same documents, or inside a window on the map."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from graph.limits import check_area, located, page_size
from graph.sqlite import views
from graph.sqlite.crossing import met
from graph.sqlite.gate import Gate
from graph.sqlite.reads import rows_of
from graph.sqlite.records import listed
from graph.store import MAX_NAMED, Position
from graph.views import Area, Companion, EntityView, Page
from graph.walk import passable


def _together(gate: Gate) -> str:
    """Documents of the visible entity :pk, with the other visible entities that each of them names."""
    return (
        "SELECT DISTINCT t.document, o.entity, e.id, e.type FROM member m JOIN mention t ON t.id = m.mention "
        "JOIN mention u ON u.document = t.document JOIN member o ON o.mention = u.id JOIN entity e ON e.pk = o.entity "
        f"WHERE m.entity = :pk AND o.entity <> :pk AND {gate.document('t.document')} AND {gate.entity('e')}"
    )


def companions(
    connection: sqlite3.Connection, gate: Gate, id_: str, ends: Sequence[str], limit: int, after: Position | None
) -> Page[Companion]:
    size = page_size(limit)
    pks = rows_of(connection, gate, [id_])
    if not pks or not passable(met(connection, pks)[pks[0]]):
        return Page(())
    rows = connection.execute(
        f"WITH together AS MATERIALIZED ({_together(gate)}), "
        "counted AS (SELECT entity, id, -count(*) AS minus FROM together "
        "WHERE :ends = '[]' OR type IN (SELECT value FROM json_each(:ends)) GROUP BY entity), "
        "page AS (SELECT * FROM counted WHERE :after_id IS NULL OR (minus, id) > (:after_minus, :after_id) "
        "ORDER BY minus, id LIMIT :limit) "
        "SELECT p.entity, p.id, p.minus, t.document FROM page p JOIN together t ON t.entity = p.entity "
        "ORDER BY p.minus, p.id, t.document",
        gate.bind(
            pk=pks[0],
            ends=listed(ends),
            after_minus=int(after[0]) if after else None,
            after_id=str(after[1]) if after else None,
            limit=size + 1,
        ),
    )
    found: dict[tuple[int, str, int], list[str]] = {}
    for row in rows:
        found.setdefault((row["minus"], row["id"], row["entity"]), []).append(row["document"])
    keys = list(found)
    entities = views.entities(connection, gate, [entity for _, _, entity in keys[:size]])
    return Page(
        tuple(Companion(entities[key[2]], -key[0], tuple(found[key][:MAX_NAMED])) for key in keys[:size]),
        keys[size - 1][:2] if len(keys) > size else None,
    )


def within(
    connection: sqlite3.Connection, gate: Gate, area: Area, types: Sequence[str], limit: int, after: Position | None
) -> Page[EntityView]:
    """Latitude and longitude are read from the normal forms in the index of values: there is no index of places."""
    check_area(area)
    size = page_size(limit)
    latitude, longitude = "CAST(v.normal AS REAL)", "CAST(substr(v.normal, instr(v.normal, ',') + 1) AS REAL)"
    over = "OR" if area.west > area.east else "AND"
    rows = connection.execute(
        "SELECT DISTINCT e.pk, e.id FROM value v JOIN entity e ON e.pk = v.entity "
        "WHERE v.property IN (SELECT value FROM json_each(:located)) "
        f"AND {latitude} BETWEEN :south AND :north AND ({longitude} >= :west {over} {longitude} <= :east) "
        "AND (:types = '[]' OR e.type IN (SELECT value FROM json_each(:types))) AND e.id > :after "
        f"AND {gate.value('v')} AND {gate.entity('e')} ORDER BY e.id LIMIT :limit",
        gate.bind(
            located=listed(located()),
            south=area.south,
            north=area.north,
            west=area.west,
            east=area.east,
            types=listed(types),
            after=str(after[0]) if after else "",
            limit=size + 1,
        ),
    ).fetchall()
    shown = rows[:size]
    found = views.entities(connection, gate, [row["pk"] for row in shown])
    return Page(tuple(found[row["pk"]] for row in shown), (shown[-1]["id"],) if len(rows) > size else None)
