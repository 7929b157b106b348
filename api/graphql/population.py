"""A group of people who are not named: an aggregate, which has no members."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import strawberry

from api import population
from api.context import Context, Looking
from api.graphql.answers import Truncated, truncated
from api.graphql.documents import Document, Evidence, claim
from api.graphql.entities import Entity, entity
from api.graphql.enums import Reliability, code_enum
from api.graphql.query import Info, read
from ontology.loader import schema

_PROPERTIES = schema().types[population.GROUP].properties
if TYPE_CHECKING:
    Need = str
    Method = str
else:
    Need = code_enum("Need", [_PROPERTIES[population.NEEDS]])
    Method = code_enum("EstimateMethod", [_PROPERTIES[population.METHOD]])


@strawberry.type(
    description='How many, by one report. Fewer than ten are withheld (`shown` reads <10, or ≥1 of "at least four"), '
    "and the words with them, unless that report cites an event of theirs."
)
class PopulationEstimate:
    date: str | None = strawberry.field(description="When it held, as precise as it is told.")
    low: int | None
    best: int | None
    high: int | None
    shown: str
    method: Method | None
    place: Entity | None
    source: str
    reliability: Reliability
    credibility: int
    document: Document | None
    evidence: list[Evidence]


@strawberry.type(description="That it moved along a route, so many in a period. Never added to a stock.")
class PopulationFlow:
    route: Entity
    to: Entity | None = strawberry.field(description="Where the route ends.")
    from_: date | None = strawberry.field(name="from")
    until: date | None
    low: int | None
    best: int | None
    high: int | None
    shown: str | None


@strawberry.type(description="What reports tell of a group. Figures that differ stand side by side and are no mean.")
class Population:
    group: Entity
    place: Entity | None = strawberry.field(description="Where most origins place it.")
    needs: list[Need]
    estimates: list[PopulationEstimate] = strawberry.field(description="In the order of time.")
    flows: list[PopulationFlow] = strawberry.field(description="In the order of time.")
    truncated: list[Truncated]


@strawberry.type
class PopulationQuery:
    @read("A population group: what reports tell of it. Null when there is none for this caller.")
    async def population_group(self, info: Info, looking: Looking, id: strawberry.ID) -> Population | None:
        found = await population.population(info.context, looking, id)
        return _population(info.context, found) if found else None


def _population(context: Context, found: population.Population) -> Population:
    return Population(
        group=entity(context, found.group),
        place=entity(context, found.place) if found.place else None,
        needs=list(found.needs),
        estimates=[_estimate(context, told) for told in found.estimates],
        flows=[_flow(context, flow) for flow in found.flows],
        truncated=truncated(found.truncated),
    )


def _estimate(context: Context, told: population.Told) -> PopulationEstimate:
    withheld = told.figure.withheld
    shown = claim(told.claim)
    return PopulationEstimate(
        date=told.when.normal if told.when else None,
        low=told.figure.low,
        best=told.figure.best,
        high=told.figure.high,
        shown=told.figure.shown,
        method=told.method,
        place=entity(context, told.place) if told.place else None,
        source=shown.document.source,
        reliability=shown.reliability,
        credibility=shown.credibility,
        document=None if withheld else shown.document,
        evidence=[] if withheld else shown.evidence,
    )


def _flow(context: Context, flow: population.Flow) -> PopulationFlow:
    figure = flow.figure
    return PopulationFlow(
        route=entity(context, flow.route),
        to=entity(context, flow.to) if flow.to else None,
        from_=flow.when.start if flow.when else None,
        until=flow.when.end if flow.when else None,
        low=figure.low if figure else None,
        best=figure.best if figure else None,
        high=figure.high if figure else None,
        shown=figure.shown if figure else None,
    )
