"""Links: one type for all, with the qualifiers that the ontology gives to any of them."""

from __future__ import annotations

from datetime import date

import strawberry

from api.context import Context
from api.graphql.entities import Basis, basis
from api.graphql.enums import LinkType, Reliability, code_enum
from graph import views
from ontology.interval import Interval
from ontology.loader import schema


@strawberry.type(description="A further property of a link, as text.")
class Detail:
    name: str
    value: str


class Link:
    id: strawberry.ID
    type: LinkType
    subject: strawberry.ID
    object: strawberry.ID
    when: str | None = strawberry.field(description="The date of an occurrence.")
    periods: list[str] = strawberry.field(description="When it held, each as a date or an interval of dates.")
    valid_from: date | None = strawberry.field(description="The first day on which it held, where that is known.")
    valid_to: date | None = strawberry.field(description="The last day on which it held, where that is known.")
    details: list[Detail]
    claim_count: int
    origins: int
    reliability: Reliability
    credibility: int
    basis: Basis


QUALIFIERS = {
    name: code_enum(name.capitalize(), [li.properties[name] for li in schema().links.values() if li.qualifier == name])
    for name in sorted({li.qualifier for li in schema().links.values() if li.qualifier})
}
"""Qualifier (role, function) → the enumeration of its codes over all links that have it."""
for _name, _codes in QUALIFIERS.items():
    Link.__annotations__[_name] = _codes | None
strawberry.type(Link, description="What one thing is to another: all claims that say the same of the two.")


def link(context: Context, seen: views.LinkView) -> Link:
    described = schema().links[seen.type]
    held = [Interval.parse(period) for period in seen.periods]
    starts, ends = [i.start for i in held], [i.end for i in held]
    qualifiers: dict[str, str | None] = dict.fromkeys(QUALIFIERS)
    if described.qualifier and seen.qualifier is not None:
        qualifiers[described.qualifier] = seen.qualifier
    rests = basis(context, seen.basis)
    return Link(  # type: ignore[call-arg]
        id=strawberry.ID(seen.id),
        type=seen.type,
        subject=strawberry.ID(seen.subject),
        object=strawberry.ID(seen.object),
        when=seen.when,
        periods=list(seen.periods),
        valid_from=min((s for s in starts if s), default=None) if all(starts) else None,
        valid_to=max((e for e in ends if e), default=None) if all(ends) else None,
        details=[Detail(name=name, value=value) for name, value in seen.details],
        claim_count=rests.claim_count,
        origins=rests.origins,
        reliability=rests.reliability,
        credibility=rests.credibility,
        basis=rests,
        **qualifiers,
    )
