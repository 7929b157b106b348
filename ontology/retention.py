"""Review dates: until when a record is shown (rule G5, policy/retention.yaml)."""

from __future__ import annotations

from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from ontology.errors import HandlingError, SchemaError


@cache
def policy() -> dict[str, Any]:
    """The retention policy. Raises SchemaError when a class is longer than the ceiling."""
    loaded: dict[str, Any] = yaml.safe_load(files("ontology").joinpath("policy/retention.yaml").read_text("utf-8"))
    for name, entry in loaded["classes"].items():
        if entry["years"] > loaded["ceiling_years"]:
            raise SchemaError(
                f"class {name} keeps records for {entry['years']} years, the ceiling is {loaded['ceiling_years']}",
                where=f"policy/retention.yaml: classes.{name}.years",
            )
    return loaded


def due_date(retention_class: str, *, received: date, review_due: date | None = None) -> date:
    """The day from which a record is hidden: the class's period after receipt, or an earlier day that was given.

    Raises HandlingError for an unknown class and for a given day beyond the ceiling.
    """
    rule = policy()
    if retention_class not in rule["classes"]:
        raise HandlingError(
            f"unknown retention class {retention_class!r}", where="retention_class", mend=", ".join(rule["classes"])
        )
    if review_due is None:
        return _years_later(received, rule["classes"][retention_class]["years"])
    if review_due > _years_later(received, rule["ceiling_years"]):
        raise HandlingError(
            f"review_due {review_due} is more than {rule['ceiling_years']} years after receipt",
            where="review_due",
            mend="give an earlier day",
        )
    return review_due


def _years_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)
