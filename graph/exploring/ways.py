"""Ways between two entities, the longer ones too: simple paths by their length, then by the ids along them.

Each length is searched by itself, depth first and only where the rest of the way still fits (Yen 1971 finds the k
shortest as well, but leaves open which of several of one length come first).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from graph.exploring.ground import Ground
from graph.views import LinkView, Path, Paths, Subgraph, Truncated

MAX_TRIED = 200_000
"""Links that one search may try. What it has found by then is told, and that it stopped."""

Links = tuple[LinkView, ...]


@dataclass(slots=True)
class Search:
    """Iterating gives the ways from `start` to `end`; `exhausted` says afterwards that it had to stop."""

    ground: Ground
    start: str
    end: str
    max_length: int
    exhausted: bool = False
    _tried: int = 0
    _left: dict[str, int] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Links]:
        self._left = self.ground.distances(self.end)
        if self.start in self._left:
            for length in range(self._left[self.start], self.max_length + 1):
                yield from self._of(self.start, length, (), {self.start})

    def _of(self, at: str, rest: int, before: Links, passed: set[str]) -> Iterator[Links]:
        if not rest:
            if at == self.end:
                yield before
            return
        if at == self.end:
            return
        for far, link in self.ground.beside.get(at, ()):
            self._tried += 1
            if self._tried > MAX_TRIED:
                self.exhausted = True
                return
            if far not in passed and self._left.get(far, rest) < rest:
                passed.add(far)
                yield from self._of(far, rest - 1, (*before, link), passed)
                passed.remove(far)

    def path(self, links: Links) -> Path:
        at = self.start
        entities = [self.ground.entities[at]]
        for link in links:
            at = link.object if link.subject == at else link.subject
            entities.append(self.ground.entities[at])
        return Path(tuple(entities), links)


def search(seen: Subgraph, start: str, end: str, max_length: int) -> Search | None:
    """None where one of the two is not there."""
    ground = Ground.of(seen)
    one, other = ground.holder(start), ground.holder(end)
    return Search(ground, one, other, max_length) if one and other else None


def shortest(seen: Subgraph, start: str, end: str, *, max_length: int, limit: int) -> Paths:
    """The `limit` shortest ways."""
    searching = search(seen, start, end, max_length)
    if searching is None:
        return Paths(())
    found = list(islice(searching, limit + 1))
    cuts = [*seen.truncated, *stops(searching, len(found), limit)]
    return Paths(tuple(searching.path(links) for links in found[:limit]), tuple(cuts))


def stops(searching: Search, found: int, limit: int) -> list[Truncated]:
    """Why a search gave no more."""
    cuts = [Truncated("paths", limit)] if found > limit else []
    return [*cuts, Truncated("tried", MAX_TRIED)] if searching.exhausted else cuts
