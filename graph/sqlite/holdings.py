"""Reading the truth from end to end, for copies and backups."""

from __future__ import annotations

import sqlite3
from collections import defaultdict

from graph.records import claim_of, document_of, ingested_of
from graph.rows import Holding, Ingested
from graph.sqlite.records import DOCUMENT, listed
from graph.sqlite.truth import mentions_of


def page_of_holdings(connection: sqlite3.Connection, after: str, limit: int) -> list[Holding]:
    """Those of the documents that follow one in the order of ids."""
    rows = connection.execute(
        "SELECT id FROM document WHERE id > :after ORDER BY id LIMIT :limit", {"after": after, "limit": limit}
    )
    ids = [row["id"] for row in rows]
    asked = {"ids": listed(ids)}
    documents = [document_of(row) for row in connection.execute(DOCUMENT, asked)]
    mentions = defaultdict(list)
    for mention in mentions_of(connection, ids):
        mentions[mention.document].append(mention)
    claims = defaultdict(list)
    among = "document IN (SELECT value FROM json_each(:ids))"
    for row in connection.execute(f"SELECT * FROM claim WHERE {among} ORDER BY id", asked):
        claims[row["document"]].append(claim_of(row))
    live = defaultdict(list)
    rows = connection.execute(f"SELECT * FROM live WHERE {among} ORDER BY document, extractor", asked)
    runs: dict[str, dict[str, list[str]]] = {id_: {} for id_ in ids}
    for document, extractor, run in rows:
        live[document].append((extractor, run))
        runs[document][run] = []  # one that found nothing made no claims
    rows = connection.execute(
        f"SELECT u.document, u.id, r.claim FROM run u JOIN run_claim r ON r.run = u.id WHERE u.{among} "
        "ORDER BY u.id, r.claim",
        asked,
    )
    for document, run, claim in rows:
        runs[document].setdefault(run, []).append(claim)
    return [
        Holding(
            document,
            tuple(mentions[document.id]),
            tuple(claims[document.id]),
            tuple((run, tuple(made)) for run, made in sorted(runs[document.id].items())),
            tuple(live[document.id]),
        )
        for document in documents
    ]


def page_of_ingested(connection: sqlite3.Connection, after: int, limit: int) -> list[tuple[int, Ingested]]:
    """Numbered lines of the ingest ledger that follow one."""
    rows = connection.execute(
        "SELECT * FROM ingested WHERE line > :after ORDER BY line LIMIT :limit", {"after": after, "limit": limit}
    )
    return [(row["line"], ingested_of(row)) for row in rows]
