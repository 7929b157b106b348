"""Shortest paths: breadth-first search from both ends, by whole levels, keeping every parent; without reading
anything itself (see `walk.py`)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Generic, NamedTuple

from graph.views import EntityView, LinkView, Path, Paths, Truncated
from graph.walk import HUB_LINKS, WALK_LINKS, Crossing, K, Met, Step, Walk, in_order

Parents = dict[K, list[Step[K]]]
"""Entity → the steps by which its level was reached first; none for the end a side starts from."""


class Ways(NamedTuple, Generic[K]):
    """Paths as steps from the start on, in the order of the ids along them (entity, link, entity …)."""

    start: K
    ways: list[tuple[Step[K], ...]]
    truncated: tuple[Truncated, ...]

    @property
    def entities(self) -> list[K]:
        """Each once: what lies on the paths."""
        return list(dict.fromkeys([self.start, *(step.other for way in self.ways for step in way)]))

    @property
    def steps(self) -> list[Step[K]]:
        """Each link once, by one of the steps that cross it."""
        return list({step.link: step for way in self.ways for step in way}.values())

    def told(self, entities: Mapping[K, EntityView], links: Mapping[K, LinkView]) -> Paths:
        paths = (
            Path((entities[self.start], *(entities[s.other] for s in way)), tuple(links[s.link] for s in way))
            for way in self.ways
        )
        return Paths(tuple(paths), self.truncated)


def between(start: tuple[K, Met], end: tuple[K, Met], max_length: int, limit: int) -> Walk[K, Ways[K]]:
    """All shortest paths, cut at `limit`. Levels are expanded whole, so the first meeting is a shortest one. Without an
    answer, and saying so, when more than WALK_LINKS visible links were read."""
    crossing = Crossing(dict((start, end)))
    search = _Search(crossing, start[0], end[0])
    yield from search.run(max_length)
    ways = list(islice(search.ways(), limit + 1))
    truncated = [Truncated("hub", HUB_LINKS, crossing.id_of(hub)) for hub in search.hubs]
    if crossing.overflown:
        truncated.append(Truncated("links", WALK_LINKS))
    if len(ways) > limit:
        truncated.append(Truncated("paths", limit))
    return Ways(start[0], ways[:limit], in_order(truncated))


class _Search(Generic[K]):
    def __init__(self, crossing: Crossing[K], start: K, end: K) -> None:
        self._crossing = crossing
        self._start, self._end = start, end
        self._parents: tuple[Parents[K], Parents[K]] = ({start: []}, {end: []})
        self._frontiers = [[start], [end]]
        self._meeting: set[K] = {start} if start == end else set()
        self.hubs: set[K] = set()

    def run(self, max_length: int) -> Walk[K, None]:
        """From both ends once, then from the side with fewer entities to go on from."""
        for level in range(max_length):
            if self._meeting or not all(self._frontiers):
                return
            side = level if level < 2 else 0 if len(self._frontiers[0]) <= len(self._frontiers[1]) else 1
            yield from self._advance(side)
            if self._crossing.overflown:
                self._meeting.clear()
                return

    def _advance(self, side: int) -> Walk[K, None]:
        """Expand one side's frontier; what both sides have reached then is where shortest paths meet."""
        mine, theirs = self._parents[side], self._parents[1 - side]
        ends = {self._start, self._end}
        level: Parents[K] = defaultdict(list)
        until = self._frontiers[1 - side]
        for even_hubs in (True, False):
            froms = [key for key in self._frontiers[side] if (key in ends) == even_hubs]
            found = yield from self._crossing.expand(froms, even_hubs=even_hubs, until=until)
            self.hubs |= set(found.hubs)
            for step in found.steps:
                if step.other not in mine and (step.other in ends or self._crossing.passable(step.other)):
                    level[step.other].append(step)
        met = [key for key in level if key in theirs and key not in ends]
        for hub in (yield from self._crossing.hubs_among(met)):  # met by both sides and passed by neither
            self.hubs.add(hub)
            del level[hub]
        mine |= level
        self._frontiers[side] = list(level)
        self._meeting = set(level) & set(theirs)

    def ways(self) -> Iterator[tuple[Step[K], ...]]:
        onward: dict[K, set[Step[K]]] = defaultdict(set)
        for side in (0, 1):
            level = self._meeting
            while level:
                steps = {s for key in level for s in self._parents[side][key]}
                for s in steps:
                    step = s if side == 0 else s._replace(one=s.other, other=s.one)
                    onward[step.one].add(step)
                level = {s.one for s in steps}
        return self._walk(self._start, onward) if self._meeting else iter(())

    def _walk(self, key: K, onward: Mapping[K, set[Step[K]]]) -> Iterator[tuple[Step[K], ...]]:
        if key == self._end:
            yield ()
            return
        for step in sorted(onward[key], key=lambda s: (self._crossing.id_of(s.other), s.link_id)):
            for rest in self._walk(step.other, onward):
                yield (step, *rest)
