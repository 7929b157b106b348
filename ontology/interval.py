"""Closed intervals of days with their precision: how partial dates ("May 2023", "finales de marzo") are kept.

The normal form is text, so that every store compares and prints it alike:
`2023-05-14` a day, `2023-05` a month, `2023` a year, `2023-03-21/2023-03-31` any other interval;
`2023-03-21/..` and `../2023-03-31` are open on one side. "2023" is never 1 January.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

Precision = Literal["day", "month", "year", "interval"]

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)\Z")
_MONTH = re.compile(r"(\d{4})-(\d\d)\Z")
_YEAR = re.compile(r"(\d{4})\Z")


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """A closed interval of days. `None` at an end: not known (which is not "still", and not "always")."""

    start: date | None
    end: date | None
    precision: Precision = "interval"

    def __post_init__(self) -> None:
        if self.start and self.end and self.start > self.end:
            raise ValueError(f"interval ends before it starts: {self.start} > {self.end}")
        if self.precision != "interval" and (self.start is None or self.end is None):
            raise ValueError(f"an interval of precision {self.precision} has both ends")

    @classmethod
    def day(cls, when: date) -> Interval:
        return cls(when, when, "day")

    @classmethod
    def month(cls, year: int, month: int) -> Interval:
        return cls(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), "month")

    @classmethod
    def year(cls, year: int) -> Interval:
        return cls(date(year, 1, 1), date(year, 12, 31), "year")

    @classmethod
    def parse(cls, normal: str) -> Interval:
        """Read the normal form. Raises ValueError when the text is none, or names a day that does not exist."""
        if m := _DAY.match(normal):
            return cls.day(date(int(m[1]), int(m[2]), int(m[3])))
        if m := _MONTH.match(normal):
            return cls.month(int(m[1]), int(m[2]))
        if m := _YEAR.match(normal):
            return cls.year(int(m[1]))
        left, slash, right = normal.partition("/")
        if not slash or left == right == "..":
            raise ValueError(f"not a date or interval: {normal!r}")
        return cls(
            None if left == ".." else date.fromisoformat(left), None if right == ".." else date.fromisoformat(right)
        )

    @property
    def normal(self) -> str:
        if self.precision == "day" and self.start:
            return self.start.isoformat()
        if self.precision == "month" and self.start:
            return self.start.isoformat()[:7]
        if self.precision == "year" and self.start:
            return self.start.isoformat()[:4]
        return f"{self.start.isoformat() if self.start else '..'}/{self.end.isoformat() if self.end else '..'}"

    def meets(self, other: Interval) -> bool:
        """Whether the two share a day; an unknown end is taken to reach as far as it must."""
        return not (
            (self.end and other.start and self.end < other.start)
            or (other.end and self.start and other.end < self.start)
        )
