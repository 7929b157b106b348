"""Reading the truth as it stands inside a transaction."""

from __future__ import annotations

from collections.abc import Sequence

from graph.judgement import Judgement
from graph.neo4j_store.rows import Transaction, ask, rows
from graph.records import claim_of, document_of, ingested_of, judgement_of, mention_of
from graph.rows import Ingested
from ontology.claim import Claim
from ontology.document import Document, Mention

LIVE = "(d:Document)-[l:LIVE]->(u:Run)-[:MADE]->(c:Claim {extractor: l.extractor})"
"""Claims `c` of the latest run of each extractor over a document `d`."""
DOCUMENT = "d {.*, handling: [(d)-[:MARKED]->(k) | k.handling][0]}"
"""A document `d` as the row that `document_of` reads."""


async def pending(transaction: Transaction, limit: int) -> list[str]:
    found = await ask(
        transaction,
        "MATCH (d:Pending) WHERE d.id IS NOT NULL RETURN d.id AS id ORDER BY id LIMIT $limit",
        limit=limit,
    )
    return [id_ for (id_,) in found]


async def marking_class(transaction: Transaction, documents: Sequence[str]) -> dict[str, int]:
    found = await ask(
        transaction, "MATCH (d:Document) WHERE d.id IN $ids RETURN d.id AS id, d.mk ORDER BY id", ids=list(documents)
    )
    return dict(found)


async def documents(transaction: Transaction, ids: Sequence[str]) -> list[Document]:
    found = await rows(
        transaction, f"MATCH (d:Document) WHERE d.id IN $ids RETURN {DOCUMENT} AS r ORDER BY d.id", ids=list(ids)
    )
    return [document_of(row) for row in found]


async def mentions_of(transaction: Transaction, documents: Sequence[str]) -> list[Mention]:
    found = await rows(
        transaction,
        "MATCH (m:Mention)-[:IN]->(d:Document) WHERE d.id IN $ids RETURN properties(m) AS r "
        "ORDER BY m.document, m.start_at, m.end_at, m.k",
        ids=list(documents),
    )
    return [mention_of(row) for row in found]


async def mentions(transaction: Transaction, ids: Sequence[str]) -> list[Mention]:
    found = await rows(
        transaction, "MATCH (m:Mention) WHERE m.id IN $ids RETURN properties(m) AS r ORDER BY m.id", ids=list(ids)
    )
    return [mention_of(row) for row in found]


async def live_claims(transaction: Transaction, documents: Sequence[str]) -> list[Claim]:
    found = await rows(
        transaction,
        f"MATCH {LIVE} WHERE d.id IN $ids RETURN properties(c) AS r ORDER BY c.id",
        ids=list(documents),
    )
    return [claim_of(row) for row in found]


async def claims(transaction: Transaction, ids: Sequence[str]) -> list[Claim]:
    found = await rows(
        transaction, "MATCH (c:Claim) WHERE c.id IN $ids RETURN properties(c) AS r ORDER BY c.id", ids=list(ids)
    )
    return [claim_of(row) for row in found]


async def runs_of(transaction: Transaction, documents: Sequence[str]) -> dict[str, frozenset[str]]:
    found = await ask(
        transaction,
        "MATCH (d:Document)-[:LIVE]->(u:Run) WHERE d.id IN $ids RETURN d.id AS id, collect(DISTINCT u.id) ORDER BY id",
        ids=list(documents),
    )
    return {document: frozenset(runs) for document, runs in found}


async def judgements(transaction: Transaction) -> list[Judgement]:
    found = await rows(
        transaction,
        "MATCH (j:Judgement) WHERE j.place IS NOT NULL "
        "RETURN j {.*, purpose: j.purpose, case_name: j.case_name} AS r ORDER BY j.place",
    )
    return [judgement_of(row) for row in found]


async def ingested(transaction: Transaction, path: str) -> Ingested | None:
    found = await rows(
        transaction,
        "MATCH (i:Ingested {path: $path}) RETURN properties(i) AS r ORDER BY i.line DESC LIMIT 1",
        path=path,
    )
    return ingested_of(found[0]) if found else None


async def entity_of(transaction: Transaction, mentions: Sequence[str]) -> dict[str, str]:
    """By the rows that serve everybody first; where a mention is only in variants, the first by id."""
    found = await ask(
        transaction,
        "MATCH (m:Mention)<-[:HOLDS]-(e:Entity) WHERE m.id IN $ids "
        "RETURN m.id AS mention, e.id AS id, e.variant AS variant ORDER BY mention, variant, id",
        ids=list(mentions),
    )
    leads: dict[str, str] = {}
    for mention, id_, _ in found:
        leads.setdefault(mention, id_)
    return leads
