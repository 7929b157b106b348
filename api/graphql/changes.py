"""What a judgement changed, or would change, as GraphQL tells it."""

from __future__ import annotations

import strawberry

from api.context import Context, Looking
from api.graphql.enums import EntityType
from graph import difference
from graph.aftermath import Ambiguous as Torn
from graph.few import shown_entity
from graph.store import MAX_PAGE


@strawberry.type(description="An entity by its mentions, the first of which names it; before a change, or after it.")
class Part:
    id: strawberry.ID
    mention_ids: list[strawberry.ID]


@strawberry.type
class Merger:
    into: Part
    of: list[Part]


@strawberry.type
class Split:
    of: Part
    into: list[Part]


@strawberry.type(description="An entity that stays one and gains or loses mentions.")
class Changed:
    before: Part
    after: Part


@strawberry.type(description="What a judgement does to entities, of what the caller may see.")
class Difference:
    created: list[Part]
    removed: list[Part]
    merged: list[Merger]
    split: list[Split]
    changed: list[Changed]


@strawberry.input(
    one_of=True, description="One thing that is supposed: two mentions the same or different, or an undo."
)
class Supposition:
    retract: strawberry.ID | None = strawberry.UNSET
    same: list[strawberry.ID] | None = strawberry.UNSET
    different: list[strawberry.ID] | None = strawberry.UNSET


@strawberry.type(description="An entity as it is after a change.")
class Outcome:
    id: strawberry.ID
    type: EntityType
    label: str
    mention_count: int
    link_count: int


@strawberry.type(description="A claim that is told of another entity now.")
class Reassigned:
    claim_id: strawberry.ID
    entity_id: strawberry.ID


@strawberry.type(description="An entity that a mention may belong to, and how probable its best pair there makes that.")
class Candidate:
    id: strawberry.ID
    score: float


@strawberry.type(description="A mention whose evidence speaks for several parts of what was split.")
class Ambiguous:
    mention_id: strawberry.ID
    candidates: list[Candidate]


def told(change: difference.Difference) -> Difference:
    return Difference(
        created=[_part(p) for p in change.created],
        removed=[_part(p) for p in change.removed],
        merged=[Merger(into=_part(m.into), of=[_part(p) for p in m.of]) for m in change.merged],
        split=[Split(of=_part(s.of), into=[_part(p) for p in s.into]) for s in change.split],
        changed=[Changed(before=_part(c.before), after=_part(c.after)) for c in change.changed],
    )


async def outcomes(context: Context, change: difference.Difference) -> list[Outcome]:
    """The first MAX_PAGE entities that are other than before."""
    view = context.view(Looking())
    found = await context.store.get(view, [part.id for part in change.after][:MAX_PAGE])
    return [
        Outcome(
            id=strawberry.ID(e.id),
            type=e.type,
            label=shown_entity(e).label,
            mention_count=len(e.members),
            link_count=sum(d.count for d in await context.store.degree(view, e.id)),
        )
        for e in found
    ]


def ambiguous(found: tuple[Torn, ...]) -> list[Ambiguous]:
    return [
        Ambiguous(
            mention_id=strawberry.ID(a.mention),
            candidates=[Candidate(id=strawberry.ID(c.entity), score=c.score) for c in a.candidates],
        )
        for a in found
    ]


def _part(part: difference.Part) -> Part:
    return Part(id=strawberry.ID(part.id), mention_ids=[strawberry.ID(m) for m in part.members])
