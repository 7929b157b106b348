"""A subgraph, indexed: what stands beside what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.views import EntityView, LinkView, Subgraph
from graph.walk import Met, passable


@dataclass(frozen=True, slots=True)
class Ground:
    """Entities by id, and of each its links with the ids of their other ends, ordered (other end, link). What is in
    `closed` may be an end and is never passed."""

    entities: Mapping[str, EntityView]
    beside: Mapping[str, Sequence[tuple[str, LinkView]]]
    closed: frozenset[str]

    @classmethod
    def of(cls, seen: Subgraph) -> Ground:
        beside: dict[str, list[tuple[str, LinkView]]] = defaultdict(list)
        for link in seen.links:
            beside[link.subject].append((link.object, link))
            beside[link.object].append((link.subject, link))
        ordered = {id_: sorted(found, key=lambda one: (one[0], one[1].id)) for id_, found in beside.items()}
        closed = {e.id for e in seen.entities if not passable(Met(e.id, e.type, e.person_class))}
        hubs = {cut.at for cut in seen.truncated if cut.reason == "hub" and cut.at}
        return cls({e.id: e for e in seen.entities}, ordered, frozenset(closed | hubs))

    def holder(self, id_: str) -> str | None:
        """The id of the entity that an id of it or of one of its mentions leads to."""
        if id_ in self.entities:
            return id_
        return next((e.id for e in self.entities.values() if id_ in e.members), None)

    def distances(self, start: str) -> dict[str, int]:
        """How many links away everything is."""
        found = {start: 0}
        frontier = [start]
        while frontier:
            distance = found[frontier[0]] + 1
            onward = [id_ for id_ in frontier if id_ == start or id_ not in self.closed]
            new = dict.fromkeys(far for one in onward for far, _ in self.beside.get(one, ()) if far not in found)
            found |= dict.fromkeys(new, distance)
            frontier = list(new)
        return found
