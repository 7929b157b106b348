"""Judgements that are in the ledger and change nothing, because others stand against them: what a person must be told
when he makes one, and what stays to be settled afterwards."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from graph.fuse import contradictions
from graph.judgement import Judgement, retracted
from graph.store import Store


@dataclass(frozen=True, slots=True)
class Idle:
    """A judgement without effect. `because_of`: ids of those that must be retracted for it to have one; empty when no
    judgement but what the documents say keeps it from that (two that are to be one are of two types by now)."""

    judgement: str
    because_of: tuple[str, ...]


async def idle(store: Store, about: Collection[str] = ()) -> tuple[Idle, ...]:
    """The verdicts on pairs that stand and that earlier ones exclude, in the order in which they were made; only
    those that concern the mentions `about`, where any are named."""
    found = await contradictions(store, about)
    if not found:
        return ()
    truth = store.truth()
    ledger = await truth.judgements()
    last = {frozenset((j.left, j.right)): j.id for j in _standing(ledger) if j.verdict in ("same", "different")}
    told = []
    for one in found:
        steps = zip(one.path[::2], one.path[1::2], strict=True)
        told.append(Idle(last[frozenset((one.left, one.right))], tuple(last[frozenset(step)] for step in steps)))
    place = {judgement.id: i for i, judgement in enumerate(ledger)}
    return tuple(sorted(told, key=lambda one: place[one.judgement]))


async def idle_now(store: Store, made: Judgement) -> Idle | None:
    """Whether a judgement that was just made has no effect, and why. A retract has none while the same is said by
    another judgement."""
    if made.verdict in ("same", "different"):
        found = await idle(store, tuple(m for m in (made.left, made.right) if m))
        return next((one for one in found if one.judgement == made.id), None)
    if made.verdict != "retract":
        return None
    truth = store.truth()
    ledger = await truth.judgements()
    undone = next(j for j in ledger if j.id == made.left)
    again = tuple(j.id for j in _standing(ledger) if _said(j) == _said(undone))
    return Idle(made.id, again) if again else None


def _said(judgement: Judgement) -> tuple[str, frozenset[str | None]]:
    return judgement.verdict, frozenset((judgement.left, judgement.right))


def _standing(ledger: list[Judgement]) -> list[Judgement]:
    undone = retracted(ledger)
    return [judgement for judgement in ledger if judgement.id not in undone]
