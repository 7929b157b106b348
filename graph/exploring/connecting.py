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
    away = {id_: ground.distances(id_) for id_ in asked}
    pairs: list[Pair] = []
    links: dict[str, LinkView] = {}
    for one, other in combinations(asked, 2):
        length = away[one].get(other)
        within = length is not None and length <= max_length
        pairs.append(Pair(one, other, length if within else None))
        if length is not None and within:
            longest = min(length + detour, max_length)
            links |= {li.id: li for li in seen.links if _on_way(li, away[one], away[other], longest, ground.closed)}
    used = {*asked, *(end for link in links.values() for end in (link.subject, link.object))}
    return Connection(
        tuple(e for e in seen.entities if e.id in used),
        tuple(links[id_] for id_ in sorted(links)),
        tuple(pairs),
        seen.truncated,
    )


def _on_way(
    link: LinkView, from_one: Mapping[str, int], to_other: Mapping[str, int], longest: int, closed: frozenset[str]
) -> bool:
    """Distance 0 tells the two entities themselves: they may be closed."""
    return any(
        near in from_one
        and far in to_other
        and from_one[near] + 1 + to_other[far] <= longest
        and not (from_one[near] and near in closed)
        and not (to_other[far] and far in closed)
        for near, far in ((link.subject, link.object), (link.object, link.subject))
    )
