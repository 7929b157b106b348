"""What documents were the first to tell: claims before which no visible claim told the same entity, value or link."""

from __future__ import annotations

import sqlite3
from datetime import date

from graph.limits import page_size
from graph.sqlite import views
from graph.sqlite.gate import Gate, SupportTable
from graph.sqlite.reads import with_documents
from graph.sqlite.records import listed
from graph.store import News, Position
from graph.views import Page


def _first(gate: Gate, table: SupportTable) -> str:
    """Whether the support `s` passes and no other one of its element that passes is older."""
    return (
        f"{gate.support('s')} AND NOT EXISTS (SELECT 1 FROM {table} p WHERE p.element = s.element "
        f"AND (p.known_from, p.claim) < (s.known_from, s.claim) AND {gate.support('p')})"
    )


_CLAIMS = (
    "FROM document d JOIN claim c ON c.document = d.id JOIN member m ON m.mention = c.subject "
    "JOIN entity e ON e.pk = m.entity"
)
"""Claims `c` of documents `d`, each with the entity `e` that it is about."""


def news(connection: sqlite3.Connection, gate: Gate, since: date, limit: int, after: Position | None) -> Page[News]:
    size = page_size(limit)
    told = (
        "d.received >= :since AND (:after_day IS NULL OR (d.received, c.id) >= (:after_day, :after_claim)) "
        f"AND {gate.document('d.id')} AND {gate.entity('e')}"
    )
    known = (
        "EXISTS (SELECT 1 FROM entity_support k WHERE k.element = e.pk AND k.known_from < d.received "
        f"AND {gate.support('k')})"
    )
    rows = connection.execute(
        f"WITH told AS (SELECT d.received AS day, c.id AS claim, 'entity' AS kind, e.id AS element, e.pk AS entity, "
        f"NULL AS property, NULL AS normal, NULL AS link {_CLAIMS} "
        "JOIN entity_support s ON s.element = e.pk AND s.claim = c.id "
        f"WHERE {told} AND {_first(gate, 'entity_support')} "
        "UNION ALL SELECT d.received, c.id, 'value', v.property || ' ' || v.normal, e.pk, v.property, v.normal, NULL "
        f"{_CLAIMS} JOIN value v ON v.entity = e.pk AND v.property = c.predicate "
        "JOIN value_support s ON s.element = v.pk AND s.claim = c.id "
        f"WHERE {told} AND {gate.value('v')} AND {known} AND {_first(gate, 'value_support')} "
        "UNION ALL SELECT d.received, c.id, 'link', l.id, e.pk, NULL, NULL, l.pk "
        f"{_CLAIMS} JOIN member n ON n.mention = c.object JOIN entity f ON f.pk = n.entity "
        "JOIN link l ON l.type = c.predicate AND ((l.subject = e.pk AND l.object = f.pk) "
        "OR (l.subject = f.pk AND l.object = e.pk)) JOIN link_support s ON s.element = l.pk AND s.claim = c.id "
        f"WHERE {told} AND {gate.entity('f')} AND {gate.variant('l')} AND {gate.rests('link_support', 'l.pk')} "
        f"AND {_first(gate, 'link_support')}) "
        "SELECT * FROM told WHERE :after_day IS NULL "
        "OR (day, claim, kind, element) > (:after_day, :after_claim, :after_kind, :after_element) "
        "ORDER BY day, claim, kind, element LIMIT :limit",
        gate.bind(
            since=since.isoformat(),
            limit=size + 1,
            **dict(zip(("after_day", "after_claim", "after_kind", "after_element"), after or [None] * 4, strict=True)),
        ),
    ).fetchall()
    shown = rows[:size]
    entities = views.entities(connection, gate, sorted({row["entity"] for row in shown}))
    told_by = connection.execute(
        "SELECT * FROM claim WHERE id IN (SELECT value FROM json_each(:ids))",
        {"ids": listed(r["claim"] for r in shown)},
    ).fetchall()
    claims = {view.claim.id: view for view in with_documents(connection, gate, told_by)}
    links = views.links(connection, gate, [row["link"] for row in shown if row["link"]])
    return Page(
        tuple(
            News(
                claim=claims[row["claim"]],
                entity=entities[row["entity"]],
                value=(row["property"], row["normal"]) if row["property"] else None,
                link=links[row["link"]] if row["link"] else None,
            )
            for row in shown
        ),
        tuple(shown[-1])[:4] if len(rows) > size else None,
    )
