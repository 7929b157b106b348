"""Links: one type for all, with the qualifiers that the ontology gives to any of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import strawberry

from api.context import Context
from api.graphql.entities import Basis, basis
from api.graphql.enums import LinkType, Reliability, code_enum
from graph import views
from graph.few import shown_link
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


def link(context: Context, seen: views.LinkView, types: Mapping[str, str]) -> Link:
    """A link as its object type. `types` are the types of the entities beside it, as far as they are known: a link that
    the ontology does not allow between its ends is not shown (ValueError), whatever a store holds."""
    seen = shown_link(seen)
    described = schema().links[seen.type]
    subject, object_ = types.get(seen.subject), types.get(seen.object)
    if subject and object_ and not described.allows(subject, object_):
        raise ValueError(f"{seen.type} stands between {subject} and {object_}")
    if seen.qualifier is not None and described.qualifier is None:
        raise ValueError(f"{seen.type} has no qualifier")
    for name, value in seen.details:
        if not described.properties[name].fits(value):
            raise ValueError(f"{value!r} is no {name}")
    held = [Interval.parse(period) for period in seen.periods]
    starts, ends = [i.start for i in held], [i.end for i in held]
    qualifiers: dict[str, str | None] = dict.fromkeys(QUALIFIERS)
    if described.qualifier:
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
