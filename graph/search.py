"""Name search, as far as it needs no store: what is asked, how a name that met the query counts, and what is shown.

A store finds the candidates: visible names of visible entities each of whose query tokens is met by a token of the name
(see `graph.names`); where a fuzzy query finds none, those that it finds with one token left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Generic, NamedTuple

from graph.names import likeness, tokens_of
from graph.store import Position
from graph.views import EntityView, NameHit, NamePage
from graph.walk import K
from ontology.errors import RequestError
from ontology.values.name import fold

MAX_TOKENS = 12


SHORTEST_END = 4
"""Signs of a number's end from which it finds the numbers that end so; an index holds so many of each."""


def end_of(normal: str) -> str | None:
    """The end that a key asks for (`…0142`), if it is long enough to find whole numbers by."""
    end = normal[1:]
    return end if normal.startswith("…") and len(end) >= SHORTEST_END else None


class Query(NamedTuple):
    """A folded query and its tokens, none where it has no letter or digit."""

    folded: str
    tokens: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> Query:
        """Raises RequestError for too many words."""
        folded = fold(text)
        tokens = tokens_of(folded)
        if len(tokens) > MAX_TOKENS:
            raise RequestError(f"a name has at most {MAX_TOKENS} words, not {len(tokens)}", where="query")
        return cls(folded, tokens)


class Candidate(NamedTuple, Generic[K]):
    """A name that met the query: its normal form, the property that holds it, and its entity."""

    normal: str
    property: str
    id: str
    entity: K
    type: str


class Hit(NamedTuple, Generic[K]):
    """An entity by the best of its names. `minus` is the score, negated: hits sort by it, then by id."""

    minus: float
    id: str
    name: Candidate[K]


class Shown(NamedTuple, Generic[K]):
    hits: Sequence[Hit[K]]
    next: Position | None
    counts: Mapping[str, int]

    def page(self, entities: Mapping[K, EntityView]) -> NamePage:
        """With the entities of the hits; a name is written as the caller may see it."""
        return NamePage(tuple(_told(hit, entities[hit.name.entity]) for hit in self.hits), self.next, self.counts)


def _told(hit: Hit[K], entity: EntityView) -> NameHit:
    name = next(v.written for v in entity.values[hit.name.property] if v.normal == hit.name.normal)
    return NameHit(-hit.minus, name, entity)


def shown(
    query: Query, candidates: Iterable[Candidate[K]], size: int, after: Position | None, apart_from: Collection[str]
) -> Shown[K]:
    """The page behind `after`, one hit an entity. Of several names of an entity the most alike one counts."""
    best: dict[K, tuple[tuple[float, str, str], Candidate[K]]] = {}
    for candidate in candidates:
        if candidate.id in apart_from:
            continue
        order = (-likeness(query.folded, candidate.normal), candidate.normal, candidate.property)
        held = best.get(candidate.entity)
        if held is None or order < held[0]:
            best[candidate.entity] = (order, candidate)
    hits = sorted((Hit(order[0], name.id, name) for order, name in best.values()), key=lambda hit: hit[:2])
    counts = dict(sorted(Counter(hit.name.type for hit in hits).items()))
    if after:
        hits = [hit for hit in hits if hit[:2] > (float(after[0]), str(after[1]))]
    return Shown(hits[:size], hits[size - 1][:2] if len(hits) > size else None, counts)
