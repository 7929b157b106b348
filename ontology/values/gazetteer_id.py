"""Ids of places: `gn:` for GeoNames, `lw:` for entries of our own tables."""

from __future__ import annotations

import re

from ontology.values import ValueType

_PATTERN = "gn:[1-9][0-9]{0,9}|lw:[a-z0-9]+([-.][a-z0-9]+)*"


def _check(normal: str) -> None:
    if not re.fullmatch(_PATTERN, normal):
        raise ValueError(f"not an id of a gazetteer: {normal!r}")


TYPES = (
    ValueType(
        name="gazetteer_id",
        form="`gn:` and a GeoNames number, or `lw:` and lower-case words apart by hyphens or points",
        example="gn:3527646",
        check=_check,
        pattern=_PATTERN,
    ),
)
