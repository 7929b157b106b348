"""Reading the truth from end to end, for copies and backups."""

from __future__ import annotations

from typing import Any

from graph.neo4j_store.rows import Properties, Transaction, ask, rows
from graph.records import claim_of, document_of, ingested_of, mention_of
from graph.rows import Holding, Ingested

_CLAIMS = "(d)<-[:IN]-(:Mention)<-[:SUBJECT]-(c:Claim)"


async def page_of_holdings(transaction: Transaction, after: str, limit: int) -> list[Holding]:
    """Those of the documents that follow one in the order of ids."""
    found = await ask(
        transaction,
        "MATCH (d:Document) WHERE d.id > $after WITH d ORDER BY d.id LIMIT $limit "
        "MATCH (d)-[:MARKED]->(k:MarkingClass) RETURN d {.*, handling: k.handling} AS document, "
        "COLLECT { MATCH (m:Mention)-[:IN]->(d) RETURN properties(m) ORDER BY m.start_at, m.end_at, m.k }, "
        f"COLLECT {{ MATCH {_CLAIMS} RETURN properties(c) ORDER BY c.id }}, "
        f"COLLECT {{ MATCH {_CLAIMS}<-[:MADE]-(u:Run) WITH u.id AS run, c.id AS claim ORDER BY run, claim "
        "WITH run, collect(claim) AS made RETURN [run, made] }, "
        "COLLECT { MATCH (d)-[l:LIVE]->(u:Run) RETURN [l.extractor, u.id] ORDER BY l.extractor } "
        "ORDER BY document.id",
        after=after,
        limit=limit,
    )
    return [_holding(*row) for row in found]


def _holding(document: Any, mentions: Any, claims: Any, runs: Any, live: Any) -> Holding:
    made = {run: () for _, run in live} | {run: tuple(of) for run, of in runs}  # one that found nothing made no claims
    return Holding(
        document_of(Properties(document)),
        tuple(mention_of(Properties(row)) for row in mentions),
        tuple(claim_of(Properties(row)) for row in claims),
        tuple(sorted(made.items())),
        tuple((extractor, run) for extractor, run in live),
    )


async def page_of_ingested(transaction: Transaction, after: int, limit: int) -> list[tuple[int, Ingested]]:
    """Numbered lines of the ingest ledger that follow one."""
    found = await rows(
        transaction,
        "MATCH (i:Ingested) WHERE i.line > $after RETURN properties(i) ORDER BY i.line LIMIT $limit",
        after=after,
        limit=limit,
    )
    return [(row["line"], ingested_of(row)) for row in found]
