"""Dates as tables write them."""

from __future__ import annotations

import re
from contextlib import suppress
from functools import cache
from importlib.resources import files

import yaml

from ontology.interval import Interval
from ontology.values.name import fold

_MONTHS = "patterns/words/dates.yaml"
_ISO = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ]\d\d?:\d\d.*)?\Z")
_NUMERIC = re.compile(r"(\d{1,4})[./-](\d{1,2})[./-](\d{1,4})(?:[ T]+\d\d?:\d\d.*)?\Z")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:\d{4}(?:\d\d)?)?\Z")
_MONTH_YEAR = re.compile(r"(\d{1,2})[./-](\d{4})\Z")
_DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ .-]+(?:de )?([^\W\d_]+)\.?[ ,.-]+(?:de |del )?(\d{4})\Z")
_MONTH_DAY = re.compile(r"([^\W\d_]+)\.?[ -](\d{1,2})(?:st|nd|rd|th)?,?[ -](\d{4})\Z")
_BETWEEN = re.compile(r"(?:from |de |del )?(.+?) (?:to|a|al|hasta|until) (.+)\Z")
_MONTH_WORD = re.compile(r"([^\W\d_]+)\.?[ -]+(?:de |del )?(\d{4})\Z")


def read_date(written: str, order: str | None = None) -> Interval | None:
    """A date of a table: ISO, digits in the `order` `dmy` or `mdy` (needed where both readings exist), day and month
    with the month in words, month and year, a year, or two of them with "to" between. A time of day is dropped."""
    text = " ".join(written.split())
    with suppress(ValueError, KeyError):  # a day that there is none, a word that is no month
        if found := _ISO.match(text):
            return Interval.parse(found[1])
        if found := _COMPACT.match(text):
            return Interval.parse("-".join(found.groups()))
        if found := _NUMERIC.match(text):
            return _numeric(found[1], found[2], found[3], order)
        if found := _MONTH_YEAR.match(text):
            return Interval.month(int(found[2]), int(found[1]))
        low = _folded(text)
        if found := _DAY_MONTH.match(low):
            return _day(found[3], _months()[found[2]], found[1])
        if found := _MONTH_DAY.match(low):
            return _day(found[3], _months()[found[1]], found[2])
        if found := _MONTH_WORD.match(low):
            return Interval.month(int(found[2]), _months()[found[1]])
        if found := _BETWEEN.match(low):
            first, last = read_date(found[1], order), read_date(found[2], order)
            return Interval(first.start, last.end) if first and last else None
        return Interval.parse(text)
    return None


def is_ambiguous(written: str) -> bool:
    """Whether a date in digits is one day where the day comes first and another where the month does."""
    day_first, month_first = read_date(written, "dmy"), read_date(written, "mdy")
    return None not in (day_first, month_first) and day_first != month_first


def _folded(text: str) -> str:
    """Lower case without accents, punctuation kept."""
    return "".join(fold(c) if c.isalpha() else c for c in text)


@cache
def _months() -> dict[str, int]:
    data = yaml.safe_load(files("extractors").joinpath(_MONTHS).read_text("utf-8"))
    return {word: number for key in ("month_es", "month_en") for word, number in data[key]["words"].items()}


def _numeric(first: str, second: str, third: str, order: str | None) -> Interval | None:
    if len(first) == 4:
        return _day(first, second, third)
    if len(third) != 4 or len(first) > 2:
        return None
    readings = {_day_or_none(third, second, first), _day_or_none(third, first, second)} - {None}
    if order == "dmy":
        return _day(third, second, first)
    if order == "mdy":
        return _day(third, first, second)
    return readings.pop() if len(readings) == 1 else None


def _day(year: str, month: str | int, day: str) -> Interval:
    return Interval.parse(f"{year}-{int(month):02}-{int(day):02}")


def _day_or_none(year: str, month: str, day: str) -> Interval | None:
    with suppress(ValueError):
        return _day(year, month, day)
    return None
