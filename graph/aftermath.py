"""What a person should look at after a change: claims that are told of another entity now, and what could be either."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from graph.access import Visibility
from graph.difference import Difference, Part
from graph.judgement import decide
from graph.resolution.model import Model
from graph.seeing import seen_mentions
from graph.store import MAX_NODES, Store

MAX_REASSIGNED = MAX_NODES
_SPEAKS_FOR = ("merge", "possible")


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity that a mention may belong to, with the probability of the best pair that speaks for it."""

    entity: str
    score: float


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """A mention whose evidence speaks for several parts of what was split, the likeliest first."""

    mention: str
    candidates: tuple[Candidate, ...]


async def reassigned(store: Store, change: Difference) -> tuple[tuple[str, str], ...]:
    """(claim, entity) of the claims whose subject another entity holds since the change, ordered, at most
    MAX_REASSIGNED. The caller sees all the mentions of a `Difference`, and so their claims."""
    was = {m: part.id for part in _before(change) for m in part.members}
    now = {m: part.id for part in change.after for m in part.members}
    moved = sorted(m for m in was.keys() & now.keys() if was[m] != now[m])
    truth = store.truth()
    rejected = decide(await truth.judgements()).rejected
    documents = sorted({m.document for m in await truth.mentions(moved)})
    claims = await truth.live_claims(documents)
    kept = set(moved)
    found = {(c.id, now[c.subject]) for c in claims if c.subject in kept and c.id not in rejected}
    return tuple(sorted(found)[:MAX_REASSIGNED])


async def ambiguous(store: Store, view: Visibility, change: Difference) -> tuple[Ambiguous, ...]:
    """Mentions of what was split for which pairs in the bands of merging and of review speak on both sides, ordered.
    Those on which people have said that they are different are not ambiguous."""
    part_of: dict[str, Part] = {m: part for split in change.split for part in split.into for m in part.members}
    if not part_of:
        return ()
    truth = store.truth()
    seen = await seen_mentions(truth, store, view, part_of)
    pairs = await truth.pairs_touching(sorted(seen))
    judged = {m for pair in decide(await truth.judgements()).different for m in pair}
    best: dict[str, dict[str, float]] = defaultdict(dict)
    for pair in pairs:
        if pair.band in _SPEAKS_FOR and pair.left in seen and pair.right in seen:
            for one, other in ((pair.left, pair.right), (pair.right, pair.left)):
                id_ = part_of[other].id
                best[one][id_] = max(pair.bits, best[one].get(id_, pair.bits))
    return tuple(
        Ambiguous(mention, _ordered(sides))
        for mention, sides in sorted(best.items())
        if len(sides) > 1 and mention not in judged
    )


def _ordered(sides: dict[str, float]) -> tuple[Candidate, ...]:
    candidates = [Candidate(entity, Model.posterior(bits)) for entity, bits in sides.items()]
    return tuple(sorted(candidates, key=lambda c: (-c.score, c.entity)))


def _before(change: Difference) -> list[Part]:
    return [
        *change.removed, *(s.of for s in change.split), *(p for m in change.merged for p in m.of),
        *(c.before for c in change.changed),
    ]  # fmt: skip
