"""The root fields that write: what a person decides. Each is one judgement, and each can be retracted."""

from __future__ import annotations

from typing import TypedDict, cast

import strawberry
from strawberry.types.field import StrawberryField

from api import deciding
from api.context import Context
from api.graphql.enums import EntityType, PairVerdict
from graph.effect import idle_now
from graph.judgement import Judgement
from graph.judging import PairVerdict as JudgedPair

Info = strawberry.Info[Context, None]


@strawberry.type(description="A judgement that was recorded.")
class Recorded:
    judgement_id: strawberry.ID
    applied: bool = strawberry.field(description="False where others that stand keep it from having an effect.")
    because_of: list[strawberry.ID] = strawberry.field(
        description="Judgements that must be retracted for it to have one; none where the documents themselves speak "
        "against it."
    )


@strawberry.type(description="A judgement that was recorded, and the entity that holds the mention now.")
class Judged(Recorded):
    entity_id: strawberry.ID


def _decision(description: str) -> StrawberryField:
    field: StrawberryField = strawberry.mutation(description=description)
    return field


@strawberry.type
class Mutation:
    @_decision("Say that two mentions are the same thing, are different, or cannot be told apart.")
    async def judge(
        self, info: Info, left: strawberry.ID, right: strawberry.ID, verdict: PairVerdict, reason: str
    ) -> Judged:
        made, holder = await deciding.judge(info.context, cast(JudgedPair, verdict), left, right, reason)
        return Judged(entity_id=strawberry.ID(holder), **await _recorded(info, made))

    @_decision("Say what a mention is.")
    async def retype(self, info: Info, mention: strawberry.ID, type: EntityType, reason: str) -> Judged:
        made, holder = await deciding.retype(info.context, mention, type, reason)
        return Judged(entity_id=strawberry.ID(holder), **await _recorded(info, made))

    @_decision("Say that a claim is wrong: it stays on record and leaves the graph.")
    async def reject(self, info: Info, claim: strawberry.ID, reason: str) -> Recorded:
        return Recorded(**await _recorded(info, await deciding.reject(info.context, claim, reason)))

    @_decision("Take a document and all that it says out of the graph.")
    async def withdraw(self, info: Info, document: strawberry.ID, reason: str) -> Recorded:
        return Recorded(**await _recorded(info, await deciding.withdraw(info.context, document, reason)))

    @_decision("Undo one judgement, as if it had never been made.")
    async def retract(self, info: Info, judgement_id: strawberry.ID, reason: str) -> Recorded:
        return Recorded(**await _recorded(info, await deciding.retract(info.context, judgement_id, reason)))


class _Outcome(TypedDict):
    judgement_id: strawberry.ID
    applied: bool
    because_of: list[strawberry.ID]


async def _recorded(info: Info, made: Judgement) -> _Outcome:
    """What is told of every judgement: its id, and whether it had an effect."""
    idle = await idle_now(info.context.store, made)
    return _Outcome(
        judgement_id=strawberry.ID(made.id),
        applied=idle is None,
        because_of=[strawberry.ID(id_) for id_ in idle.because_of] if idle else [],
    )
