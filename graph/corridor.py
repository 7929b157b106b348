"""What lies between entities: the part of the graph that ways of a bounded length from one to another can use; without
reading anything itself (see `walk.py`).

A way of at most n links is met within n/2 links of one of its ends or the other, so all ends are walked from at once to
that depth, and what no way uses is left out. What is left is small enough to be searched link by link.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from operator import itemgetter
from typing import Generic, NamedTuple

from graph.views import EntityView, LinkView, Subgraph, Truncated
from graph.walk import HUB_LINKS, WALK_LINKS, Crossing, K, Met, Step, Walk, in_order


class Ground(NamedTuple, Generic[K]):
    """The ends, what lies between them, and the steps among all that."""

    entities: list[K]
    steps: list[Step[K]]
    truncated: tuple[Truncated, ...]

    def told(self, entities: Mapping[K, EntityView], links: Mapping[K, LinkView]) -> Subgraph:
        return Subgraph(
            tuple(sorted((entities[key] for key in self.entities), key=lambda e: e.id)),
            tuple(sorted((links[step.link] for step in self.steps), key=lambda li: li.id)),
            self.truncated,
        )


def corridor(
    starts: Mapping[K, Met], max_length: int, ends: Sequence[str], max_nodes: int, max_edges: int
) -> Walk[K, Ground[K]]:
    """What ways of at most `max_length` links between two of the starts use, by way of entities of the types `ends`
    (none named: all). Nodes that do not fit are those farthest from the shortest way, then the last by id; links that
    do not fit the last by id."""
    crossing = Crossing(starts)
    field = _Field(crossing, list(starts), max_length, ends)
    yield from field.read()
    field.weigh()
    hubs = yield from crossing.hubs_among(field.unread())  # met from both sides and walked from by neither
    if hubs:
        field.hubs |= set(hubs)
        field.weigh()
    hubs_named = field.hubs | set(field.hub_starts())
    truncated = [Truncated("hub", HUB_LINKS, crossing.id_of(hub)) for hub in hubs_named]
    if crossing.overflown:
        truncated.append(Truncated("links", WALK_LINKS))
    inner = sorted(field.detour, key=lambda key: (field.detour[key], crossing.id_of(key)))
    room = max(max_nodes - len(starts), 0)
    if len(inner) > room:
        truncated.append(Truncated("nodes", max_nodes))
    taken = dict.fromkeys([*starts, *inner[:room]])
    steps = sorted((s for s in field.used if s.one in taken and s.other in taken), key=lambda s: s.link_id)
    if len(steps) > max_edges:
        truncated.append(Truncated("edges", max_edges))
    return Ground(list(taken), steps[:max_edges], in_order(truncated))


class _Field(Generic[K]):
    """What was walked over; `used` are the steps on some way, `detour` how long the shortest way over an entity is."""

    def __init__(self, crossing: Crossing[K], starts: Sequence[K], max_length: int, ends: Collection[str]) -> None:
        self._crossing = crossing
        self._starts = starts
        self._max_length = max_length
        self._ends = ends
        self._steps: dict[K, Step[K]] = {}
        self._depth = dict.fromkeys(starts, 0)
        self._read_to = 0
        self.hubs: set[K] = set()
        self.used: list[Step[K]] = []
        self.detour: dict[K, int] = {}

    def read(self) -> Walk[K, None]:
        frontier = list(self._starts)
        for depth in range(1, (self._max_length + 1) // 2 + 1):
            found = yield from self._crossing.expand(frontier, even_hubs=depth == 1)
            self.hubs |= set(found.hubs)
            if self._crossing.overflown:
                return
            self._steps |= {step.link: step for step in found.steps if self._wanted(step.other)}
            met = {step.other for step in found.steps if self._wanted(step.other)} - self._depth.keys()
            self._depth |= dict.fromkeys(met, depth)
            self._read_to = depth
            frontier = sorted(filter(self._crossing.passable, met), key=self._crossing.id_of)

    def _wanted(self, key: K) -> bool:
        return not self._ends or key in self._starts or self._crossing.type_of(key) in self._ends

    def unread(self) -> list[K]:
        """Entities on some way whose own links were not read."""
        return sorted((k for k in self.detour if self._depth[k] == self._read_to), key=self._crossing.id_of)

    def hub_starts(self) -> list[K]:
        """Starts that ways between two others are not led over."""
        return [key for key in self._starts if self._crossing.is_hub(key)] if len(self._starts) > 2 else []

    def weigh(self) -> None:
        """Find what is used, by the distances from every start; then leave out what leads nowhere else."""
        beside: dict[K, list[K]] = defaultdict(list)
        for step in self._steps.values():
            beside[step.one].append(step.other)
            beside[step.other].append(step.one)
        away = {start: self._distances(start, beside) for start in self._starts}
        nearest = {
            key: sorted(((found[key], s) for s, found in away.items() if key in found), key=itemgetter(0))[:2]
            for key in self._depth
            if key in away or self._open(key)
        }
        lengths: dict[Step[K], int] = {}
        for step in self._steps.values():
            one, other = nearest.get(step.one, ()), nearest.get(step.other, ())
            ways = [a + 1 + b for a, s in one for b, t in other if s != t]
            if ways and min(ways) <= self._max_length:
                lengths[step] = min(ways)
        self._keep(lengths)

    def _open(self, key: K) -> bool:
        """Whether a way may go on from here."""
        if not self._crossing.passable(key) or key in self.hubs:
            return False
        return key not in self._starts or not self._crossing.is_hub(key)

    def _distances(self, start: K, beside: Mapping[K, Sequence[K]]) -> dict[K, int]:
        found = {start: 0}
        frontier = [start]
        while frontier:
            distance = found[frontier[0]] + 1
            onward = [key for key in frontier if key == start or self._open(key)]
            new = dict.fromkeys(key for one in onward for key in beside[one] if key not in found)
            found |= dict.fromkeys(new, distance)
            frontier = list(new)
        return found

    def _keep(self, lengths: Mapping[Step[K], int]) -> None:
        near: dict[K, set[K]] = defaultdict(set)
        for step in lengths:
            near[step.one].add(step.other)
            near[step.other].add(step.one)
        loose = [key for key, keys in near.items() if len(keys) < 2 and key not in self._starts]
        while loose:
            key = loose.pop()
            for other in near.pop(key):
                near[other].discard(key)
                if len(near[other]) == 1 and other not in self._starts:
                    loose.append(other)
        self.used = [step for step in lengths if step.one in near and step.other in near]
        self.detour = {}
        for step in self.used:
            for key in {step.one, step.other}.difference(self._starts):
                self.detour[key] = min(self.detour.get(key, self._max_length), lengths[step])
