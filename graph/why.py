"""Why two things are one, or are not: the evidence of a pair, from what the caller may see only."""

from __future__ import annotations

from dataclasses import dataclass

from graph.access import Visibility
from graph.judgement import Judgement, decide
from graph.resolution.compare import Evidence, compare
from graph.resolution.generic import marked
from graph.resolution.keys import JOIN, keys_of
from graph.resolution.model import model
from graph.resolution.shelf import Shelf
from graph.store import Store
from graph.tellings import entity_seen, generic_seen, judged_about, profiles_seen
from ontology.errors import RequestError
from ontology.loader import schema

MAX_PROFILES = 50
"""Profiles of each of the two things that are compared, in the order of their members."""


@dataclass(frozen=True, slots=True)
class Why:
    """`left` and `right` are the mentions (one of each thing asked about) with the strongest evidence between them.

    `together`: one entity holds both. `shared_keys` are equal keys of the ontology, which join by themselves;
    `blocking_keys` brought the two to comparison. `judgements` are the live ones about the two things.
    """

    left: str
    right: str
    together: bool
    shared_keys: tuple[str, ...]
    blocking_keys: tuple[str, ...]
    evidence: Evidence
    judgements: tuple[Judgement, ...]


async def why(store: Store, view: Visibility, a: str, b: str) -> Why:
    """Explain two entities, or two mentions that one entity holds.

    Raises AbsentError when one is absent or hidden from this caller, RequestError when there is nothing to compare:
    two types, or mentions that one document tells as one thing.
    """
    left, right = await entity_seen(store, view, a), await entity_seen(store, view, b)
    if left.type != right.type:
        raise RequestError(f"a {left.type} and a {right.type} are not compared", where=f"{a}, {b}")
    together = left.id == right.id
    truth = store.truth()
    ledger = await truth.judgements()
    shelf = Shelf(schema())
    shelf.open(truth, decide(ledger))
    ours = await profiles_seen(truth, store, view, shelf, [a] if together else left.members)
    theirs = await profiles_seen(truth, store, view, shelf, [b] if together else right.members)
    pairs = [(p, q) for p in ours[:MAX_PROFILES] for q in theirs[:MAX_PROFILES] if p.id != q.id]
    if not pairs:
        raise RequestError("one document tells them as one thing", where=f"{a}, {b}", mend="see its claims")
    common = await generic_seen(truth, store, view, {p.id: p for two in pairs for p in two}.values())
    compared = [(compare(marked(p, common), marked(q, common), model()), p, q) for p, q in pairs]
    evidence, one, other = min(compared, key=lambda c: (-c[0].bits, c[0].left, c[0].right))
    keys = sorted(set(keys_of(one, schema())) & set(keys_of(other, schema())))
    return Why(
        left=one.id,
        right=other.id,
        together=together,
        shared_keys=tuple(k.removeprefix(JOIN) for k in keys if k.startswith(JOIN)),
        blocking_keys=tuple(k for k in keys if not k.startswith(JOIN)),
        evidence=evidence,
        judgements=judged_about(ledger, {*left.members, *right.members}),
    )
