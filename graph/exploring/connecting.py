"""The network that connects many entities: of each two of them all shortest ways, or those little longer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

from graph.exploring.ground import Ground
from graph.views import EntityView, LinkView, Subgraph, Truncated


@dataclass(frozen=True, slots=True)
class Pair:
    """Two of the entities, the first by id first, and how many links lie between them; None: they are not connected
    within the length asked for."""

    one: str
    other: str
    length: int | None


@dataclass(frozen=True, slots=True)
class Connection:
    """Entities and links ordered by id, pairs by their ids."""

    entities: tuple[EntityView, ...]
    links: tuple[LinkView, ...]
    pairs: tuple[Pair, ...]
    truncated: tuple[Truncated, ...]


def connection(seen: Subgraph, ids: list[str], *, max_length: int, detour: int) -> Connection:
    """Of what lies between these entities, what is on a way between two of them that is at most `detour` links longer
    than their shortest one."""
    ground = Ground.of(seen)
    asked = sorted({holder for id_ in ids if (holder := ground.holder(id_))})
    around = {id_: _Around.of(ground, id_) for id_ in asked}
    pairs: list[Pair] = []
    links: dict[str, LinkView] = {}
    for one, other in combinations(asked, 2):
        length = around[one].away.get(other)
        within = length is not None and length <= max_length
        pairs.append(Pair(one, other, length if within else None))
        if length is not None and within:
            longest = min(length + detour, max_length)
            links |= {li.id: li for li in seen.links if _on_way(li, around[one], around[other], longest, ground.closed)}
    used = {*asked, *(end for link in links.values() for end in (link.subject, link.object))}
    return Connection(
        tuple(e for e in seen.entities if e.id in used),
        tuple(links[id_] for id_ in sorted(links)),
        tuple(pairs),
        seen.truncated,
    )


@dataclass(frozen=True, slots=True)
class _Around:
    """How far away everything is from one entity, and of each thing the last stops of the shortest ways there."""

    away: Mapping[str, int]
    before: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, ground: Ground, start: str) -> _Around:
        away = ground.distances(start)
        passed = {id_: distance for id_, distance in away.items() if id_ == start or id_ not in ground.closed}
        before = {
            id_: frozenset(end for end, _ in ground.beside.get(id_, ()) if passed.get(end) == distance - 1)
            for id_, distance in away.items()
        }
        return cls(away, before)

    def leads_to(self, id_: str, without: str) -> bool:
        """Whether a shortest way to one thing does not pass another that stands beside it."""
        return self.away[id_] == 0 or bool(self.before[id_] - {without})


def _on_way(link: LinkView, one: _Around, other: _Around, longest: int, closed: frozenset[str]) -> bool:
    """Whether a way over it passes nothing twice, if `longest` is at most 2 more than the shortest one. A longer way
    that passes something twice is then a shortest one with one step aside and back: its link ends where the shortest
    way to its near end passes its far end already, or the one from its far end its near end.

    Distance 0 tells the two entities themselves: they may be closed."""
    return any(
        near in one.away
        and far in other.away
        and one.away[near] + 1 + other.away[far] <= longest
        and not (one.away[near] and near in closed)
        and not (other.away[far] and far in closed)
        and one.leads_to(near, without=far)
        and other.leads_to(far, without=near)
        for near, far in ((link.subject, link.object), (link.object, link.subject))
    )
