"""Writing and reading the truth inside a transaction: extractions, judgements, the ingest ledger, what is pending."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict

from graph.judgement import GENESIS, Judgement
from graph.records import (
    claim_of,
    claim_row,
    document_of,
    document_row,
    ingested_of,
    judgement_of,
    judgement_row,
    mention_of,
    mention_row,
)
from graph.refusals import another_text, document_missing, judged_since
from graph.rows import Holding, Ingested
from graph.sqlite.records import DOCUMENT, listed
from ontology.claim import Claim
from ontology.document import Document, Mention
from ontology.handling import Handling

LIVE = "live l JOIN run_claim r ON r.run = l.run JOIN claim c ON c.id = r.claim AND c.extractor = l.extractor"
"""Claims `c` of the latest run of each extractor `l` over a document."""


def put_holdings(connection: sqlite3.Connection, batch: Sequence[Holding]) -> None:
    for holding in batch:
        _put_holding(connection, holding)


def _put_holding(connection: sqlite3.Connection, holding: Holding) -> None:
    changed = _put_document(connection, holding.document)
    for mention in holding.mentions:
        connection.execute(
            "INSERT INTO mention VALUES (:id, :document, :start_at, :end_at, :k) ON CONFLICT (id) DO NOTHING",
            mention_row(mention),
        )
    for claim in holding.claims:
        changed |= _upsert(connection, "claim", claim_row(claim))
    for run, claims in holding.runs:
        changed |= _put_run(connection, holding.document.id, run, claims)
    for extractor, run in holding.live:
        row = {"document": holding.document.id, "extractor": extractor, "run": run}
        changed |= _upsert(connection, "live", row, key=2)
    if changed:
        mark_pending(connection, [holding.document.id])


def _put_document(connection: sqlite3.Connection, document: Document) -> bool:
    """The first reading of a document stands; whether it is new."""
    known = connection.execute("SELECT text FROM document WHERE id = :id", {"id": document.id}).fetchone()
    if known is None:
        _insert(connection, "document", document_row(document, _class_of(connection, document.handling)))
        return True
    if known["text"] != document.text:
        raise another_text(document.id)
    return False


def _class_of(connection: sqlite3.Connection, handling: Handling) -> int:
    connection.execute(
        "INSERT INTO marking_class (digest, handling) VALUES (:digest, :handling) ON CONFLICT (digest) DO NOTHING",
        {"digest": handling.digest, "handling": handling.canonical},
    )
    (mk,) = connection.execute(
        "SELECT mk FROM marking_class WHERE digest = :digest", {"digest": handling.digest}
    ).fetchone()
    return int(mk)


def _put_run(connection: sqlite3.Connection, document: str, run: str, claims: Sequence[str]) -> bool:
    """Which claims a run made; whether they are others than before."""
    _upsert(connection, "run", {"id": run, "document": document})
    rows = connection.execute("SELECT claim FROM run_claim WHERE run = :run", {"run": run})
    if {row["claim"] for row in rows} == set(claims):
        return False
    connection.execute("DELETE FROM run_claim WHERE run = :run", {"run": run})
    connection.executemany(
        "INSERT INTO run_claim VALUES (:run, :claim)", [{"run": run, "claim": claim} for claim in claims]
    )
    return True


def _insert(connection: sqlite3.Connection, table: str, row: Mapping[str, object]) -> None:
    names = ", ".join(row)
    places = ", ".join(f":{name}" for name in row)
    connection.execute(f"INSERT INTO {table} ({names}) VALUES ({places})", row)


def _upsert(connection: sqlite3.Connection, table: str, row: Mapping[str, object], key: int = 1) -> bool:
    """Write a row whose first `key` columns are its key; whether anything changed."""
    names = list(row)
    rest = names[key:]
    cursor = connection.execute(
        f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join(f':{n}' for n in names)}) "
        f"ON CONFLICT ({', '.join(names[:key])}) DO UPDATE SET {', '.join(f'{n} = excluded.{n}' for n in rest)} "
        f"WHERE ({', '.join(f'{table}.{n}' for n in rest)}) IS NOT ({', '.join(f'excluded.{n}' for n in rest)})",
        row,
    )
    return cursor.rowcount > 0


def put_judgements(connection: sqlite3.Connection, batch: Sequence[Judgement]) -> None:
    for judgement in batch:
        if connection.execute("SELECT 1 FROM judgement WHERE id = :id", {"id": judgement.id}).fetchone():
            continue
        last = connection.execute("SELECT id FROM judgement ORDER BY place DESC LIMIT 1").fetchone()
        if judgement.previous != (last["id"] if last else GENESIS):
            raise judged_since(judgement)
        _insert(connection, "judgement", judgement_row(judgement))


def put_ingested(connection: sqlite3.Connection, batch: Sequence[Ingested]) -> None:
    """Append, except a line that is there."""
    connection.executemany(
        "INSERT INTO ingested (path, state, document, reason, place, at) "
        "SELECT :path, :state, :document, :reason, :place, :at WHERE NOT EXISTS (SELECT 1 FROM ingested WHERE "
        "path = :path AND (state, document, reason, place, at) IS (:state, :document, :reason, :place, :at))",
        [asdict(line) for line in batch],
    )


def ingested(connection: sqlite3.Connection, path: str) -> Ingested | None:
    row = connection.execute(
        "SELECT * FROM ingested WHERE path = :path ORDER BY line DESC LIMIT 1", {"path": path}
    ).fetchone()
    return None if row is None else ingested_of(row)


def mark_pending(connection: sqlite3.Connection, documents: Sequence[str]) -> None:
    unknown = set(documents) - marking_class(connection, documents).keys()
    if unknown:
        raise document_missing(min(unknown))
    connection.executemany(
        "INSERT INTO pending VALUES (:id) ON CONFLICT (document) DO NOTHING", [{"id": d} for d in documents]
    )


def mark_fused(connection: sqlite3.Connection, documents: Iterable[str]) -> None:
    connection.executemany("DELETE FROM pending WHERE document = :id", [{"id": d} for d in documents])


def pending(connection: sqlite3.Connection, limit: int) -> list[str]:
    rows = connection.execute("SELECT document FROM pending ORDER BY document LIMIT :limit", {"limit": limit})
    return [row["document"] for row in rows]


def marking_class(connection: sqlite3.Connection, documents: Sequence[str]) -> dict[str, int]:
    rows = connection.execute(
        "SELECT id, mk FROM document WHERE id IN (SELECT value FROM json_each(:ids)) ORDER BY id",
        {"ids": listed(documents)},
    )
    return {row["id"]: row["mk"] for row in rows}


def documents(connection: sqlite3.Connection, ids: Sequence[str]) -> list[Document]:
    return [document_of(row) for row in connection.execute(DOCUMENT, {"ids": listed(ids)})]


def mentions_of(connection: sqlite3.Connection, documents: Sequence[str]) -> list[Mention]:
    rows = connection.execute(
        "SELECT * FROM mention WHERE document IN (SELECT value FROM json_each(:ids)) "
        "ORDER BY document, start_at, end_at, k",
        {"ids": listed(documents)},
    )
    return [mention_of(row) for row in rows]


def mentions(connection: sqlite3.Connection, ids: Sequence[str]) -> list[Mention]:
    rows = connection.execute(
        "SELECT * FROM mention WHERE id IN (SELECT value FROM json_each(:ids)) ORDER BY id", {"ids": listed(ids)}
    )
    return [mention_of(row) for row in rows]


def live_claims(connection: sqlite3.Connection, documents: Sequence[str]) -> list[Claim]:
    rows = connection.execute(
        f"SELECT c.* FROM {LIVE} WHERE l.document IN (SELECT value FROM json_each(:ids)) ORDER BY c.id",
        {"ids": listed(documents)},
    )
    return [claim_of(row) for row in rows]


def claims(connection: sqlite3.Connection, ids: Sequence[str]) -> list[Claim]:
    rows = connection.execute(
        "SELECT * FROM claim WHERE id IN (SELECT value FROM json_each(:ids)) ORDER BY id", {"ids": listed(ids)}
    )
    return [claim_of(row) for row in rows]


def runs_of(connection: sqlite3.Connection, documents: Sequence[str]) -> dict[str, frozenset[str]]:
    rows = connection.execute(
        "SELECT DISTINCT document, run FROM live WHERE document IN (SELECT value FROM json_each(:ids)) "
        "ORDER BY document, run",
        {"ids": listed(documents)},
    )
    runs: dict[str, set[str]] = {}
    for row in rows:
        runs.setdefault(row["document"], set()).add(row["run"])
    return {document: frozenset(of) for document, of in runs.items()}


def judgements(connection: sqlite3.Connection) -> list[Judgement]:
    return [judgement_of(row) for row in connection.execute("SELECT * FROM judgement ORDER BY place")]
