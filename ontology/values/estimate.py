"""Estimates of a number of people: low, best and high, each of which may be unknown. They are never averaged."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ontology.claim import Value
from ontology.values import ValueType

_FORM = re.compile(r"(0|[1-9]\d{0,9}|\.\.)/(0|[1-9]\d{0,9}|\.\.)/(0|[1-9]\d{0,9}|\.\.)\Z")

_FIGURE = "(0|[1-9][0-9]{0,9})"
_MAYBE = rf"({_FIGURE}|\.\.)"


@dataclass(frozen=True, slots=True)
class Estimate:
    """`best` alone for a plain count; "más de cien" has only `low`; "entre 30 y 40" has `low` and `high`."""

    low: int | None = None
    best: int | None = None
    high: int | None = None

    def __post_init__(self) -> None:
        known = [n for n in (self.low, self.best, self.high) if n is not None]
        if not known:
            raise ValueError("an estimate has at least one figure")
        if known != sorted(known) or known[0] < 0:
            raise ValueError(f"figures in the wrong order: {known}")

    @classmethod
    def parse(cls, normal: str) -> Estimate:
        """Read the normal form. Raises ValueError."""
        found = _FORM.match(normal)
        if not found:
            raise ValueError(f"not low/best/high: {normal!r}")
        return cls(*(None if part == ".." else int(part) for part in found.groups()))

    @property
    def normal(self) -> str:
        return "/".join(".." if n is None else str(n) for n in (self.low, self.best, self.high))

    @property
    def caption(self) -> str:
        if self.best is not None:
            bounds = self.low is not None or self.high is not None
            around = Estimate(self.low, None, self.high).caption if bounds else ""
            return f"{self.best:,}" + (f" ({around})" if around else "")
        if self.low is None:
            return f"at most {self.high:,}"
        if self.high is None:
            return f"at least {self.low:,}"
        return f"{self.low:,} to {self.high:,}"


def _check(normal: str) -> None:
    Estimate.parse(normal)


def _caption(value: Value) -> str:
    return Estimate.parse(value.normal).caption


TYPES = (
    ValueType(
        name="estimate",
        form="low/best/high, whole numbers in this order, `..` where not known",
        example="100/107/120",
        check=_check,
        pattern=rf"{_FIGURE}/{_MAYBE}/{_MAYBE}|\.\./{_FIGURE}/{_MAYBE}|\.\./\.\./{_FIGURE}",
        caption=_caption,
    ),
)
