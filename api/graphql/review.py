"""Pairs that await a person's answer, as GraphQL tells them."""

from __future__ import annotations

import strawberry

from api.context import Context
from api.graphql.answers import PageInfo
from api.graphql.entities import Entity, entity
from api.paging import Slice
from graph import reviewing
from graph.resolution.model import Model


@strawberry.type(
    description="Two mentions that may be one thing: the machine leaves them apart until somebody judges. Answer with "
    "`judge(left:, right:)`; `why` tells the evidence."
)
class ReviewEdge:
    worth: float = strawberry.field(
        description="What the answer is worth, in bits: the probability that the two are one, times how much is told "
        "of them."
    )
    bits: float
    posterior: float
    model: str
    left: strawberry.ID = strawberry.field(description="The mention that `judge` takes.")
    right: strawberry.ID
    left_entity: Entity = strawberry.field(description="What holds it now.")
    right_entity: Entity


@strawberry.type
class ReviewConnection:
    edges: list[ReviewEdge]
    page_info: PageInfo


def queue(context: Context, seen: Slice[reviewing.Question]) -> ReviewConnection:
    edges = [
        ReviewEdge(
            worth=q.pair.worth,
            bits=q.pair.bits,
            posterior=Model.posterior(q.pair.bits),
            model=q.pair.model,
            left=strawberry.ID(q.pair.left),
            right=strawberry.ID(q.pair.right),
            left_entity=entity(context, q.left),
            right_entity=entity(context, q.right),
        )
        for q in seen.items
    ]
    return ReviewConnection(edges=edges, page_info=PageInfo.at(seen.end))
