"""The store and the ledger: version, soundness, and what in them waits for somebody."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from datetime import date

from api.checks.finding import Finding
from graph.effect import idle
from graph.judgement import Judgement, behind, decide, verify_chain
from graph.ledger import Ledger
from graph.resolution.model import model
from graph.standing import review
from graph.store import Store
from ontology.claim import TYPE

MANY = 10_000
"""Up to so many waiting documents are counted."""


async def look(store: Store, ledger: Ledger | None, today: date, head: str | None = None) -> AsyncIterator[Finding]:
    """`head`: the id of a judgement that was written down elsewhere."""
    able = store.capabilities()
    yield Finding("store version", "ok", f"{able.name} {able.version}, schema {able.schema_version}")
    faults = await store.faults()
    yield _finding("store", "is sound", faults, "restore a backup, or load the reports into a new store")
    truth = store.truth()
    pending = await truth.pending(MANY)
    anchored = await ledger.anchored() if ledger else []  # before the chain: somebody may judge meanwhile
    judgements = await truth.judgements()
    more = " or more" if len(pending) == MANY else ""
    yield _counted(
        "documents that wait to be fused", len(pending), more, "run: linkwright ingest once more, or rebuild"
    )
    yield _counted(
        "pairs that another match model scored",
        await store.scored_otherwise(model().version),
        "",
        "new reports are compared by this program's model, these were not: run linkwright rebuild",
    )
    broken = verify_chain(judgements, [*anchored, *([head] if head else [])])
    last = f", the last is {judgements[-1].id}" if judgements else ""
    yield _finding(
        "chain of judgements",
        f"{len(judgements)} judgements{last}",
        [f"broken at {broken}"] if broken else [],
        "somebody changed the store, or cut it short: restore the judgements from a backup",
    )
    yield _counted(
        "judgements that the ledger does not hold",
        behind(judgements, anchored),
        "",
        "a change of them would not be seen: look at the last ones; the next judgement holds them too",
    )
    lost = await _lost(store, judgements)
    yield _counted(
        "judgements whose mention is gone",
        len(lost),
        f": {', '.join(lost[:5])}" if lost else "",
        "look at the document again and judge anew, or retract them",
    )
    without = await idle(store)
    told = "; ".join(f"{one.judgement} against {', '.join(one.because_of) or 'the types'}" for one in without[:5])
    yield _counted(
        "judgements without effect",
        len(without),
        f": {told}" if told else "",
        "they contradict others: retract one side of each",
    )
    due = await store.due_before(today)
    yield _counted("documents past their review date", due, "", "hidden until they are reviewed and loaded again")
    if ledger is not None:
        upheld, suspended = await review(store, await ledger.predicates())
        yield Finding("predicates that stand", "ok", str(len(upheld)))
        named = ", ".join(predicate.mention for predicate in suspended[:5])
        yield _counted(
            "suspended predicates", len(suspended), f": {named}" if named else "", "no claim holds them; load others"
        )


def _finding(name: str, sound: str, faults: Iterable[str], mend: str) -> Finding:
    told = "; ".join(faults)
    return Finding(name, "wrong", told, mend) if told else Finding(name, "ok", sound)


def _counted(name: str, count: int, more: str, mend: str) -> Finding:
    return Finding(name, "note" if count else "ok", f"{count}{more}", mend if count else "")


async def _lost(store: Store, judgements: list[Judgement]) -> list[str]:
    """Ids of live judgements about mentions that the latest runs no longer make: kept, and without effect."""
    decisions = decide(judgements)
    pairs = decisions.same | decisions.different | decisions.unsure
    judged: dict[tuple[str, ...], str] = {}  # what is judged → the last judgement of it, which is the one that counts
    for judgement in judgements:
        pair = tuple(sorted((judgement.left, judgement.right or "")))
        if pair in pairs:
            judged[pair] = judgement.id
        elif judgement.verdict == "retype" and judgement.left in decisions.types:
            judged[judgement.left,] = judgement.id
    mentions = {mention for key in judged for mention in key}
    truth = store.truth()
    homes = {m.id: m.document for m in await truth.mentions(sorted(mentions))}
    documents = sorted(set(homes.values()) - decisions.gone)
    live = {c.subject for c in await truth.live_claims(documents) if c.predicate == TYPE}
    gone = {m for m in mentions - live if homes.get(m) not in decisions.gone}
    return sorted(id_ for key, id_ in judged.items() if gone.intersection(key))
