"""The review queue: pairs that the machine cannot settle, in the order of what a person's answer is worth.

Of the pairs that the store gives (in the possible band, not judged, between two entities that the caller sees), those
are left out whose two entities were judged already by other mentions of theirs: `different` answers for all their
pairs, `unsure` for all whose evidence is no stronger than that on which nobody could tell, while that stands.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.access import Visibility
from graph.judgement import Decisions, decide
from graph.rows import bits_found
from graph.store import MAX_PAGE, Position, Store
from graph.views import EntityView, OpenPair, Page


@dataclass(frozen=True, slots=True)
class Question:
    """A pair that is asked about, with the two entities as the caller sees them."""

    pair: OpenPair
    left: EntityView
    right: EntityView


async def review_queue(
    store: Store, view: Visibility, *, types: Sequence[str], limit: int, after: Position | None
) -> Page[Question]:
    """Questions ordered (-worth, left, right), so many at a time. Only what the caller sees decides what is asked."""
    settled = _Settled(decide(await store.judgement_ledger()))
    found: list[Question] = []
    while True:
        page = await store.open_pairs(view, types=types, limit=min(MAX_PAGE, limit + 1), after=after)
        entities = await _entities(store, view, page.items)
        found += [q for q in _questions(page.items, entities) if not settled.answers(q)]
        if len(found) > limit:
            return Page(tuple(found[:limit]), found[limit - 1].pair.place)
        if page.next is None:
            return Page(tuple(found))
        after = page.next


async def _entities(store: Store, view: Visibility, pairs: Sequence[OpenPair]) -> dict[str, EntityView]:
    wanted = sorted({id_ for pair in pairs for id_ in (pair.left_entity, pair.right_entity)})
    return {entity.id: entity for entity in await store.get(view, wanted)} if wanted else {}


def _questions(pairs: Sequence[OpenPair], entities: Mapping[str, EntityView]) -> list[Question]:
    return [
        Question(p, entities[p.left_entity], entities[p.right_entity])
        for p in pairs
        if p.left_entity in entities and p.right_entity in entities
    ]


class _Settled:
    """The live judgements by mention, to ask about two entities by what the caller sees of them."""

    def __init__(self, decisions: Decisions) -> None:
        self._said: dict[str, dict[str, float | None]] = {}
        for left, right, verdict in decisions.pairs:
            if verdict != "same":
                bits = bits_found(decisions.doubted[left, right]) if verdict == "unsure" else None
                self._said.setdefault(left, {})[right] = bits
                self._said.setdefault(right, {})[left] = bits

    def answers(self, question: Question) -> bool:
        """Whether a judgement about the two entities answers this. A doubt about the very pair does not: that the store
        gives it means that its evidence is another by now."""
        pair, theirs = question.pair, set(question.right.members)
        return any(
            bits is None or (pair.bits <= bits and {mention, other} != {pair.left, pair.right})
            for mention in question.left.members
            for other, bits in self._said.get(mention, {}).items()
            if other in theirs
        )
