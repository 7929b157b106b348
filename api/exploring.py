"""Questions about more than one entity or moment: each is one read of the store, worked out on what the caller sees."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from api.context import Context, Looking
from api.jobs import worked
from api.paging import Paging, Slice, page_of, within
from api.service import ids_of
from graph.exploring import common, comparing, connecting, in_time, timeline, ways
from graph.store import MAX_EDGES, MAX_HOPS, MAX_NODES, MAX_PATH, MAX_PATHS, MAX_STARTS, Position
from graph.views import Area, EntityView, Paths, Subgraph, Truncated
from ontology.errors import RequestError

T = TypeVar("T")

MOST_NODES = 2_000
MOST_LINKS = 10_000
"""What is read to answer one of these questions, unless it says how much."""
MAX_DETOUR = 2


@dataclass(frozen=True, slots=True)
class Found(Slice[T]):
    """A page of an answer, and where what it was worked out on was cut short."""

    truncated: tuple[Truncated, ...]


async def longer_paths(
    context: Context, looking: Looking, start: str, end: str, *, max_length: int, links: Sequence[str], limit: int
) -> Paths:
    """The shortest paths, and after them longer ones."""
    seen = await _between_two(context, looking, start, end, max_length, links, limit)
    return await worked(ways.shortest, seen, start, end, max_length=max_length, limit=limit)


async def timed_paths(
    context: Context, looking: Looking, start: str, end: str, *, max_length: int, links: Sequence[str], limit: int
) -> in_time.TimedPaths:
    """Paths that run with time from the start to the end, and those beside them that do not."""
    seen = await _between_two(context, looking, start, end, max_length, links, limit)
    return await worked(in_time.in_time, seen, start, end, max_length=max_length, limit=limit)


async def _between_two(
    context: Context, looking: Looking, start: str, end: str, max_length: int, links: Sequence[str], limit: int
) -> Subgraph:
    within("limit", limit, MAX_PATHS)
    ids = [*ids_of("from", [start], 1), *ids_of("to", [end], 1)]
    return await _connecting(context, looking, ids, max_length, links)


async def _connecting(
    context: Context, looking: Looking, ids: Sequence[str], max_length: int, links: Sequence[str],
    ends: Sequence[str] = (), most: tuple[int, int] = (MOST_NODES, MOST_LINKS),
) -> Subgraph:  # fmt: skip
    within("maxLength", max_length, MAX_PATH)
    _take(context, most)
    return await context.store.connecting(
        context.view(looking), ids, max_length=max_length, links=sorted(set(links)), ends=sorted(set(ends)),
        max_nodes=most[0], max_edges=most[1],
    )  # fmt: skip


async def _around(
    context: Context, looking: Looking, ids: Sequence[str], hops: int, links: Sequence[str] = (),
    ends: Sequence[str] = (), most: tuple[int, int] = (MOST_NODES, MOST_LINKS),
) -> Subgraph:  # fmt: skip
    _take(context, most)
    return await context.store.subgraph(
        context.view(looking), ids, hops=hops, links=sorted(set(links)), ends=sorted(set(ends)), max_nodes=most[0],
        max_edges=most[1],
    )  # fmt: skip


async def connection(
    context: Context, looking: Looking, ids: Sequence[str], *, max_length: int, detour: int, links: Sequence[str],
    ends: Sequence[str], max_nodes: int, max_edges: int,
) -> connecting.Connection:  # fmt: skip
    """The network that connects some entities."""
    if not 0 <= detour <= MAX_DETOUR:
        raise RequestError(f"{detour} is out of range", where="detour", mend=f"from 0 to {MAX_DETOUR}")
    asked = _some("ids", ids)
    seen = await _connecting(context, looking, asked, max_length, links, ends, (max_nodes, max_edges))
    return await worked(connecting.connection, seen, asked, max_length=max_length, detour=detour)


async def common_neighbours(
    context: Context, looking: Looking, ids: Sequence[str], *, at_least: int, links: Sequence[str],
    ends: Sequence[str], first: int, after: str | None,
) -> Found[common.Common]:  # fmt: skip
    """What at least so many of some entities are linked to."""
    asked = _some("ids", ids)
    if not 2 <= at_least <= len(asked):
        raise RequestError(f"{at_least} is out of range", where="atLeast", mend=f"from 2 to {len(asked)}")
    question = ["commonNeighbours", sorted(asked), at_least, sorted(links), sorted(ends), looking.plain()]
    paging = Paging(context, question, first, after)
    seen = await _connecting(context, looking, asked, 2, links, ends)
    return _found(paging, common.neighbours(seen, asked, at_least=at_least), _commonness, seen)


async def shared_identifiers(
    context: Context, looking: Looking, id_: str, *, first: int, after: str | None
) -> Found[common.Common]:
    """Phones, plates, accounts and the like of an entity that somebody else is linked to as well."""
    asked = ids_of("id", [id_], 1)
    paging = Paging(context, ["sharedIdentifiers", id_, looking.plain()], first, after)
    seen = await _around(context, looking, asked, 2, common.IDENTIFIED_BY)
    return _found(paging, common.identifiers(seen, id_), _commonness, seen)


def _commonness(found: common.Common) -> Position:
    return -len(found.of), found.entity.id


async def times(
    context: Context, looking: Looking, ids: Sequence[str], *, begin: date | None, end: date | None, first: int,
    after: str | None,
) -> tuple[Found[timeline.Entry], int]:  # fmt: skip
    """A page of the timeline of some entities, and how many of their links have no time."""
    asked = _some("ids", ids)
    if begin and end and begin > end:
        raise RequestError("the window ends before it begins", where="until")
    question = ["timeline", sorted(asked), str(begin), str(end), looking.plain()]
    paging = Paging(context, question, first, after)
    seen = await _around(context, looking, asked, 1)
    line = timeline.timeline(seen, asked, first=begin, last=end)
    return _found(paging, list(line.entries), lambda entry: entry.place, seen), line.undated


async def window(
    context: Context, looking: Looking, area: Area, *, types: Sequence[str], first: int, after: str | None
) -> Slice[EntityView]:
    """What is located inside an area."""
    question = ["map", area.south, area.west, area.north, area.east, sorted(types), looking.plain()]
    paging = Paging(context, question, first, after)
    page = await context.store.within(
        context.view(looking), area, types=sorted(set(types)), limit=first, after=paging.position
    )
    return paging.slice(page)


async def compare(
    context: Context, before: Looking, after: Looking, seeds: Sequence[str], *, hops: int, links: Sequence[str],
    max_nodes: int, max_edges: int,
) -> comparing.Comparison:  # fmt: skip
    """Two looks at what lies around some entities."""
    within("hops", hops, MAX_HOPS)
    asked = _some("seeds", seeds)
    looks = [await _around(context, look, asked, hops, links, (), (max_nodes, max_edges)) for look in (before, after)]
    return await worked(comparing.compare, *looks)


def _take(context: Context, most: tuple[int, int]) -> None:
    within("maxNodes", most[0], MAX_NODES)
    within("maxEdges", most[1], MAX_EDGES)
    context.budget.take(sum(most))


def _some(name: str, ids: Sequence[str]) -> list[str]:
    return ids_of(name, list(dict.fromkeys(ids)), MAX_STARTS)


def _found(paging: Paging, ordered: list[T], place: Callable[[T], Position], seen: Subgraph) -> Found[T]:
    page = page_of(paging, ordered, place)
    return Found(page.items, page.end, seen.truncated)
