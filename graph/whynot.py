"""Why two things are not one: never compared, not enough evidence, or joined by nothing that a guard would let pass."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from graph.access import Visibility
from graph.fuse import clusters_of
from graph.judgement import Judgement, decide
from graph.resolution.compare import Evidence, Term
from graph.resolution.keys import JOIN, keys_of
from graph.resolution.model import Model, model
from graph.resolution.profiles import Profile
from graph.resolution.shelf import Shelf
from graph.resolution.traced import Traced
from graph.rows import Pair
from graph.store import Store
from graph.tellings import entity_seen, judged_about, profiles_seen
from graph.why import why
from ontology.errors import RequestError
from ontology.loader import schema

Reason = Literal["types", "never_compared", "not_enough", "held_apart"]
Guard = Literal["judgement", "document", "conflict", "choice", "balance"]
MAX_KEYS = 20
"""Keys shown of each of two things that were never compared."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """What kept a join from being made, by two mentions. `judgement`: a person said that they are different;
    `document`: one document tells them as two; `conflict`: their evidence speaks too strongly against it; `balance`:
    all pairs between the two things together speak against it. `bits`: of that pair, or of all pairs together."""

    by: Guard
    left: str
    right: str
    bits: float | None = None
    judgement: Judgement | None = None


@dataclass(frozen=True, slots=True)
class WhyNot:
    """`types`: two types are never one. `never_compared`: `shared_keys` are those they have in common, which too many
    have; without any, `left_keys` and `right_keys` would have had to meet. `not_enough`: `evidence` of the strongest
    pair, and the term that speaks most `against` it. `held_apart`: what would have joined them was refused."""

    reason: Reason
    shared_keys: tuple[str, ...] = ()
    left_keys: tuple[str, ...] = ()
    right_keys: tuple[str, ...] = ()
    evidence: Evidence | None = None
    against: Term | None = None
    refusal: Refusal | None = None
    judgements: tuple[Judgement, ...] = ()


async def why_not(store: Store, view: Visibility, a: str, b: str) -> WhyNot:
    """Explain two entities that are two, from what the caller sees.

    Raises AbsentError when one is absent or hidden from him, RequestError when one entity holds both.
    """
    left, right = await entity_seen(store, view, a), await entity_seen(store, view, b)
    if left.id == right.id:
        raise RequestError("they are one", where=f"{a}, {b}", mend="ask how they came together")
    if left.type != right.type:
        return WhyNot("types")
    evidence = (await why(store, view, a, b)).evidence
    match = model()
    truth = store.truth()
    ledger = await truth.judgements()
    decisions = decide(ledger)
    shelf = Shelf(schema())
    shelf.open(truth, decisions)
    ours = await profiles_seen(truth, store, view, shelf, left.members)
    theirs = await profiles_seen(truth, store, view, shelf, right.members)
    nodes = [*ours, *theirs]
    trace = Traced(sorted(p.id for p in nodes))
    await clusters_of(nodes, truth, shelf, decisions, match, grouping=lambda _: trace)
    pairs = await truth.pairs_touching([p.id for p in ours])
    judged = judged_about(ledger, {*left.members, *right.members})
    sides = {p.id for p in ours}, {p.id for p in theirs}
    between = [p for p in pairs if _crosses((p.left, p.right), sides)]
    if refusal := _refusal(trace, nodes, sides, between, judged, match):
        return WhyNot("held_apart", evidence=evidence, against=_against(evidence), refusal=refusal, judgements=judged)
    if between:
        return WhyNot("not_enough", evidence=evidence, against=_against(evidence), judgements=judged)
    keys = _blocking(ours), _blocking(theirs)
    shared = keys[0] & keys[1]
    return WhyNot(
        "never_compared",
        shared_keys=_first(shared),
        left_keys=() if shared else _first(keys[0]),
        right_keys=() if shared else _first(keys[1]),
        judgements=judged,
    )


def _refusal(
    trace: Traced,
    nodes: Sequence[Profile],
    sides: tuple[set[str], set[str]],
    between: Sequence[Pair],
    judged: Sequence[Judgement],
    match: Model,
) -> Refusal | None:
    """What stood against the first join that was tried between the two, or against one that their evidence allowed."""
    tried = any(_crosses(two, sides) for two in trace.refused)
    apart = [two for two in trace.held_apart if _crosses(two, sides)]
    holder = {m: p.id for p in nodes for m in p.mentions}
    said = {frozenset((holder[j.left], holder[str(j.right)])): j for j in judged if j.verdict == "different"}
    bits = {frozenset((p.left, p.right)): p.bits for p in between}
    documents = {p.id: p.document for p in nodes}
    for left, right in apart:
        two = frozenset((left, right))
        if two in said:
            return Refusal("judgement", left, right, bits.get(two), said[two])
        if tried:
            by: Guard = "document" if documents[left] == documents[right] else "conflict"
            return Refusal(by, left, right, bits.get(two))
    merging = [p for p in between if p.band == "merge"]
    if merging:
        strongest = max(merging, key=lambda p: (p.bits, p.left, p.right))
        together = sum(max(-match.clip, min(match.clip, p.bits)) for p in between)
        by = "balance" if together < 0 else "choice"
        return Refusal(by, strongest.left, strongest.right, round(together, 3))
    return None


def _crosses(two: tuple[str, str], sides: tuple[set[str], set[str]]) -> bool:
    left, right = two
    return (left in sides[0] and right in sides[1]) or (left in sides[1] and right in sides[0])


def _against(evidence: Evidence) -> Term | None:
    worst = min(evidence.terms, key=lambda t: (t.bits, t.feature), default=None)
    return worst if worst and worst.bits < 0 else None


def _blocking(profiles: Iterable[Profile]) -> set[str]:
    return {key for p in profiles for key in keys_of(p, schema()) if not key.startswith(JOIN)}


def _first(keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(keys)[:MAX_KEYS])
