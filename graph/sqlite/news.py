"""What documents were the first to tell: claims before which no visible claim told the same entity, value or link.

Documents are taken in the order in which they were received, some at a time, until there is a page of news.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date

from graph.limits import page_size
from graph.sqlite import views
from graph.sqlite.gate import Gate, SupportTable
from graph.sqlite.reads import with_documents
from graph.sqlite.records import listed
from graph.store import NEWS_DOCUMENTS, News, Position
from graph.views import Page

_CLAIMS = (
    "FROM document d CROSS JOIN claim c ON c.document = d.id CROSS JOIN member m ON m.mention = c.subject "
    "CROSS JOIN entity e ON e.pk = m.entity"
)
"""Claims `c` of documents `d`, each with the entity `e` that it is about. The order of the joins stands: from a few
documents, never from all that is told of anything."""


def _first(gate: Gate, table: SupportTable) -> str:
    """Whether the support `s` passes and no other one of its element that passes is older."""
    return (
        f"{gate.support('s')} AND NOT EXISTS (SELECT 1 FROM {table} p WHERE p.element = s.element "
        f"AND (p.known_from, p.claim) < (s.known_from, s.claim) AND {gate.support('p')})"
    )


def _told(gate: Gate) -> str:
    """What the documents :documents were the first to tell."""
    told = f"d.id IN (SELECT value FROM json_each(:documents)) AND {gate.entity('e')}"
    known = (
        "EXISTS (SELECT 1 FROM entity_support k WHERE k.element = e.pk AND k.known_from < d.received "
        f"AND {gate.support('k')})"
    )
    return (
        "SELECT d.received AS day, d.id AS document, c.id AS claim, 'entity' AS kind, e.id AS element, e.pk AS entity, "
        f"NULL AS property, NULL AS normal, NULL AS link {_CLAIMS} "
        "CROSS JOIN entity_support s ON s.element = e.pk AND s.claim = c.id "
        f"WHERE {told} AND {_first(gate, 'entity_support')} "
        "UNION ALL SELECT d.received, d.id, c.id, 'value', v.property || ' ' || v.normal, e.pk, v.property, v.normal, "
        f"NULL {_CLAIMS} CROSS JOIN value v ON v.entity = e.pk AND v.property = c.predicate "
        "CROSS JOIN value_support s ON s.element = v.pk AND s.claim = c.id "
        f"WHERE {told} AND {gate.value('v')} AND {known} AND {_first(gate, 'value_support')} "
        "UNION ALL SELECT d.received, d.id, c.id, 'link', l.id, e.pk, NULL, NULL, l.pk "
        f"{_CLAIMS} CROSS JOIN member n ON n.mention = c.object CROSS JOIN entity f ON f.pk = n.entity "
        "CROSS JOIN link l ON +l.type = c.predicate AND ((l.subject = e.pk AND l.object = f.pk) "
        "OR (l.subject = f.pk AND l.object = e.pk)) CROSS JOIN link_support s ON s.element = l.pk AND s.claim = c.id "
        f"WHERE {told} AND {gate.entity('f')} AND {gate.variant('l')} AND {gate.rests('link_support', 'l.pk')} "
        f"AND {_first(gate, 'link_support')} ORDER BY 1, 2, 3, 4, 5"
    )


def news(connection: sqlite3.Connection, gate: Gate, since: date, limit: int, after: Position | None) -> Page[News]:
    size = page_size(limit)
    found: list[sqlite3.Row] = []
    for row in _rows(connection, gate, since, after):
        if after is None or tuple(row)[:5] > after:
            found.append(row)
            if len(found) > size:
                break
    shown = found[:size]
    return Page(tuple(_news(connection, gate, shown)), tuple(shown[-1])[:5] if len(found) > size else None)


def _rows(connection: sqlite3.Connection, gate: Gate, since: date, after: Position | None) -> Iterator[sqlite3.Row]:
    """In order, from the document of the position on."""
    documents = (
        "SELECT d.received, d.id FROM document d WHERE d.received >= :since AND (d.received, d.id) >= (:day, :id) "
        f"AND {gate.document('d.id')} ORDER BY d.received, d.id LIMIT :most"
    )
    day, id_ = after[:2] if after else ("", "")
    while True:
        batch = connection.execute(
            documents, gate.bind(since=since.isoformat(), day=day, id=id_, most=NEWS_DOCUMENTS)
        ).fetchall()
        yield from connection.execute(_told(gate), gate.bind(documents=listed(row["id"] for row in batch)))
        if len(batch) < NEWS_DOCUMENTS:
            return
        day, id_ = batch[-1]["received"], batch[-1]["id"] + "\0"


def _news(connection: sqlite3.Connection, gate: Gate, rows: list[sqlite3.Row]) -> Iterator[News]:
    entities = views.entities(connection, gate, sorted({row["entity"] for row in rows}))
    links = views.links(connection, gate, [row["link"] for row in rows if row["link"]])
    told = connection.execute(
        "SELECT * FROM claim WHERE id IN (SELECT value FROM json_each(:ids))",
        {"ids": listed(row["claim"] for row in rows)},
    ).fetchall()
    claims = {view.claim.id: view for view in with_documents(connection, gate, told)}
    for row in rows:
        yield News(
            claim=claims[row["claim"]],
            entity=entities[row["entity"]],
            value=(row["property"], row["normal"]) if row["property"] else None,
            link=links[row["link"]] if row["link"] else None,
        )
