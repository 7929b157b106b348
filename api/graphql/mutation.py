"""The root fields that write: what a person decides. Each is one judgement, and each can be retracted."""

from __future__ import annotations

from typing import cast

import strawberry
from strawberry.types.field import StrawberryField

from api import deciding
from api.context import Context
from api.graphql.enums import EntityType, PairVerdict
from graph.judging import PairVerdict as JudgedPair

Info = strawberry.Info[Context, None]


@strawberry.type(description="A judgement that was recorded, and the entity that holds the mention now.")
class Judged:
    judgement_id: strawberry.ID
    entity_id: strawberry.ID


@strawberry.type(description="A judgement that was recorded.")
class Recorded:
    judgement_id: strawberry.ID


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
        return Judged(judgement_id=strawberry.ID(made.id), entity_id=strawberry.ID(holder))

    @_decision("Say what a mention is.")
    async def retype(self, info: Info, mention: strawberry.ID, type: EntityType, reason: str) -> Judged:
        made, holder = await deciding.retype(info.context, mention, type, reason)
        return Judged(judgement_id=strawberry.ID(made.id), entity_id=strawberry.ID(holder))

    @_decision("Say that a claim is wrong: it stays on record and leaves the graph.")
    async def reject(self, info: Info, claim: strawberry.ID, reason: str) -> Recorded:
        return _recorded((await deciding.reject(info.context, claim, reason)).id)

    @_decision("Take a document and all that it says out of the graph.")
    async def withdraw(self, info: Info, document: strawberry.ID, reason: str) -> Recorded:
        return _recorded((await deciding.withdraw(info.context, document, reason)).id)

    @_decision("Undo one judgement, as if it had never been made.")
    async def retract(self, info: Info, judgement_id: strawberry.ID, reason: str) -> Recorded:
        return _recorded((await deciding.retract(info.context, judgement_id, reason)).id)


def _recorded(judgement: str) -> Recorded:
    return Recorded(judgement_id=strawberry.ID(judgement))
