"""Ids of places: `gn:` for GeoNames, `lw:` for entries of our own tables."""

from __future__ import annotations

import re

from ontology.values import ValueType

_FORM = re.compile(r"gn:[1-9]\d{0,9}\Z|lw:[a-z0-9]+(?:[-.][a-z0-9]+)*\Z")


def _check(normal: str) -> None:
    if not _FORM.match(normal):
        raise ValueError(f"not an id of a gazetteer: {normal!r}")


TYPES = (
    ValueType(
        name="gazetteer_id",
        form="`gn:` and a GeoNames number, or `lw:` and lower-case words apart by hyphens or points",
        example="gn:3527646",
        check=_check,
    ),
)
