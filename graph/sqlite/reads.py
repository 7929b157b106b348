"""Reads of entities, links, documents and claims, and the counts; each with the caller's view inside the query."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date

from graph.judgement import decide
from graph.limits import matched_by, page_size
from graph.records import block_of, claim_of, document_of, mention_of
from graph.search import SHORTEST_END, end_of
from graph.sqlite import views
from graph.sqlite.gate import Gate
from graph.sqlite.records import DOCUMENT_COLUMNS, listed
from graph.sqlite.truth import LIVE, judgements
from graph.store import MAX_PAGE, ClaimView, DocumentView, Position
from graph.views import EntityView, LinkView, Page, Stats
from ontology.claim import TYPE
from ontology.document import Mention


def rows_of(connection: sqlite3.Connection, gate: Gate, ids: Sequence[str]) -> list[int]:
    """Visible entities' row numbers, in the order asked, each once; a visible member's id leads to its entity."""
    found = connection.execute(
        f"SELECT e.id AS asked, e.pk FROM entity e "
        f"WHERE e.id IN (SELECT value FROM json_each(:ids)) AND {gate.entity('e')} "
        "UNION ALL SELECT m.mention, e.pk FROM member m JOIN entity e ON e.pk = m.entity "
        "JOIN mention t ON t.id = m.mention "
        f"WHERE m.mention IN (SELECT value FROM json_each(:ids)) AND {gate.entity('e')} "
        f"AND {gate.document('t.document')}",
        gate.bind(ids=listed(ids)),
    )
    leads = {row["asked"]: row["pk"] for row in found}
    return list(dict.fromkeys(leads[id_] for id_ in ids if id_ in leads))


def get(connection: sqlite3.Connection, gate: Gate, ids: Sequence[str]) -> list[EntityView]:
    pks = rows_of(connection, gate, ids)
    found = views.entities(connection, gate, pks)
    return [found[pk] for pk in pks]


def get_links(connection: sqlite3.Connection, gate: Gate, ids: Sequence[str]) -> list[LinkView]:
    rows = connection.execute(
        f"SELECT l.id, l.pk FROM {views.LINK} "
        f"WHERE l.id IN (SELECT value FROM json_each(:ids)) AND {gate.link('l', 'a', 'b')}",
        gate.bind(ids=listed(ids)),
    )
    pks = {row["id"]: row["pk"] for row in rows}
    found = views.links(connection, gate, list(pks.values()))
    return [found[pks[id_]] for id_ in dict.fromkeys(ids) if id_ in pks]


def get_documents(connection: sqlite3.Connection, gate: Gate, ids: Sequence[str]) -> list[DocumentView]:
    found = {
        view.document.id: view
        for view in _documents(connection, gate, "d.id IN (SELECT value FROM json_each(:ids))", ids=listed(ids))
    }
    return [found[id_] for id_ in dict.fromkeys(ids) if id_ in found]


def find_documents(connection: sqlite3.Connection, gate: Gate, given_id: str) -> list[DocumentView]:
    return _documents(connection, gate, "d.given_id = :given_id", given_id=given_id)


def _documents(connection: sqlite3.Connection, gate: Gate, condition: str, **own: object) -> list[DocumentView]:
    rows = connection.execute(
        f"SELECT {DOCUMENT_COLUMNS} FROM document d JOIN marking_class m ON m.mk = d.mk "
        f"WHERE {condition} AND {gate.document('d.id')} ORDER BY d.id",
        gate.bind(**own),
    )
    return [DocumentView(document_of(row), row["mk"]) for row in rows]


def claims_of(
    connection: sqlite3.Connection, gate: Gate, element: str, limit: int, after: Position | None
) -> Page[ClaimView]:
    rows = _claims(
        connection, gate, [element], "c.id > :after ORDER BY c.id LIMIT :limit",
        after=str(after[0]) if after else "", limit=page_size(limit) + 1,
    )  # fmt: skip
    claims = with_documents(connection, gate, rows[:limit])
    return Page(tuple(claims), (claims[-1].claim.id,) if len(rows) > limit else None)


def claims_on(connection: sqlite3.Connection, gate: Gate, elements: Sequence[str]) -> list[ClaimView]:
    page_size(len(elements))
    return with_documents(connection, gate, _claims(connection, gate, elements, "TRUE ORDER BY c.id"))


def _claims(
    connection: sqlite3.Connection, gate: Gate, elements: Sequence[str], rest: str, **own: object
) -> list[sqlite3.Row]:
    """Visible claims that one of these entities and links rests on, each once."""
    return connection.execute(
        "SELECT c.* FROM claim c WHERE c.id IN ("
        f"SELECT s.claim FROM entity_support s WHERE s.element {views.IN_PKS} AND {gate.support('s')} "
        "UNION SELECT s.claim FROM value v JOIN value_support s ON s.element = v.pk "
        f"WHERE v.entity {views.IN_PKS} AND {gate.value('v')} AND {gate.support('s')} "
        f"UNION SELECT s.claim FROM {views.LINK} JOIN link_support s ON s.element = l.pk "
        "WHERE l.id IN (SELECT value FROM json_each(:elements)) "
        f"AND {gate.link('l', 'a', 'b')} AND {gate.support('s')}"
        f") AND {gate.document('c.document')} AND {rest}",
        gate.bind(pks=listed(rows_of(connection, gate, elements)), elements=listed(elements), **own),
    ).fetchall()


def with_documents(connection: sqlite3.Connection, gate: Gate, rows: Sequence[sqlite3.Row]) -> list[ClaimView]:
    claims = [claim_of(row) for row in rows]
    documents = {v.document.id: v.document for v in get_documents(connection, gate, [c.document for c in claims])}
    return [ClaimView(claim, documents[claim.document]) for claim in claims]


def mentions_in(connection: sqlite3.Connection, gate: Gate, document: str) -> list[tuple[Mention, str]]:
    rows = connection.execute(
        "SELECT t.*, e.id AS entity FROM mention t JOIN member m ON m.mention = t.id JOIN entity e ON e.pk = m.entity "
        f"WHERE t.document = :document AND {gate.document('t.document')} AND {gate.entity('e')} "
        "ORDER BY t.start_at, t.end_at, t.k, e.id",
        gate.bind(document=document),
    )
    return [(mention_of(row), row["entity"]) for row in rows]


def find_by_keys(connection: sqlite3.Connection, gate: Gate, keys: Sequence[tuple[str, str]]) -> list[list[EntityView]]:
    return [_find_by_key(connection, gate, property_, normal) for property_, normal in keys]


def _find_by_key(connection: sqlite3.Connection, gate: Gate, property_: str, normal: str) -> list[EntityView]:
    told = "v.normal = :normal" if ":" in normal else "substr(v.normal, instr(v.normal, ':') + 1) = :normal"
    if end := end_of(normal):
        told = f"substr(v.normal, -{SHORTEST_END}) = :tail AND substr(v.normal, -length(:end)) = :end"
    rows = connection.execute(
        "SELECT DISTINCT e.pk, e.id FROM value v JOIN entity e ON e.pk = v.entity "
        f"WHERE v.property = :property AND {told} AND e.type IN (SELECT value FROM json_each(:types)) "
        f"AND {gate.value('v')} AND {gate.entity('e')} ORDER BY e.id LIMIT :limit",
        gate.bind(
            property=property_,
            normal=normal,
            end=end,
            tail=end and end[-SHORTEST_END:],
            types=listed(matched_by(property_)),
            limit=MAX_PAGE,
        ),
    )
    pks = [row["pk"] for row in rows]
    found = views.entities(connection, gate, pks)
    return [found[pk] for pk in pks]


def page_of_entities(
    connection: sqlite3.Connection, gate: Gate, type_: str | None, after: tuple[str, str], limit: int
) -> list[EntityView]:
    rows = connection.execute(
        f"SELECT e.pk FROM entity e WHERE (e.type, e.id) > (:after_type, :after_id) "
        f"AND (:type IS NULL OR e.type = :type) AND {gate.entity('e')} ORDER BY e.type, e.id LIMIT :limit",
        gate.bind(type=type_, after_type=after[0], after_id=after[1], limit=limit),
    )
    pks = [row["pk"] for row in rows]
    found = views.entities(connection, gate, pks)
    return [found[pk] for pk in pks]


def page_of_links(connection: sqlite3.Connection, gate: Gate, after: tuple[str, str], limit: int) -> list[LinkView]:
    rows = connection.execute(
        f"SELECT l.pk FROM {views.LINK} WHERE (l.type, l.id) > (:after_type, :after_id) "
        f"AND {gate.link('l', 'a', 'b')} ORDER BY l.type, l.id LIMIT :limit",
        gate.bind(after_type=after[0], after_id=after[1], limit=limit),
    )
    pks = [row["pk"] for row in rows]
    found = views.links(connection, gate, pks)
    return [found[pk] for pk in pks]


def stats(connection: sqlite3.Connection, gate: Gate) -> Stats:
    """What is live: the latest runs, less what people withdrew, superseded or rejected."""
    decisions = decide(judgements(connection))
    out = {"gone": listed(sorted(decisions.gone)), "rejected": listed(sorted(decisions.rejected))}
    standing = (
        f"{gate.document('l.document')} AND l.document NOT IN (SELECT value FROM json_each(:gone)) "
        "AND c.id NOT IN (SELECT value FROM json_each(:rejected))"
    )

    def count(query: str) -> int:
        return int(connection.execute(query, gate.bind(type=TYPE, **out)).fetchone()[0])

    def by_type(query: str) -> dict[str, int]:
        return {row["type"]: row["n"] for row in connection.execute(query, gate.bind())}

    return Stats(
        documents=count(
            f"SELECT count(*) FROM document d WHERE {gate.document('d.id')} "
            "AND d.id NOT IN (SELECT value FROM json_each(:gone))"
        ),
        mentions=count(f"SELECT count(DISTINCT c.subject) FROM {LIVE} WHERE c.predicate = :type AND {standing}"),
        claims=count(f"SELECT count(DISTINCT c.id) FROM {LIVE} WHERE {standing}"),
        entities=by_type(
            f"SELECT e.type, count(*) AS n FROM entity e WHERE {gate.entity('e')} GROUP BY e.type ORDER BY e.type"
        ),
        links=by_type(
            f"SELECT l.type, count(*) AS n FROM {views.LINK} WHERE {gate.link('l', 'a', 'b')} "
            "GROUP BY l.type ORDER BY l.type"
        ),
        rejects=count(
            "SELECT count(*) FROM ingested i WHERE i.state = 'rejected' AND NOT EXISTS "
            "(SELECT 1 FROM ingested j WHERE j.path = i.path AND j.line > i.line)"
        ),
    )


def classes(connection: sqlite3.Connection) -> dict[int, dict[str, object]]:
    rows = connection.execute("SELECT mk, handling FROM marking_class ORDER BY mk")
    return {row["mk"]: block_of(row["handling"]) for row in rows}


def faults(connection: sqlite3.Connection) -> list[str]:
    found = [row[0] for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
    orphans = connection.execute('SELECT DISTINCT "table", parent FROM pragma_foreign_key_check() ORDER BY 1, 2')
    return found + [f"a row of {row[0]} points to no {row[1]}" for row in orphans]


def due_before(connection: sqlite3.Connection, day: date) -> int:
    (count,) = connection.execute(
        "SELECT count(*) FROM document WHERE due <= :day", {"day": day.isoformat()}
    ).fetchone()
    return int(count)


def scored_otherwise(connection: sqlite3.Connection, model: str) -> int:
    (count,) = connection.execute("SELECT count(*) FROM pair WHERE model <> :model", {"model": model}).fetchone()
    return int(count)
