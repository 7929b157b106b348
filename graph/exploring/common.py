"""What several entities have in common: neighbours, and identifiers that more than one of them bears."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from graph.exploring.ground import Ground
from graph.views import EntityView, LinkView, Subgraph
from ontology.loader import schema

IDENTIFIED_BY = ("owns", "uses")
"""Links to what one is known by."""


@dataclass(frozen=True, slots=True)
class Common:
    """An entity, those that it is linked to, and these links, both ordered by id."""

    entity: EntityView
    of: tuple[str, ...]
    links: tuple[LinkView, ...]


def neighbours(seen: Subgraph, ids: list[str], *, at_least: int) -> list[Common]:
    """Entities that are linked to at least so many of these, ordered (-how many, id)."""
    ground = Ground.of(seen)
    asked = {holder for id_ in ids if (holder := ground.holder(id_))}
    found = [_beside(ground, entity, asked) for entity in seen.entities if entity.id not in asked]
    return _ordered([common for common in found if len(common.of) >= at_least])


def identifiers(seen: Subgraph, id_: str) -> list[Common]:
    """What identifies this entity and somebody else too, ordered (-how many, id)."""
    ground = Ground.of(seen)
    asked = ground.holder(id_)
    bearers = {e.id for e in seen.entities if e.type not in identifying()}
    found = [_beside(ground, entity, bearers) for entity in seen.entities if entity.type in identifying()]
    return _ordered([common for common in found if asked in common.of and len(common.of) > 1])


def identifying() -> frozenset[str]:
    """Types of things that a person or body is known by: objects with a key of their own."""
    return frozenset(t.name for t in schema().entity_types if t.pole == "object" and t.keys)


def _beside(ground: Ground, entity: EntityView, among: set[str]) -> Common:
    links: dict[str, list[LinkView]] = defaultdict(list)
    for far, link in ground.beside.get(entity.id, ()):
        if far in among:
            links[far].append(link)
    every = sorted((link for of in links.values() for link in of), key=lambda link: link.id)
    return Common(entity, tuple(sorted(links)), tuple(every))


def _ordered(found: list[Common]) -> list[Common]:
    return sorted(found, key=lambda common: (-len(common.of), common.entity.id))
