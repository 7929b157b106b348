"""The root fields that write: what a person decides. Each is one judgement, and each can be retracted."""

from __future__ import annotations

from typing import Annotated, TypedDict, cast

import strawberry
from strawberry.types.field import StrawberryField

from api import deciding
from api.context import Context, Looking
from api.deciding import Decided
from api.graphql import changes
from api.graphql.enums import EntityType, PairVerdict
from graph.aftermath import MAX_REASSIGNED, ambiguous, reassigned
from graph.effect import idle_now
from graph.judging import PairVerdict as JudgedPair

Info = strawberry.Info[Context, None]
KeepApart = Annotated[
    bool,
    strawberry.argument(
        description="Where a `SAME` is undone, say as well that the two are different: else the machine may join them "
        "by itself."
    ),
]


@strawberry.type(description="A judgement that was recorded.")
class Recorded:
    judgement_id: strawberry.ID
    applied: bool = strawberry.field(description="False where others that stand keep it from having an effect.")
    because_of: list[strawberry.ID] = strawberry.field(
        description="Judgements that must be retracted for it to have one; none where the documents themselves speak "
        "against it."
    )
    difference: changes.Difference


@strawberry.type(description="A judgement that was recorded, and the entity that holds the mention now.")
class Judged(Recorded):
    entity_id: strawberry.ID


def _lazily(description: str) -> StrawberryField:
    field: StrawberryField = strawberry.field(description=description)
    return field


@strawberry.type(description="An undo that was recorded, and what is to be looked at after it.")
class Retracted(Recorded):
    decided: strawberry.Private[Decided]
    kept_apart: strawberry.ID | None = strawberry.field(description="The judgement that keeps the two apart.")

    @_lazily("The entities that are other than before.")
    async def entities(self, info: Info) -> list[changes.Outcome]:
        return await changes.outcomes(info.context, self.decided.difference)

    @_lazily(f"Claims that are told of another entity now, at most {MAX_REASSIGNED}.")
    async def reassigned(self, info: Info) -> list[changes.Reassigned]:
        return [
            changes.Reassigned(claim_id=strawberry.ID(claim), entity_id=strawberry.ID(entity))
            for claim, entity in await reassigned(info.context.store, self.decided.difference)
        ]

    @_lazily("Mentions of what was split that may belong to several of its parts.")
    async def ambiguous(self, info: Info) -> list[changes.Ambiguous]:
        view = info.context.view(Looking())
        return changes.ambiguous(await ambiguous(info.context.store, view, self.decided.difference))


def _decision(description: str) -> StrawberryField:
    field: StrawberryField = strawberry.mutation(description=description)
    return field


@strawberry.type
class Mutation:
    @_decision("Say that two mentions are the same thing, are different, or cannot be told apart.")
    async def judge(
        self, info: Info, left: strawberry.ID, right: strawberry.ID, verdict: PairVerdict, reason: str
    ) -> Judged:
        made = await deciding.judge(info.context, cast(JudgedPair, verdict), left, right, reason)
        return await _judged(info, made)

    @_decision("Say what a mention is.")
    async def retype(self, info: Info, mention: strawberry.ID, type: EntityType, reason: str) -> Judged:
        return await _judged(info, await deciding.retype(info.context, mention, type, reason))

    @_decision("Say that a claim is wrong: it stays on record and leaves the graph.")
    async def reject(self, info: Info, claim: strawberry.ID, reason: str) -> Recorded:
        return Recorded(**await _recorded(info, await deciding.reject(info.context, claim, reason)))

    @_decision("Take a document and all that it says out of the graph.")
    async def withdraw(self, info: Info, document: strawberry.ID, reason: str) -> Recorded:
        return Recorded(**await _recorded(info, await deciding.withdraw(info.context, document, reason)))

    @_decision("Undo one judgement, as if it had never been made.")
    async def retract(
        self, info: Info, judgement_id: strawberry.ID, reason: str, keep_apart: KeepApart = False
    ) -> Retracted:
        made = await deciding.retract(info.context, judgement_id, reason, keep_apart=keep_apart)
        apart = strawberry.ID(made.apart.id) if made.apart else None
        return Retracted(decided=made, kept_apart=apart, **await _recorded(info, made))


class _Outcome(TypedDict):
    judgement_id: strawberry.ID
    applied: bool
    because_of: list[strawberry.ID]
    difference: changes.Difference


async def _judged(info: Info, made: Decided) -> Judged:
    held = await deciding.holder(info.context, made.judgement.left)
    return Judged(entity_id=strawberry.ID(held), **await _recorded(info, made))


async def _recorded(info: Info, made: Decided) -> _Outcome:
    """What is told of every judgement: its id, what it changed, and whether it had an effect."""
    idle = await idle_now(info.context.store, made.judgement)
    return _Outcome(
        judgement_id=strawberry.ID(made.judgement.id),
        applied=idle is None,
        because_of=[strawberry.ID(id_) for id_ in idle.because_of] if idle else [],
        difference=changes.told(made.difference),
    )
