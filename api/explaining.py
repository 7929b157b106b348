"""Why two things are one, or are not, with the numbers that may only be compared shown by their ends."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from api.context import Context, Looking
from graph.why import Why
from graph.why import why as explain
from ontology.loader import schema
from ontology.masking import is_masked, masked


async def why(context: Context, looking: Looking, a: str, b: str) -> Why:
    """The evidence of a pair. Raises AbsentError when one is not there for this caller, RequestError when the two
    cannot be compared."""
    view = context.view(looking)
    found = await explain(context.store, view, a, b)
    (own, *_) = await context.store.get(view, [found.left])
    whole = own.type in _masked_types()
    terms = tuple(
        replace(t, left=_hidden(t.left, whole=whole), right=_hidden(t.right, whole=whole)) for t in found.evidence.terms
    )
    return replace(
        found,
        evidence=replace(found.evidence, terms=terms),
        shared_keys=tuple(_hidden(key) for key in found.shared_keys),
        blocking_keys=tuple(_hidden(key, whole=whole) for key in found.blocking_keys),
    )


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
