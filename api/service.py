"""What the outside may ask of the graph: each question is one operation of the store, or as few as it can be.

Nothing here knows GraphQL. Every function takes the request's context first; RequestError says what is wrong with a
question, and absent things are told in the same words as hidden ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from api.context import Context, Looking
from api.paging import Paging, Slice, within
from graph.store import MAX_EDGES, MAX_HOPS, MAX_NODES, MAX_PAGE, MAX_PATH, MAX_PATHS, ClaimView, Direction
from graph.views import DegreeCount, EntityView, LinkView, Neighbour, Page, Paths, Stats, Subgraph
from ontology.claim import Claim
from ontology.document import Document, Mention
from ontology.errors import RequestError
from ontology.loader import schema
from ontology.masking import is_masked, may_be_masked

MAX_SEEDS = 50
_MAX_ID = 64


@dataclass(frozen=True, slots=True)
class ShownClaim:
    """A claim with its document; `masked` when it tells a value of which only the end may be read. `told`: counts of
    few people are told (the report cites an event of theirs), and not withheld."""

    claim: Claim
    document: Document
    masked: bool
    told: bool = False


async def nodes(context: Context, looking: Looking, ids: Sequence[str]) -> list[EntityView]:
    """Visible entities, in the order asked, each once."""
    asked = ids_of("ids", ids, MAX_PAGE)
    context.budget.take(len(asked))
    return await context.store.get(context.view(looking), asked)


async def document(context: Context, looking: Looking, id_: str) -> Document | None:
    found = await context.store.get_documents(context.view(looking), ids_of("id", [id_], 1))
    return found[0].document if found else None


async def mentions(context: Context, looking: Looking, document: str) -> list[tuple[Mention, str]]:
    """Mentions of a document with the entities they are taken to be, in the order of text."""
    return await context.store.mentions_in(context.view(looking), *ids_of("document", [document], 1))


async def claims(context: Context, looking: Looking, element: str, first: int, after: str | None) -> Slice[ShownClaim]:
    """The claims that an entity or a link rests on."""
    paging = Paging(context, ["claims", element, looking.plain()], first, after)
    page = await context.store.claims_of(
        context.view(looking), *ids_of("of", [element], 1), limit=first, after=paging.position
    )
    shown = await with_masks(context, looking, page.items)
    return paging.slice(Page(tuple(shown), page.next))


async def claims_on(context: Context, looking: Looking, links: Sequence[LinkView]) -> dict[str, ShownClaim]:
    """All claims that some links rest on, by their ids."""
    context.budget.take(sum(len(link.basis.claims) for link in links))
    ids = list(dict.fromkeys(link.id for link in links))
    view = context.view(looking)
    found = [claim for some in parts(ids) for claim in await context.store.claims_on(view, some)]
    return {shown.claim.id: shown for shown in await with_masks(context, looking, found)}


async def with_masks(context: Context, looking: Looking, claims: Sequence[ClaimView]) -> list[ShownClaim]:
    """Claims as they may be shown: a value is masked where it is, or may be, one of a protected property."""
    unsure = sorted({c.claim.subject for c in claims if _depends_on_owner(c.claim)})
    view = context.view(looking)
    owners = {member: o for ids in parts(unsure) for o in await context.store.get(view, ids) for member in o.members}

    def shown(seen: ClaimView) -> ShownClaim:
        said = seen.claim
        owner = owners.get(said.subject)
        hide = said.value is not None and may_be_masked(said.predicate)
        hide = hide and (owner is None or is_masked(schema().types[owner.type].properties.get(said.predicate)))
        return ShownClaim(said, seen.document, hide)

    return [shown(claim) for claim in claims]


def _depends_on_owner(said: Claim) -> bool:
    """Whether what of a claim may be shown depends on the entity that it is about."""
    return said.value is not None and may_be_masked(said.predicate)


def parts(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    """As many ids at a time as one read takes."""
    return (ids[start : start + MAX_PAGE] for start in range(0, len(ids), MAX_PAGE))


async def stats(context: Context, looking: Looking) -> Stats:
    return await context.store.stats(context.view(looking))


async def degree(context: Context, looking: Looking, id_: str) -> list[DegreeCount]:
    """How many links of each type lead to entities of each type."""
    return await context.store.degree(context.view(looking), *ids_of("id", [id_], 1))


async def neighbours(
    context: Context, looking: Looking, id_: str, *, links: Sequence[str], ends: Sequence[str], direction: Direction,
    first: int, after: str | None,
) -> Slice[Neighbour]:  # fmt: skip
    question = ["neighbours", id_, sorted(links), sorted(ends), direction, looking.plain()]
    paging = Paging(context, question, first, after)
    page = await context.store.neighbours(
        context.view(looking),
        *ids_of("id", [id_], 1),
        links=sorted(set(links)),
        ends=sorted(set(ends)),
        direction=direction,
        limit=first,
        after=paging.position,
    )
    return paging.slice(page)


async def subgraph(
    context: Context, looking: Looking, seeds: Sequence[str], *, hops: int, links: Sequence[str], ends: Sequence[str],
    max_nodes: int, max_edges: int,
) -> Subgraph:  # fmt: skip
    within("hops", hops, MAX_HOPS)
    within("maxNodes", max_nodes, MAX_NODES)
    within("maxEdges", max_edges, MAX_EDGES)
    context.budget.take(max_nodes + max_edges)
    return await context.store.subgraph(
        context.view(looking),
        ids_of("seeds", seeds, MAX_SEEDS),
        hops=hops,
        links=sorted(set(links)),
        ends=sorted(set(ends)),
        max_nodes=max_nodes,
        max_edges=max_edges,
    )


async def paths(
    context: Context, looking: Looking, start: str, end: str, *, max_length: int, links: Sequence[str], limit: int
) -> Paths:
    within("maxLength", max_length, MAX_PATH)
    within("limit", limit, MAX_PATHS)
    context.budget.take(2 * limit * max_length)
    return await context.store.shortest_paths(
        context.view(looking),
        *ids_of("from", [start], 1),
        *ids_of("to", [end], 1),
        max_length=max_length,
        links=sorted(set(links)),
        limit=limit,
    )


def ids_of(name: str, ids: Sequence[str], most: int) -> list[str]:
    if not 1 <= len(ids) <= most:
        raise RequestError(f"{len(ids)} ids", where=name, mend=f"from 1 to {most} of them")
    if any(len(id_) > _MAX_ID for id_ in ids):
        raise RequestError("an id has 33 characters", where=name)
    return list(ids)
