"""Why two things are one, or are not, as GraphQL tells it."""

from __future__ import annotations

import strawberry

from graph import why as resolution


@strawberry.type(description="One feature that spoke for or against: the two values that met and its weight in bits.")
class Term:
    feature: str
    family: str
    level: str
    left: str
    right: str
    bits: float
    why: str


@strawberry.type(description="What the terms of one family come to: no family may add more than its cap.")
class Family:
    name: str
    bits: float
    cap: float | None


@strawberry.type(description="A decision of a person.")
class Judgement:
    id: strawberry.ID
    verdict: str
    left: strawberry.ID
    right: str | None
    actor: str
    reason: str
    at: str


@strawberry.type(description="Why two things are one, or are not.")
class Why:
    left: strawberry.ID = strawberry.field(description="The mention of the first with the strongest evidence.")
    right: strawberry.ID
    together: bool = strawberry.field(description="Whether one entity holds both.")
    shared_keys: list[str] = strawberry.field(description="Equal keys, which join by themselves.")
    blocking_keys: list[str] = strawberry.field(description="What brought the two to comparison.")
    prior: float
    bits: float = strawberry.field(description="The prior and what counted of every family.")
    posterior: float
    band: str = strawberry.field(description="merge, possible, related or distinct")
    model: str
    terms: list[Term]
    families: list[Family]
    judgements: list[Judgement]


def why(seen: resolution.Why) -> Why:
    evidence = seen.evidence
    return Why(
        left=strawberry.ID(seen.left),
        right=strawberry.ID(seen.right),
        together=seen.together,
        shared_keys=list(seen.shared_keys),
        blocking_keys=list(seen.blocking_keys),
        prior=evidence.prior,
        bits=evidence.bits,
        posterior=evidence.posterior,
        band=evidence.band,
        model=evidence.model,
        terms=[
            Term(feature=t.feature, family=t.family, level=t.level, left=t.left, right=t.right, bits=t.bits, why=t.why)
            for t in evidence.terms
        ],
        families=[Family(name=name, bits=bits, cap=cap) for name, bits, cap in evidence.families],
        judgements=[
            Judgement(
                id=strawberry.ID(j.id),
                verdict=j.verdict,
                left=strawberry.ID(j.left),
                right=j.right,
                actor=j.actor,
                reason=j.reason,
                at=j.at,
            )
            for j in seen.judgements
        ],
    )
