"""Writing documents with their mentions, claims and runs: a few statements for many documents.

Nothing of a document that was not there can be there, so only of known documents is anything asked before it is
written. Nodes come before relationships, rows in the order of what they lead to.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

from graph.neo4j_store.rows import Transaction, ask, fields, present, rows, tell
from graph.records import claim_row, document_row, mention_row
from graph.refusals import another_text
from graph.rows import Holding
from ontology.claim import Claim
from ontology.document import Document, Mention
from ontology.errors import StoreError

_DOCUMENT = (
    "id", "sha256", "text", "lang", "source", "mk", "received", "due", "given_id", "title", "event_date",
    "report_date", "reliability", "credibility", "origin", "media_type", "parts",
)  # fmt: skip
_MENTION = ("id", "document", "start_at", "end_at", "k")
_CLAIM = (
    "id", "document", "subject", "predicate", "object", "written", "normal", "qualifiers", "evidence", "polarity",
    "certainty", "modality", "speaker", "valid", "extractor", "version", "score",
)  # fmt: skip


@dataclass(slots=True)
class _Round:
    """Holdings of different documents. `known` documents were there before; `changed` ones will be fused again."""

    transaction: Transaction
    holdings: Sequence[Holding]
    known: frozenset[str] = frozenset()
    changed: set[str] = field(default_factory=set)

    def of_known(self, records: Iterable[Mention | Claim]) -> list[str]:
        return sorted({r.id for r in records if r.document in self.known})


async def put_round(transaction: Transaction, holdings: Sequence[Holding]) -> set[str]:
    """Write holdings of different documents; returns the documents of which something changed."""
    round_ = _Round(transaction, holdings)
    await _put_documents(round_)
    await _put_mentions(round_)
    await _put_claims(round_)
    await _put_runs(round_)
    await _put_live(round_)
    return round_.changed


async def _put_documents(round_: _Round) -> None:
    documents = [h.document for h in round_.holdings]
    found = await ask(
        round_.transaction,
        "MATCH (d:Document) WHERE d.id IN $ids RETURN d.id, d.text",
        ids=[d.id for d in documents],
    )
    texts = dict(found)
    for document in documents:
        if texts.get(document.id, document.text) != document.text:
            raise another_text(document.id)
    round_.known = frozenset(texts)
    new = [d for d in documents if d.id not in texts]
    if not new:
        return
    classes = await _classes_of(round_.transaction, new)
    await tell(
        round_.transaction,
        f"UNWIND $rows AS r CREATE (d:Document {fields('r', _DOCUMENT)}) RETURN count(*) AS n",
        [document_row(d, classes[d.handling.digest]) for d in new],
    )
    await tell(
        round_.transaction,
        "UNWIND $rows AS r MATCH (d:Document {id: r.id}) MATCH (k:MarkingClass {mk: r.mk}) "
        "CREATE (d)-[:MARKED]->(k) RETURN count(*) AS n",
        sorted(({"id": d.id, "mk": classes[d.handling.digest]} for d in new), key=itemgetter("mk", "id")),
    )
    round_.changed |= {d.id for d in new}


async def _classes_of(transaction: Transaction, documents: Sequence[Document]) -> dict[str, int]:
    """Digest of a handling block → its class; new ones are numbered on, in the order of the documents."""
    handlings = {d.handling.digest: d.handling for d in documents}
    classes: dict[str, int] = dict(
        await ask(
            transaction,
            "MATCH (k:MarkingClass) WHERE k.digest IN $digests RETURN k.digest, k.mk",
            digests=list(handlings),
        )
    )
    new = [digest for digest in handlings if digest not in classes]
    if new:
        last = await ask(
            transaction, "MATCH (k:MarkingClass) WHERE k.mk IS NOT NULL RETURN k.mk AS mk ORDER BY mk DESC LIMIT 1"
        )
        classes |= {digest: mk for mk, digest in enumerate(new, start=last[0][0] + 1 if last else 1)}
        await tell(
            transaction,
            "UNWIND $rows AS r CREATE (k:MarkingClass {mk: r.mk, digest: r.digest, handling: r.handling}) "
            "RETURN count(*) AS n",
            [{"mk": classes[d], "digest": d, "handling": handlings[d].canonical} for d in new],
        )
    return classes


async def _put_mentions(round_: _Round) -> None:
    mentions = {m.id: m for h in round_.holdings for m in h.mentions}
    known = await _known(round_.transaction, "Mention", round_.of_known(mentions.values()))
    new: list[dict[str, Any]] = [mention_row(m) for m in mentions.values() if m.id not in known]
    await _whole(
        round_.transaction,
        "UNWIND $rows AS r MATCH (d:Document {id: r.document}) "
        f"CREATE (m:Mention {fields('r', _MENTION)})-[:IN]->(d) RETURN count(*) AS n",
        sorted(new, key=lambda r: (r["document"], r["id"])),
        "mention",
    )


async def _put_claims(round_: _Round) -> None:
    claims = {c.id: c for h in round_.holdings for c in h.claims}
    known: dict[object, Mapping[str, object]] = {}
    if asked := round_.of_known(claims.values()):
        stored = await rows(round_.transaction, "MATCH (c:Claim) WHERE c.id IN $ids RETURN properties(c)", ids=asked)
        known = {row["id"]: row for row in stored}
    new: list[dict[str, Any]] = []
    changed: list[dict[str, Any]] = []
    for claim in claims.values():
        row = claim_row(claim)
        if claim.id not in known:
            new.append(row)
        elif known[claim.id] != present(row):
            changed.append(present(row))
        else:
            continue
        round_.changed.add(claim.document)
    await tell(
        round_.transaction, "UNWIND $rows AS r MATCH (c:Claim {id: r.id}) SET c = r RETURN count(*) AS n", changed
    )
    await _whole(
        round_.transaction,
        "UNWIND $rows AS r MATCH (m:Mention {id: r.subject}) "
        f"CREATE (c:Claim {fields('r', _CLAIM)})-[:SUBJECT]->(m) RETURN count(*) AS n",
        sorted(new, key=lambda r: (r["subject"], r["id"])),
        "claim",
    )
    objects = [{"id": r["id"], "object": r["object"]} for r in new if r["object"] is not None]
    await _whole(
        round_.transaction,
        "UNWIND $rows AS r MATCH (c:Claim {id: r.id}) MATCH (m:Mention {id: r.object}) CREATE (c)-[:OBJECT]->(m) "
        "RETURN count(*) AS n",
        sorted(objects, key=lambda r: (r["object"], r["id"])),
        "claim",
    )


async def _put_runs(round_: _Round) -> None:
    """Which claims a run made. A run that is known and made others now made these alone."""
    made = {run: (h.document.id, set(claims)) for h in round_.holdings for run, claims in h.runs}
    runs = sorted(run for run, (document, _) in made.items() if document in round_.known)
    found = await ask(
        round_.transaction,
        "MATCH (u:Run) WHERE u.id IN $ids RETURN u.id, COLLECT { MATCH (u)-[:MADE]->(c:Claim) RETURN c.id }",
        ids=runs,
    )
    before = {run: set(claims) for run, claims in found}
    new = [{"id": run, "document": document} for run, (document, _) in made.items() if run not in before]
    await tell(
        round_.transaction,
        "UNWIND $rows AS r CREATE (u:Run {id: r.id, document: r.document}) RETURN count(*) AS n",
        sorted(new, key=itemgetter("id")),
    )
    others = {run: of for run, of in made.items() if before.get(run, set()) != of[1]}
    await tell(
        round_.transaction,
        "UNWIND $rows AS id MATCH (:Run {id: id})-[m:MADE]->() DELETE m RETURN count(*) AS n",
        sorted(run for run in others if before.get(run)),
    )
    await _whole(
        round_.transaction,
        "UNWIND $rows AS r MATCH (u:Run {id: r.run}) MATCH (c:Claim {id: r.claim}) CREATE (u)-[:MADE]->(c) "
        "RETURN count(*) AS n",
        [{"run": run, "claim": claim} for run in sorted(others) for claim in sorted(others[run][1])],
        "run",
    )
    round_.changed |= {document for document, _ in others.values()}


async def _put_live(round_: _Round) -> None:
    """Make each run the latest of its extractors."""
    wanted = {(h.document.id, extractor): run for h in round_.holdings for extractor, run in h.live}
    found = await ask(
        round_.transaction,
        "MATCH (d:Document)-[l:LIVE]->(u:Run) WHERE d.id IN $ids RETURN d.id, l.extractor, u.id",
        ids=sorted(round_.known),
    )
    before = {(document, extractor): run for document, extractor, run in found}
    others = [
        {"document": document, "extractor": extractor, "run": run}
        for (document, extractor), run in sorted(wanted.items())
        if before.get((document, extractor)) != run
    ]
    await tell(
        round_.transaction,
        "UNWIND $rows AS r MATCH (:Document {id: r.document})-[l:LIVE {extractor: r.extractor}]->() DELETE l "
        "RETURN count(*) AS n",
        [r for r in others if (r["document"], r["extractor"]) in before],
    )
    await tell(
        round_.transaction,
        "UNWIND $rows AS r MATCH (d:Document {id: r.document}) MATCH (u:Run {id: r.run}) "
        "CREATE (d)-[:LIVE {extractor: r.extractor}]->(u) RETURN count(*) AS n",
        others,
    )
    round_.changed |= {r["document"] for r in others}


async def _known(transaction: Transaction, label: str, ids: Sequence[str]) -> set[str]:
    if not ids:
        return set()
    return {id_ for (id_,) in await ask(transaction, f"MATCH (n:{label}) WHERE n.id IN $ids RETURN n.id", ids=ids)}


async def _whole(transaction: Transaction, statement: str, rows: Sequence[dict[str, Any]], what: str) -> None:
    """Run a statement that must find what every row leads to."""
    if await tell(transaction, statement, rows) != len(rows):
        raise StoreError("the store refuses this: what it leads to is not there", where=what)
