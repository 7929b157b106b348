"""The review queue: pairs that the machine cannot settle, in the order of what a person's answer is worth.

Of the pairs that the store gives (in the possible band, not judged, between two entities that the caller sees), those
are left out whose two entities were judged already by other mentions of theirs: `different` answers for all their
pairs, `unsure` for all whose evidence is no stronger than that on which nobody could tell, while that stands. And
those that say too little by what the caller sees: whether a telephone that two have used is one that many have used is
counted over the persons whom he may see, as are the bits that he is shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from graph.access import Visibility
from graph.judgement import Decisions, decide
from graph.resolution.compare import compare
from graph.resolution.generic import borne, marked
from graph.resolution.model import model
from graph.resolution.shelf import Shelf
from graph.resolution.worth import ASKED
from graph.rows import bits_found
from graph.store import MAX_PAGE, Position, Store
from graph.tellings import generic_seen, profiles_seen
from graph.views import EntityView, OpenPair, Page
from ontology.loader import schema

_MORE = 4
"""How many times as many pairs are read next, where a page of them left too few questions."""


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
    decisions = decide(await store.judgement_ledger())
    settled = _Settled(decisions)
    found: list[Question] = []
    size = limit + 1
    while True:
        page = await store.open_pairs(view, types=types, limit=min(MAX_PAGE, size), after=after)
        size *= _MORE
        entities = await _entities(store, view, page.items)
        asked = [q for q in _questions(page.items, entities) if not settled.answers(q)]
        found += await _as_seen(store, view, asked, decisions)
        if len(found) > limit:
            return Page(tuple(found[:limit]), found[limit - 1].pair.place)
        if page.next is None:
            return Page(tuple(found))
        after = page.next


async def _as_seen(store: Store, view: Visibility, asked: Sequence[Question], decisions: Decisions) -> list[Question]:
    """The questions with the evidence that the caller sees, where the two are linked to one value."""
    truth = store.truth()
    pairs = [question.pair for question in asked]
    keys: dict[str, set[str]] = {}
    for key, mention in await truth.keys_of(sorted({m for p in pairs for m in (p.left, p.right)})):
        keys.setdefault(mention, set()).add(key)
    linked = [p for p in pairs if borne(keys.get(p.left, set()) & keys.get(p.right, set()))]
    if not linked:
        return list(asked)
    shelf = Shelf(schema())
    shelf.open(truth, decisions)
    profiles = await profiles_seen(truth, store, view, shelf, [m for p in linked for m in (p.left, p.right)])
    common = await generic_seen(truth, store, view, profiles)
    told = {p.id: marked(p, common) for p in profiles}
    found = []
    for question in asked:
        pair = question.pair
        if pair in linked and pair.left in told and pair.right in told:
            evidence = compare(told[pair.left], told[pair.right], model())
            if evidence.band not in ASKED:
                continue
            question = replace(question, pair=replace(pair, bits=evidence.bits, model=evidence.model))
        found.append(question)
    return found


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
