"""Answers of the root fields: pages, subgraphs, paths, counts."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypedDict

import strawberry
from strawberry.types.field import StrawberryField

from api import service
from api.context import Context, Looking
from api.graphql import documents
from api.graphql.documents import Claim
from api.graphql.entities import Entity, entity
from api.graphql.enums import EntityType, LinkType, PathRefusal, Reliability
from api.graphql.links import Link, link
from graph import views
from graph.exploring import in_time


@strawberry.type
class PageInfo:
    has_next_page: bool
    end_cursor: str | None = strawberry.field(description="Give it as `after`, with the same arguments otherwise.")

    @classmethod
    def at(cls, end: str | None) -> PageInfo:
        return cls(has_next_page=end is not None, end_cursor=end)


@strawberry.type
class ClaimEdge:
    node: Claim


@strawberry.type
class ClaimConnection:
    edges: list[ClaimEdge]
    page_info: PageInfo


@strawberry.type(description="Why something was found: which feature met, and how much it weighs (0 to 100).")
class Reason:
    feature: str
    query: str
    found: str
    weight: float


@strawberry.type
class SearchEdge:
    score: float
    why: list[Reason]
    node: Entity


@strawberry.type
class EntityCount:
    type: EntityType
    count: int


@strawberry.type
class SearchConnection:
    edges: list[SearchEdge]
    page_info: PageInfo
    counts: list[EntityCount] = strawberry.field(description="Counts by type of all hits, on whatever page.")


@strawberry.type(description="How many links of one type lead to entities of one type.")
class DegreeCount:
    link: LinkType
    end: EntityType
    count: int


@strawberry.type
class NeighbourEdge:
    link: Link
    node: Entity


_counts: StrawberryField = strawberry.field(
    description="Counts by type of all its neighbours, whatever page and filter are asked for."
)


@strawberry.type
class NeighbourConnection:
    of: strawberry.Private[str]
    looking: strawberry.Private[Looking]
    edges: list[NeighbourEdge]
    page_info: PageInfo

    @_counts
    async def counts(self, info: strawberry.Info[Context, None]) -> list[DegreeCount]:
        found = await service.degree(info.context, self.looking, self.of)
        return [DegreeCount(link=c.link, end=c.end, count=c.count) for c in found]


@strawberry.type(
    description="Which limit cut the answer short, how large it is, and at which entity (null: as a whole)."
)
class Truncated:
    reason: str
    limit: int
    at: strawberry.ID | None


@strawberry.type
class Subgraph:
    nodes: list[Entity]
    links: list[Link]
    truncated: list[Truncated]


@dataclass(slots=True)
class Citations:
    """The claims of all links of an answer, read once when the first one is asked for."""

    looking: Looking
    links: Sequence[views.LinkView]
    _read: asyncio.Future[dict[str, service.ShownClaim]] | None = None

    async def of(self, context: Context, link: views.LinkView) -> list[Claim]:
        if self._read is None:
            self._read = asyncio.ensure_future(service.claims_on(context, self.looking, self.links))
        told = await self._read
        return [documents.claim(told[id_]) for id_ in link.basis.claims if id_ in told]


_cited: StrawberryField = strawberry.field(description="The claims that it rests on, each with its words.")


@strawberry.type
class Hop:
    seen: strawberry.Private[views.LinkView]
    citations: strawberry.Private[Citations]
    link: Link

    @_cited
    async def claims(self, info: strawberry.Info[Context, None]) -> list[Claim]:
        return await self.citations.of(info.context, self.seen)


@strawberry.type(description="The worst grades on a path: it is no better than these.")
class Grades:
    reliability: Reliability
    credibility: int


@strawberry.type(description="A walk: nodes[0], hops[0], nodes[1] and so on; no link is used twice.")
class Path:
    nodes: list[Entity]
    hops: list[Hop]
    weakest: Grades | None


@strawberry.type(description="A path that was looked at, and why it is none of those asked for.")
class RejectedPath:
    nodes: list[Entity]
    hops: list[Hop]
    weakest: Grades | None
    reason: PathRefusal


@strawberry.type
class Paths:
    found: list[Path]
    rejected: list[RejectedPath]
    truncated: list[Truncated]


@strawberry.type
class LinkCount:
    type: LinkType
    count: int


@strawberry.type(description="Counts of what this caller may see.")
class Stats:
    documents: int
    mentions: int
    claims: int
    entities: list[EntityCount]
    links: list[LinkCount]
    rejects: int


def truncated(cuts: tuple[views.Truncated, ...]) -> list[Truncated]:
    return [Truncated(reason=c.reason, limit=c.limit, at=strawberry.ID(c.at) if c.at else None) for c in cuts]


def subgraph(context: Context, seen: views.Subgraph) -> Subgraph:
    types = {e.id: e.type for e in seen.entities}
    return Subgraph(
        nodes=[entity(context, e) for e in seen.entities],
        links=[link(context, li, types) for li in seen.links],
        truncated=truncated(seen.truncated),
    )


def paths(
    context: Context,
    looking: Looking,
    found: Sequence[views.Path],
    cuts: tuple[views.Truncated, ...],
    rejected: Sequence[in_time.Rejected] = (),
) -> Paths:
    every = [*found, *(one.path for one in rejected)]
    citations = Citations(looking, list({li.id: li for path in every for li in path.links}.values()))
    return Paths(
        found=[Path(**_parts(context, path, citations)) for path in found],
        rejected=[RejectedPath(**_parts(context, one.path, citations), reason=one.reason) for one in rejected],
        truncated=truncated(cuts),
    )


class _Parts(TypedDict):
    nodes: list[Entity]
    hops: list[Hop]
    weakest: Grades | None


def _parts(context: Context, seen: views.Path, citations: Citations) -> _Parts:
    types = {e.id: e.type for e in seen.entities}
    grades = [li.basis for li in seen.links]
    weakest = None
    if grades:
        weakest = Grades(reliability=max(g.reliability for g in grades), credibility=max(g.credibility for g in grades))
    return {
        "nodes": [entity(context, e) for e in seen.entities],
        "hops": [Hop(seen=li, citations=citations, link=link(context, li, types)) for li in seen.links],
        "weakest": weakest,
    }


def counts(found: Mapping[str, int]) -> list[EntityCount]:
    return [EntityCount(type=t, count=n) for t, n in sorted(found.items())]


def stats(seen: views.Stats) -> Stats:
    return Stats(
        documents=seen.documents,
        mentions=seen.mentions,
        claims=seen.claims,
        entities=counts(seen.entities),
        links=[LinkCount(type=t, count=n) for t, n in sorted(seen.links.items())],
        rejects=seen.rejects,
    )
