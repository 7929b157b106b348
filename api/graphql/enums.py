"""Enumerations: those of the ontology (types, links, code lists) and the few fixed ones of the model.

Resolvers take and give the values as plain texts ("memberOf"); only the schema knows them by their names (MEMBER_OF).
(Strawberry's sorted schema rebuilds its enumerations without the Python classes, so that members would be refused.)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import TYPE_CHECKING, Any, get_args

import strawberry

from api.analysing import Grouping
from api.changing import Kind
from graph.analysis.key_players import Objective
from graph.analysis.measures import Measure
from graph.analysis.network import Reason as Left
from graph.exploring.in_time import Reason
from graph.judging import PairVerdict as Verdict
from graph.rows import PersonClass as Class
from graph.store import Direction
from ontology.grades import RELIABILITY
from ontology.loader import schema
from ontology.model import Property


def _enum(name: str, values: Mapping[str, str], description: str) -> Any:
    made = Enum(name, dict(values), module=__name__)  # type: ignore[misc]
    return strawberry.enum(made, description=description)


def _upper(values: Iterable[str]) -> dict[str, str]:
    return {value.upper(): value for value in values}


def code_enum(name: str, properties: Iterable[Property]) -> Any:
    """The enumeration of all codes that these properties may take: `staging_house` is STAGING_HOUSE."""
    found = list(properties)
    return _enum(name, _upper(sorted({code for p in found for code in p.codes})), found[0].why)


if TYPE_CHECKING:
    EntityType = str
    LinkType = str
    Reliability = str
    PersonClass = str
    LinkDirection = str
    PairVerdict = str
    ChangeKind = str
    PathRefusal = str
    ActorMeasure = str
    SetObjective = str
    LeftOutReason = str
    GroupedBy = str
else:
    _known = schema()
    EntityType = _enum("EntityType", {t.name: t.name for t in _known.entity_types}, "The types of entities.")
    LinkType = _enum("LinkType", {li.enum_name: li.name for li in _known.links.values()}, "The types of links.")
    Reliability = _enum("Reliability", _upper(RELIABILITY), "How reliable the source is; F cannot be judged.")
    PersonClass = _enum(
        "PersonClass", _upper(get_args(Class)), "A subject has a documented predicate; all others are mentioned."
    )
    LinkDirection = _enum("LinkDirection", _upper(get_args(Direction)), "Which links, seen from the entity.")
    PairVerdict = _enum("PairVerdict", _upper(get_args(Verdict)), "What a person says of two mentions.")
    ChangeKind = _enum("ChangeKind", _upper(get_args(Kind)), "What became of something.")
    PathRefusal = _enum("PathRefusal", _upper(get_args(Reason)), "Why a path is none of those asked for.")
    ActorMeasure = _enum("ActorMeasure", _upper(get_args(Measure)), "What a position is measured by.")
    SetObjective = _enum(
        "SetObjective", _upper(get_args(Objective)), "What a set of actors is chosen for: to part, or to reach."
    )
    LeftOutReason = _enum("LeftOutReason", _upper(get_args(Left)), "Why something is no part of a network.")
    GroupedBy = _enum("GroupedBy", _upper(get_args(Grouping)), "What groups actors: stated membership, or their ties.")
