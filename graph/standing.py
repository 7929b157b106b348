"""Whose predicate stands: the mentions that `fuse` may take for subjects (rule G1).

A predicate stands while at least one of the claims it rests on is live: made by the latest run over its document,
not rejected, and the document not withdrawn. When the last one falls, the person is a mentioned one again.
"""

from __future__ import annotations

from collections import defaultdict

from graph.judgement import GENESIS, Judgement, Verdict, decide
from graph.ledger import Ledger, Predicate
from graph.store import Store


async def standing(store: Store, ledger: Ledger) -> frozenset[str]:
    """Mentions with a predicate that stands now."""
    upheld, _ = await review(store, await ledger.predicates())
    return frozenset(predicate.mention for predicate in upheld)


async def standing_after(store: Store, ledger: Ledger, verdict: Verdict, left: str) -> frozenset[str]:
    """Mentions whose predicate stands once a judgement of one thing is made (reject, confirm, withdraw, retract): it
    may take a predicate its last claim, or give it back, and the class must change in the same transaction."""
    after = Judgement(verdict, left, None, actor="", reason="", at="", previous=GENESIS)
    upheld, _ = await review(store, await ledger.predicates(), after=after)
    return frozenset(predicate.mention for predicate in upheld)


async def review(
    store: Store, predicates: list[Predicate], *, after: Judgement | None = None
) -> tuple[list[Predicate], list[Predicate]]:
    """Those that stand, and those that are suspended."""
    if not predicates:
        return [], []
    truth = store.truth()
    mentions = await truth.mentions(sorted({p.mention for p in predicates}))
    ledger = await truth.judgements()
    decisions = decide([*ledger, after] if after else ledger)
    live = defaultdict[str, set[str]](set)
    for claim in await truth.live_claims(sorted({m.document for m in mentions} - decisions.gone)):
        live[claim.document].add(claim.id)
    home = {mention.id: mention.document for mention in mentions}
    upheld: list[Predicate] = []
    suspended: list[Predicate] = []
    for predicate in predicates:
        claims = live[home[predicate.mention]] if predicate.mention in home else set[str]()
        (upheld if claims.intersection(predicate.claims) - decisions.rejected else suspended).append(predicate)
    return upheld, suspended
