"""The root fields that read. Each asks the service one question and shapes the answer."""

from __future__ import annotations

from typing import Annotated, Any, cast

import strawberry
from strawberry.types.field import StrawberryField

from api import deciding, explaining, exploring, reviewing, searching, service
from api.context import Context, Looking
from api.graphql import answers, changes, documents, explanation, review
from api.graphql.entities import Entity, entity
from api.graphql.enums import EntityType, LinkDirection, LinkType
from api.graphql.links import link
from api.graphql.looking import WithLooking
from graph.store import Direction

Info = strawberry.Info[Context, None]
First = Annotated[int, strawberry.argument(description="How many at once, 1 to 200.")]
After = Annotated[str | None, strawberry.argument(description="The `endCursor` of the page before.")]


def read(description: str) -> StrawberryField:
    """A root field that takes the arguments which all reads share."""
    field: StrawberryField = strawberry.field(description=description, extensions=[WithLooking()])
    return field


def _today(description: str) -> StrawberryField:
    """A root field that answers by all that is known today."""
    field: StrawberryField = strawberry.field(description=description)
    return field


@strawberry.type
class Query:
    @read("An entity by its id or by the id of one of its mentions; null when there is none for this caller.")
    async def node(self, info: Info, looking: Looking, id: strawberry.ID) -> Entity | None:
        found = await service.nodes(info.context, looking, [id])
        return entity(info.context, found[0]) if found else None

    @read("Entities by id, in the order asked, each once; those that are not there for this caller are left out.")
    async def nodes(self, info: Info, looking: Looking, ids: list[strawberry.ID]) -> list[Entity]:
        return [entity(info.context, e) for e in await service.nodes(info.context, looking, ids)]

    @read("A document by its id; null when there is none for this caller.")
    async def document(self, info: Info, looking: Looking, id: strawberry.ID) -> documents.Document | None:
        found = await service.document(info.context, looking, id)
        return documents.document(found, text=True) if found else None

    @read("Where a document names things, in the order of its text.")
    async def mentions(self, info: Info, looking: Looking, document: strawberry.ID) -> list[documents.Mention]:
        return [documents.mention(m, e) for m, e in await service.mentions(info.context, looking, document)]

    @read("The claims that an entity or a link rests on, each with its sentence and its document.")
    async def claims(
        self, info: Info, looking: Looking, of: strawberry.ID, first: First = 50, after: After = None
    ) -> answers.ClaimConnection:
        page = await service.claims(info.context, looking, of, first, after)
        edges = [answers.ClaimEdge(node=documents.claim(c)) for c in page.items]
        return answers.ClaimConnection(edges=edges, page_info=answers.PageInfo.at(page.end))

    @read("Counts of documents, mentions, claims, entities and links.")
    async def stats(self, info: Info, looking: Looking) -> answers.Stats:
        return answers.stats(await service.stats(info.context, looking))

    @read("Entities that a text may mean: an identifier (phone, plate, account, e-mail …) or a name, however misspelt.")
    async def search(
        self,
        info: Info,
        looking: Looking,
        text: str,
        types: list[EntityType] | None = None,
        first: First = 50,
        after: After = None,
    ) -> answers.SearchConnection:
        wanted = list(types or ())
        page = await searching.search(info.context, looking, text, wanted, first, after)
        edges = [
            answers.SearchEdge(
                score=hit.score,
                why=[answers.Reason(feature=w.feature, query=w.query, found=w.found, weight=w.weight) for w in hit.why],
                node=entity(info.context, hit.entity),
            )
            for hit in page.items
        ]
        counts = answers.counts(page.counts)
        return answers.SearchConnection(edges=edges, page_info=answers.PageInfo.at(page.end), counts=counts)

    @read("The links of an entity with their other ends, best founded first.")
    async def neighbours(
        self,
        info: Info,
        looking: Looking,
        id: strawberry.ID,
        links: list[LinkType] | None = None,
        types: list[EntityType] | None = None,
        direction: LinkDirection = "both",
        first: First = 50,
        after: After = None,
    ) -> answers.NeighbourConnection:
        page = await service.neighbours(
            info.context,
            looking,
            id,
            links=links or (),
            ends=types or (),
            direction=cast(Direction, direction),
            first=first,
            after=after,
        )
        edges = [
            answers.NeighbourEdge(link=link(info.context, n.link, {}), node=entity(info.context, n.entity))
            for n in page.items
        ]
        return answers.NeighbourConnection(of=id, looking=looking, edges=edges, page_info=answers.PageInfo.at(page.end))

    @read("What lies within some hops of some entities. Mentioned persons and hubs are not crossed.")
    async def subgraph(
        self,
        info: Info,
        looking: Looking,
        seeds: list[strawberry.ID],
        hops: int = 1,
        links: list[LinkType] | None = None,
        max_nodes: int = 500,
        max_edges: int = 2_000,
        types: list[EntityType] | None = None,
    ) -> answers.Subgraph:
        found = await service.subgraph(
            info.context,
            looking,
            seeds,
            hops=hops,
            links=links or (),
            ends=types or (),
            max_nodes=max_nodes,
            max_edges=max_edges,
        )
        return answers.subgraph(info.context, found)

    @read(
        "Paths between two entities, the shortest first. Mentioned persons are not passed through. `longer` goes on to "
        "longer ones; `timeOrdered` keeps those that run with time, of every length, and tells which do not."
    )
    async def paths(
        self,
        info: Info,
        looking: Looking,
        from_: Annotated[strawberry.ID, strawberry.argument(name="from")],
        to: strawberry.ID,
        max_length: int = 4,
        links: list[LinkType] | None = None,
        limit: int = 10,
        longer: bool = False,
        time_ordered: bool = False,
    ) -> answers.Paths:
        asked: Any = {"max_length": max_length, "links": links or (), "limit": limit}
        ends = info.context, looking, from_, to
        if time_ordered:
            timed = await exploring.timed_paths(*ends, **asked)
            return answers.paths(info.context, looking, timed.found, timed.truncated, timed.rejected)
        found = await (exploring.longer_paths if longer else service.paths)(*ends, **asked)
        return answers.paths(info.context, looking, found.paths, found.truncated)

    @read("Why two entities or mentions are one, or are not: every feature with its weight.")
    async def why(self, info: Info, looking: Looking, a: strawberry.ID, b: strawberry.ID) -> explanation.Why:
        return explanation.why(await explaining.why(info.context, looking, a, b))

    @read("Pairs that the machine cannot settle, the one whose answer is worth most first; judged ones are not asked.")
    async def review_queue(
        self,
        info: Info,
        looking: Looking,
        types: list[EntityType] | None = None,
        first: First = 50,
        after: After = None,
    ) -> review.ReviewConnection:
        return review.queue(info.context, await reviewing.queue(info.context, looking, types or (), first, after))

    @_today("What a judgement or its undo would change. It is tried and not kept.")
    async def what_if(self, info: Info, suppose: changes.Supposition) -> changes.Difference:
        return changes.told(
            await deciding.suppose(
                info.context,
                retract=suppose.retract or None,
                same=suppose.same or (),
                different=suppose.different or (),
            )
        )

    @read("How an entity came together: the joins in order, the weakest of them, and what stays if it breaks.")
    async def how(self, info: Info, looking: Looking, id: strawberry.ID) -> explanation.How:
        return explanation.how(await explaining.how(info.context, looking, id))

    @read("Why two things are two: never compared, not enough evidence, or held apart.")
    async def why_not(self, info: Info, looking: Looking, a: strawberry.ID, b: strawberry.ID) -> explanation.WhyNot:
        return explanation.why_not(await explaining.why_not(info.context, looking, a, b))
