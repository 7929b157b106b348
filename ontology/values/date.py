"""Dates: closed intervals of days with their precision (`ontology.interval`)."""

from __future__ import annotations

from ontology.claim import Value
from ontology.interval import Interval
from ontology.values import ValueType

_YEAR = "([0-9]{3}[1-9]|[0-9]{2}[1-9]0|[0-9][1-9]00|[1-9]000)"
_MONTH_DAY = "((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|[12][0-9]))"
_DAY = f"{_YEAR}-{_MONTH_DAY}"


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
        pattern=rf"{_YEAR}(-(0[1-9]|1[0-2]|{_MONTH_DAY}))?|{_DAY}/({_DAY}|\.\.)|\.\./{_DAY}",
        caption=_caption,
    ),
)
