"""Shortest paths: breadth-first search from both ends, by whole levels, keeping every parent."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice

from graph.sqlite import views
from graph.sqlite.crossing import HUB_LINKS, WALK_LINKS, Crossing, Step
from graph.sqlite.gate import Gate
from graph.sqlite.reads import rows_of
from graph.store import MAX_PATH, MAX_PATHS
from graph.views import Path, Paths, Truncated
from ontology.errors import RequestError

Parents = dict[int, list[Step]]
"""Entity → the steps by which its level was reached first; none for the end a side starts from."""


def shortest_paths(
    connection: sqlite3.Connection, gate: Gate, start: str, end: str, max_length: int, links: Sequence[str], limit: int
) -> Paths:
    """Levels are expanded whole, so the first meeting is a shortest one. Without an answer, and
    saying so, when more than WALK_LINKS visible links were read."""
    for name, given, most in (("max_length", max_length, MAX_PATH), ("limit", limit, MAX_PATHS)):
        if not 1 <= given <= most:
            raise RequestError(f"{name} is from 1 to {most}, not {given}", where=name)
    ends = [*rows_of(connection, gate, [start]), *rows_of(connection, gate, [end])]
    if len(ends) < 2:
        return Paths(())
    crossing = Crossing(connection, gate, links)
    search = _Search(crossing, ends[0], ends[1])
    search.run(max_length)
    ways = list(islice(search.ways(), limit + 1))
    truncated = [Truncated("hub", HUB_LINKS, crossing.id_of(hub)) for hub in sorted(search.hubs)]
    if crossing.overflown:
        truncated.append(Truncated("links", WALK_LINKS))
    if len(ways) > limit:
        truncated.append(Truncated("paths", limit))
    return Paths(
        _told(connection, gate, ends[0], ways[:limit]),
        tuple(sorted(truncated, key=lambda t: (t.reason, t.at or ""))),
    )


class _Search:
    def __init__(self, crossing: Crossing, start: int, end: int) -> None:
        self._crossing = crossing
        self._start, self._end = start, end
        self._parents: tuple[Parents, Parents] = ({start: []}, {end: []})
        self._frontiers = [[start], [end]]
        self._meeting: set[int] = {start} if start == end else set()
        self.hubs: set[int] = set()

    def run(self, max_length: int) -> None:
        for _ in range(max_length):
            if self._meeting or not all(self._frontiers):
                return
            side = 0 if len(self._frontiers[0]) <= len(self._frontiers[1]) else 1
            self._advance(side)
            if self._crossing.overflown:
                self._meeting.clear()
                return

    def _advance(self, side: int) -> None:
        """Expand one side's frontier; what both sides have reached then is where shortest paths meet."""
        mine, theirs = self._parents[side], self._parents[1 - side]
        ends = {self._start, self._end}
        level: Parents = defaultdict(list)
        for even_hubs in (True, False):
            froms = [pk for pk in self._frontiers[side] if (pk in ends) == even_hubs]
            found = self._crossing.expand(froms, even_hubs=even_hubs)
            self.hubs |= set(found.hubs)
            for step in found.steps:
                if step.other not in mine and (step.other in ends or self._crossing.passable(step.other)):
                    level[step.other].append(step)
        for pk in sorted(level.keys() & theirs.keys() - ends):
            if self._crossing.is_hub(pk):  # met by both sides and passed by neither
                self.hubs.add(pk)
                del level[pk]
        mine |= level
        self._frontiers[side] = list(level)
        self._meeting = set(level) & set(theirs)

    def ways(self) -> Iterator[tuple[Step, ...]]:
        """The paths as steps from the start on, in the order of the ids along them (entity, link, entity …)."""
        onward: dict[int, set[Step]] = defaultdict(set)
        for side in (0, 1):
            level = self._meeting
            while level:
                steps = {s for pk in level for s in self._parents[side][pk]}
                for s in steps:
                    step = s if side == 0 else s._replace(one=s.other, other=s.one)
                    onward[step.one].add(step)
                level = {s.one for s in steps}
        return self._walk(self._start, onward) if self._meeting else iter(())

    def _walk(self, pk: int, onward: dict[int, set[Step]]) -> Iterator[tuple[Step, ...]]:
        if pk == self._end:
            yield ()
            return
        for step in sorted(onward[pk], key=lambda s: (self._crossing.id_of(s.other), s.link_id)):
            for rest in self._walk(step.other, onward):
                yield (step, *rest)


def _told(connection: sqlite3.Connection, gate: Gate, start: int, ways: Sequence[tuple[Step, ...]]) -> tuple[Path, ...]:
    entities = views.entities(connection, gate, sorted({start, *(s.other for way in ways for s in way)}))
    links = views.links(connection, gate, sorted({s.link for way in ways for s in way}))
    return tuple(
        Path((entities[start], *(entities[s.other] for s in way)), tuple(links[s.link] for s in way)) for way in ways
    )
