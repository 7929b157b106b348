"""Why two things are one, or are not, and how one came together, as GraphQL tells it."""

from __future__ import annotations

from collections.abc import Iterable

import strawberry

from graph import how as coming
from graph import judgement
from graph import why as resolution
from graph import whynot as apart
from graph.resolution import compare


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


@strawberry.type(description="What one document tells of an entity.")
class Telling:
    id: strawberry.ID = strawberry.field(description="Its first mention.")
    document: strawberry.ID
    mention_ids: list[strawberry.ID]


@strawberry.type(
    description="Two tellings by which two parts became one: by the `bits` of their evidence, by equal `keys`, or by a "
    "`judgement`."
)
class Join:
    left: strawberry.ID
    right: strawberry.ID
    left_size: int = strawberry.field(description="How many tellings this side had before.")
    right_size: int
    by: str = strawberry.field(description="evidence, key or judgement")
    bits: float | None
    keys: list[str]
    judgement: Judgement | None


@strawberry.type(description="How an entity came together.")
class How:
    entity: strawberry.ID
    tellings: list[Telling]
    joins: list[Join] = strawberry.field(description="In the order in which they were made.")
    parts: list[list[strawberry.ID]] = strawberry.field(
        description="Tellings that these joins make one; several where the caller sees nothing that joins them."
    )
    weakest: Join | None = strawberry.field(
        description="The join of the fewest bits; without any by evidence one by a key, else one by a judgement."
    )
    stays: list[list[strawberry.ID]] = strawberry.field(
        description="The parts that there would be if the weakest join broke: if its two were judged different, or its "
        "judgement retracted."
    )


@strawberry.type(
    description="What kept two things from being joined. `by`: judgement (a person said they are different), document "
    "(one document tells them as two), conflict (the evidence of two mentions speaks too strongly against it), choice "
    "(a document tells of two that it may be), balance (all pairs between them, together)."
)
class Refusal:
    by: str
    left: strawberry.ID
    right: strawberry.ID
    bits: float | None = strawberry.field(description="Of this pair; with `balance`, of all pairs between the two.")
    judgement: Judgement | None


@strawberry.type(description="Why two things are two.")
class WhyNot:
    reason: str = strawberry.field(
        description="types (two types are never one), never_compared (no usable key met), not_enough (compared, and "
        "the evidence does not reach the band of merging), held_apart (a guard refused)"
    )
    band: str | None
    bits: float | None
    posterior: float | None
    against: Term | None = strawberry.field(description="What speaks most against it.")
    terms: list[Term]
    shared_keys: list[str] = strawberry.field(description="Keys in common that too many have to be compared by.")
    left_keys: list[str] = strawberry.field(description="Without any in common: one of these would have had to meet …")
    right_keys: list[str] = strawberry.field(description="… one of these.")
    refusal: Refusal | None
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
        terms=[_term(t) for t in evidence.terms],
        families=[Family(name=name, bits=bits, cap=cap) for name, bits, cap in evidence.families],
        judgements=[_judgement(j) for j in seen.judgements],
    )


def how(seen: coming.How) -> How:
    return How(
        entity=strawberry.ID(seen.entity),
        tellings=[
            Telling(id=strawberry.ID(t.id), document=strawberry.ID(t.document), mention_ids=_ids(t.mentions))
            for t in seen.tellings
        ],
        joins=[_join(j) for j in seen.joins],
        parts=[_ids(part) for part in seen.parts],
        weakest=_join(seen.weakest) if seen.weakest else None,
        stays=[_ids(part) for part in seen.stays],
    )


def why_not(seen: apart.WhyNot) -> WhyNot:
    evidence, refusal = seen.evidence, seen.refusal
    return WhyNot(
        reason=seen.reason,
        band=evidence.band if evidence else None,
        bits=evidence.bits if evidence else None,
        posterior=evidence.posterior if evidence else None,
        against=_term(seen.against) if seen.against else None,
        terms=[_term(t) for t in evidence.terms] if evidence else [],
        shared_keys=list(seen.shared_keys),
        left_keys=list(seen.left_keys),
        right_keys=list(seen.right_keys),
        refusal=Refusal(
            by=refusal.by,
            left=strawberry.ID(refusal.left),
            right=strawberry.ID(refusal.right),
            bits=refusal.bits,
            judgement=_judgement(refusal.judgement) if refusal.judgement else None,
        )
        if refusal
        else None,
        judgements=[_judgement(j) for j in seen.judgements],
    )


def _join(join: coming.Join) -> Join:
    return Join(
        left=strawberry.ID(join.left),
        right=strawberry.ID(join.right),
        left_size=join.left_size,
        right_size=join.right_size,
        by=join.by,
        bits=join.bits,
        keys=list(join.keys),
        judgement=_judgement(join.judgement) if join.judgement else None,
    )


def _term(t: compare.Term) -> Term:
    return Term(feature=t.feature, family=t.family, level=t.level, left=t.left, right=t.right, bits=t.bits, why=t.why)


def _judgement(j: judgement.Judgement) -> Judgement:
    return Judgement(
        id=strawberry.ID(j.id),
        verdict=j.verdict,
        left=strawberry.ID(j.left),
        right=j.right,
        actor=j.actor,
        reason=j.reason,
        at=j.at,
    )


def _ids(ids: Iterable[str]) -> list[strawberry.ID]:
    return [strawberry.ID(id_) for id_ in ids]
