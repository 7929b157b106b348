"""Questions of every kind about a world, drawn by a number: one question is the same for every store."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from graph.access import Visibility
from graph.store import Direction, Position, SearchMode, Store
from graph.views import Area, Page
from tests.contract.world import World, view

QUERIES = ("ana lobo", "rey", "ana loba", "eva reyes", "lun", "jsoe garcia", "garcia", "ana lobo perez", "...")
KEYS = (("number", "+528675550133"), ("name", "ana lobo"), ("alias", "eva luna"), ("plate", "X"), ("number", "…0133"))
KINDS = ((), (), (), (), ("memberOf",), ("associateOf", "uses", "participatedIn"))
TYPES = ((), (), (), ("Person",), ("Person", "Phone"))
MODES: tuple[SearchMode, ...] = ("exact", "prefix", "fuzzy")
DIRECTIONS: tuple[Direction, ...] = ("out", "in", "both")
AGENCIES = ((), (), (), ("CBP",), ("CBP", "FGR"), ("FGR", "GN"))
AREAS = (Area(-90, -180, 90, 180), Area(20, -110, 30, -95), Area(20, 100, 30, -98))
DAYS = (date(2024, 1, 1), date(2024, 2, 1), date(2024, 3, 1))
LIMITS: dict[str, tuple[Any, ...]] = {
    "min_origins": (2,),
    "valid_at": (date(2023, 6, 1), date(2024, 2, 15)),
    "known_at": (date(2024, 1, 1), date(2024, 3, 15)),
    "worst_reliability": ("B", "D"),
    "worst_credibility": (2, 4),
    "include_unjudged": (True, False),
}


class Drawn:
    """What one question is about."""

    def __init__(self, world: World, dice: Random) -> None:
        mentions = [world.mention(k, d).id for k, t in world.things.items() for d in t.documents]
        self.ids = dice.choices(mentions, k=dice.randint(1, 6))
        self.one, self.other = dice.choice(mentions), dice.choice(mentions)
        self.links = [world.link_id(tie) for tie in world.ties]
        self.documents = dice.sample([d.id for d in world.documents.values()], 3)
        self.given_id = dice.choice(sorted(world.documents))
        self.element = dice.choice([self.one, dice.choice([self.one, *self.links])])
        self.kinds, self.types = dice.choice(KINDS), dice.choice(TYPES)
        self.query, self.mode, self.key = dice.choice(QUERIES), dice.choice(MODES), dice.choice(KEYS)
        self.direction, self.size = dice.choice(DIRECTIONS), dice.randint(1, 4)
        self.hops, self.length = dice.randint(0, 4), dice.randint(2, 6)
        self.nodes, self.edges = dice.randint(1, 12), dice.randint(0, 12)
        self.agencies = dice.choice(AGENCIES)
        self.area, self.since = dice.choice(AREAS), dice.choice(DAYS)
        named = dice.sample(sorted(LIMITS), dice.choice((0, 0, 0, 1, 2)))
        self.limits = {name: dice.choice(LIMITS[name]) for name in named}


Ask = Callable[[Store, Visibility, Drawn], Awaitable[Any]]
OPERATIONS: dict[str, Ask] = {
    "stats": lambda s, v, _: s.stats(v),
    "get": lambda s, v, d: s.get(v, d.ids),
    "get_links": lambda s, v, d: s.get_links(v, d.links),
    "get_documents": lambda s, v, d: s.get_documents(v, d.documents),
    "find_documents": lambda s, v, d: s.find_documents(v, d.given_id),
    "claims_of": lambda s, v, d: pages(lambda after: s.claims_of(v, d.element, limit=d.size, after=after)),
    "claims_on": lambda s, v, d: s.claims_on(v, [*d.ids, *d.links]),
    "mentions_in": lambda s, v, d: s.mentions_in(v, d.documents[0]),
    "find_by_keys": lambda s, v, d: s.find_by_keys(v, [d.key, *KEYS[:2]]),
    "search_names": lambda s, v, d: pages(
        lambda after: s.search_names(v, d.query, types=d.types, mode=d.mode, limit=d.size, after=after)
    ),
    "degree": lambda s, v, d: s.degree(v, d.one),
    "neighbours": lambda s, v, d: pages(
        lambda after: s.neighbours(
            v, d.one, links=d.kinds, ends=d.types, direction=d.direction, limit=d.size, after=after
        )
    ),
    "subgraph": lambda s, v, d: s.subgraph(
        v, d.ids[:3], hops=d.hops, links=d.kinds, max_nodes=d.nodes, max_edges=d.edges, ends=d.types
    ),
    "shortest_paths": lambda s, v, d: s.shortest_paths(
        v, d.one, d.other, max_length=d.length, links=d.kinds, limit=d.size
    ),
    "connecting": lambda s, v, d: s.connecting(
        v, d.ids[:3], max_length=d.length, links=d.kinds, ends=d.types, max_nodes=max(d.nodes, 3), max_edges=d.edges
    ),
    "companions": lambda s, v, d: pages(
        lambda after: s.companions(v, d.one, ends=d.types, limit=d.size, after=after)
    ),
    "within": lambda s, v, d: pages(lambda after: s.within(v, d.area, types=(), limit=d.size, after=after)),
    "news": lambda s, v, d: pages(lambda after: s.news(v, d.since, limit=d.size, after=after)),
    "iterate": lambda s, v, d: listed(s.iterate(v, d.types[0] if d.types else None)),
    "iterate_links": lambda s, v, _: listed(s.iterate_links(v)),
}  # fmt: skip


@dataclass(frozen=True)
class Question:
    """An operation; the number draws who asks and what."""

    operation: str
    number: int

    async def put(self, store: Store, world: World) -> Any:
        drawn = Drawn(world, Random(self.number))
        caller = await view(store, *drawn.agencies, **drawn.limits)
        return await OPERATIONS[self.operation](store, caller, drawn)


async def pages(ask: Callable[[Position | None], Awaitable[Page[Any]]]) -> list[Page[Any]]:
    """Every page, each with its cursor."""
    found = [await ask(None)]
    while found[-1].next is not None:
        found.append(await ask(found[-1].next))
    return found


async def listed(found: AsyncIterator[Any]) -> list[Any]:
    return [one async for one in found]


def is_empty(answer: Any) -> bool:
    if isinstance(answer, list):
        return not any(one.items if isinstance(one, Page) else one for one in answer)
    told = [getattr(answer, name) for name in ("paths", "entities") if hasattr(answer, name)]
    return not any(told) if told else not answer
