"""Dates: closed intervals of days with their precision (`ontology.interval`)."""

from __future__ import annotations

from ontology.claim import Value
from ontology.interval import Interval
from ontology.values import ValueType


def _check(normal: str) -> None:
    if Interval.parse(normal).normal != normal:
        raise ValueError(f"not a date or interval: {normal!r}")


def _caption(value: Value) -> str:
    when = Interval.parse(value.normal)
    if when.precision != "interval":
        return value.normal
    if when.start is None:
        return f"until {when.end}"
    if when.end is None:
        return f"from {when.start}"
    return f"{when.start} to {when.end}"


TYPES = (
    ValueType(
        name="date",
        form="YYYY-MM-DD, YYYY-MM, YYYY, or two days apart by `/`, one of which may be `..` (not known)",
        example="2023-05",
        check=_check,
        caption=_caption,
    ),
)
