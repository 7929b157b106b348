"""Why two things are one, or are not, and how one came together, with the numbers that may only be compared shown by
their ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from api.context import Context, Looking
from graph.how import How, Join
from graph.how import how as explain_entity
from graph.resolution.compare import Evidence, Term
from graph.why import Why
from graph.why import why as explain
from graph.whynot import WhyNot
from graph.whynot import why_not as explain_two
from ontology.loader import schema
from ontology.masking import is_masked, masked


async def why(context: Context, looking: Looking, a: str, b: str) -> Why:
    """The evidence of a pair. Raises AbsentError when one is not there for this caller, RequestError when the two
    cannot be compared."""
    view = context.view(looking)
    found = await explain(context.store, view, a, b)
    whole = await _whole(context, looking, found.left)
    return replace(
        found,
        evidence=_evidence(found.evidence, whole=whole),
        shared_keys=tuple(_hidden(key) for key in found.shared_keys),
        blocking_keys=_keys(found.blocking_keys, whole=whole),
    )


async def how(context: Context, looking: Looking, id_: str) -> How:
    """How an entity came together. Raises AbsentError when it is not there for this caller."""
    found = await explain_entity(context.store, context.view(looking), id_)
    return replace(
        found,
        joins=tuple(_join(join) for join in found.joins),
        weakest=_join(found.weakest) if found.weakest else None,
    )


async def why_not(context: Context, looking: Looking, a: str, b: str) -> WhyNot:
    """Why two things are two. Raises AbsentError when one is not there for this caller, RequestError when they are
    one."""
    found = await explain_two(context.store, context.view(looking), a, b)
    whole = await _whole(context, looking, a)
    return replace(
        found,
        evidence=_evidence(found.evidence, whole=whole) if found.evidence else None,
        against=_term(found.against, whole=whole) if found.against else None,
        shared_keys=_keys(found.shared_keys, whole=whole),
        left_keys=_keys(found.left_keys, whole=whole),
        right_keys=_keys(found.right_keys, whole=whole),
    )


async def _whole(context: Context, looking: Looking, id_: str) -> bool:
    """Whether what is compared are protected numbers themselves."""
    (own, *_) = await context.store.get(context.view(looking), [id_])
    return own.type in _masked_types()


def _join(join: Join) -> Join:
    return replace(join, keys=tuple(_hidden(key) for key in join.keys))


def _evidence(evidence: Evidence, *, whole: bool) -> Evidence:
    return replace(evidence, terms=tuple(_term(term, whole=whole) for term in evidence.terms))


def _term(term: Term, *, whole: bool) -> Term:
    return replace(term, left=_hidden(term.left, whole=whole), right=_hidden(term.right, whole=whole))


def _keys(keys: Sequence[str], *, whole: bool) -> tuple[str, ...]:
    return tuple(_hidden(key, whole=whole) for key in keys)


def _hidden(text: str, *, whole: bool = False) -> str:
    """A text of resolution without protected numbers. They stand in it as `Type number` or `Type|property|number`;
    where the things compared are such numbers themselves, the `whole` text may be one."""
    if whole:
        return masked(text)
    return _numbers().sub(lambda found: found[1] + masked(found[2]), text)


@cache
def _masked_types() -> frozenset[str]:
    return frozenset(t.name for t in schema().entity_types if any(is_masked(p) for p in t.properties.values()))


@cache
def _numbers() -> re.Pattern[str]:
    return re.compile(rf"\b((?:{'|'.join(sorted(_masked_types()))})[ |](?:\w+\|)?)([^\s,;&|]+)")
