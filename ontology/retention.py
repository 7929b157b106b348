"""Review dates: until when a record is shown (rule G5, policy/retention.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from ontology.entry import Entry
from ontology.errors import HandlingError

_FILE = "policy/retention.yaml"


@dataclass(frozen=True, slots=True)
class RetentionPolicy:
    """`classes` are periods in years by the name of the retention class; none exceeds the policy's ceiling."""

    version: int
    classes: Mapping[str, int]


@cache
def policy() -> RetentionPolicy:
    """The policy that ships with the package. Raises SchemaError."""
    return read_policy(files("ontology").joinpath(_FILE).read_text("utf-8"))


def read_policy(text: str) -> RetentionPolicy:
    """Read a policy. Raises SchemaError, also when a class keeps records for longer than the ceiling."""
    entry = Entry.read(_FILE, text)
    entry.only("id", "version", "effective", "citation", "owner", "verified", "why", "ceiling_years", "classes")
    ceiling = entry.whole("ceiling_years")
    classes: dict[str, int] = {}
    for name, below in entry.entries("classes"):
        below.only("years", "why")
        below.text("why")
        classes[name] = below.whole("years")
        if classes[name] > ceiling:
            below.fail("years", f"class {name} keeps records for {classes[name]} years, the ceiling is {ceiling}")
    return RetentionPolicy(entry.whole("version"), classes)


def due_date(retention_class: str, *, received: date, review_due: date | None = None) -> date:
    """The day from which a record is hidden: the class's period after receipt, or an earlier day that was given.

    Raises HandlingError for an unknown class and for a given day beyond the class's period: who wants a record held
    for longer gives it a class with a longer one.
    """
    classes = policy().classes
    if retention_class not in classes:
        raise HandlingError(
            f"unknown retention class {retention_class!r}", where="retention_class", mend=", ".join(classes)
        )
    years = classes[retention_class]
    latest = _years_later(received, years)
    if review_due is not None and review_due > latest:
        raise HandlingError(
            f"review_due {review_due} is more than {years} {'years' if years > 1 else 'year'} after receipt, "
            f"the period of the class {retention_class}",
            where="review_due",
            mend=f"give a day up to {latest}, or another class",
        )
    return review_due or latest


def _years_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)
