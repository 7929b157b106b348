"""Writing the truth inside a transaction: extractions, judgements, the ingest ledger, what is pending."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict

from graph.judgement import GENESIS, Judgement
from graph.neo4j_store.extraction import put_round
from graph.neo4j_store.reading import marking_class
from graph.neo4j_store.rows import Transaction, ask, present, tell
from graph.records import judgement_row
from graph.refusals import document_missing, judged_since
from graph.rows import Holding, Ingested


async def put_holdings(transaction: Transaction, batch: Sequence[Holding]) -> None:
    changed: set[str] = set()
    for round_ in _rounds(batch):
        changed |= await put_round(transaction, round_)
    await mark_pending(transaction, sorted(changed))


def _rounds(batch: Iterable[Holding]) -> list[list[Holding]]:
    """The batch in parts that hold a document once, in its order: what a later run changes depends on earlier ones."""
    rounds: list[dict[str, Holding]] = []
    seen: dict[str, int] = {}
    for holding in batch:
        number = seen.get(holding.document.id, 0)
        seen[holding.document.id] = number + 1
        if number == len(rounds):
            rounds.append({})
        rounds[number][holding.document.id] = holding
    return [list(of.values()) for of in rounds]


async def put_judgements(transaction: Transaction, batch: Sequence[Judgement]) -> None:
    ids = [j.id for j in batch]
    known = {id_ for (id_,) in await ask(transaction, "MATCH (j:Judgement) WHERE j.id IN $ids RETURN j.id", ids=ids)}
    found = await ask(
        transaction,
        "MATCH (j:Judgement) WHERE j.place IS NOT NULL RETURN j.id, j.place ORDER BY j.place DESC LIMIT 1",
    )
    last, place = found[0] if found else (GENESIS, 0)
    new = []
    for judgement in batch:
        if judgement.id in known:
            continue
        if judgement.previous != last:
            raise judged_since(judgement)
        known.add(judgement.id)
        last, place = judgement.id, place + 1
        new.append(present(judgement_row(judgement) | {"place": place}))
    await tell(transaction, "UNWIND $rows AS r CREATE (j:Judgement) SET j = r RETURN count(*) AS n", new)


async def put_ingested(transaction: Transaction, batch: Sequence[Ingested]) -> None:
    """Append, except a line that is there."""
    rows = [present(asdict(line)) for line in dict.fromkeys(batch)]
    found = await ask(
        transaction,
        "UNWIND $rows AS r MATCH (i:Ingested {path: r.path}) WHERE i.state = r.state AND i.at = r.at "
        "AND coalesce(i.document = r.document, r.document IS NULL AND i.document IS NULL) "
        "AND coalesce(i.reason = r.reason, r.reason IS NULL AND i.reason IS NULL) "
        "AND coalesce(i.place = r.place, r.place IS NULL AND i.place IS NULL) RETURN DISTINCT r",
        rows=rows,
    )
    known = [row for (row,) in found]
    last = await ask(
        transaction, "MATCH (i:Ingested) WHERE i.line IS NOT NULL RETURN i.line AS line ORDER BY line DESC LIMIT 1"
    )
    line = last[0][0] if last else 0
    new = [row | {"line": line + n} for n, row in enumerate((r for r in rows if r not in known), start=1)]
    await tell(transaction, "UNWIND $rows AS r CREATE (i:Ingested) SET i = r RETURN count(*) AS n", new)


async def mark_pending(transaction: Transaction, documents: Sequence[str]) -> None:
    met = await tell(
        transaction, "UNWIND $rows AS id MATCH (d:Document {id: id}) SET d:Pending RETURN count(*) AS n", documents
    )
    if met < len(documents):
        raise document_missing(min(set(documents) - (await marking_class(transaction, documents)).keys()))


async def mark_fused(transaction: Transaction, documents: Sequence[str]) -> None:
    await tell(
        transaction, "UNWIND $rows AS id MATCH (d:Document {id: id}) REMOVE d:Pending RETURN count(*) AS n", documents
    )
