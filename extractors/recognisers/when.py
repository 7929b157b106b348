"""What a date that was read means: the closed interval of days, counted from the day of the report where it must be."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from ontology.interval import Interval

AHEAD = timedelta(days=45)
"""A date without a year that would lie further ahead than this is of the year before: reports tell what was."""


def day_of(day: int, month: int, year: int | None, anchor: date) -> Interval | None:
    """A day, of the year nearest to the anchor where none is given; None when there is no such day."""
    if year is None:
        year = anchor.year
        made = _day(day, month, year)
        if made is None or made - anchor > AHEAD:
            year -= 1
    made = _day(day, month, year)
    return Interval.day(made) if made else None


def _day(day: int, month: int, year: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_of(month: int, year: int | None, anchor: date) -> Interval:
    if year is None:
        year = anchor.year if date(anchor.year, month, 1) - anchor <= AHEAD else anchor.year - 1
    return Interval.month(year, month)


def part_of(whole: Interval, part: str) -> Interval:
    """The first, middle or last third of a month or year."""
    assert whole.start is not None
    assert whole.end is not None
    third = (whole.end - whole.start).days // 3
    if part == "start":
        return Interval(whole.start, whole.start + timedelta(days=third))
    if part == "middle":
        return Interval(whole.start + timedelta(days=third), whole.end - timedelta(days=third))
    return Interval(whole.end - timedelta(days=third), whole.end)


def weekday_of(weekday: int, anchor: date, *, last: bool = False) -> Interval:
    """The latest such weekday up to the anchor; with `last`, before it."""
    back = (anchor.weekday() - weekday) % 7
    return Interval.day(anchor - timedelta(days=back or (7 if last else 0)))


def weekday_after(weekday: int, anchor: date) -> Interval:
    """The first such weekday after the anchor."""
    return Interval.day(anchor + timedelta(days=(weekday - anchor.weekday() - 1) % 7 + 1))


def unit_of(rule: str, anchor: date) -> Interval:
    """`week -1`: the week (Monday to Sunday), month or year at that distance from the anchor's."""
    unit, offset = rule.split()
    if unit == "week":
        monday = anchor - timedelta(days=anchor.weekday()) + timedelta(weeks=int(offset))
        return Interval(monday, monday + timedelta(days=6))
    if unit == "month":
        index = anchor.year * 12 + anchor.month - 1 + int(offset)
        return Interval.month(index // 12, index % 12 + 1)
    return Interval.year(anchor.year + int(offset))


def season_of(rule: str, year: int | None, anchor: date) -> Interval:
    first, last = (int(n) for n in rule.split())
    year = year or (anchor.year if date(anchor.year, first, 1) <= anchor else anchor.year - 1)
    end_year = year if last >= first else year + 1
    return Interval(date(year, first, 1), date(end_year, last, calendar.monthrange(end_year, last)[1]))


def holiday_of(rule: str, year: int | None, anchor: date) -> Interval:
    """`12-25`; `easter -2` or `easter -7 0`, days from Easter Sunday; `11 3 4`, the fourth Thursday of November."""
    if year is not None:
        return _holiday(rule, year)
    made = _holiday(rule, anchor.year)
    return made if made.start and made.start - anchor <= AHEAD else _holiday(rule, anchor.year - 1)


def _holiday(rule: str, year: int) -> Interval:
    if rule.startswith("easter"):
        days = [easter(year) + timedelta(days=int(offset)) for offset in rule.split()[1:]]
        return Interval.day(days[0]) if len(days) == 1 else Interval(days[0], days[1])
    if "-" in rule and " " not in rule:
        month, day = rule.split("-")
        return Interval.day(date(year, int(month), int(day)))
    month_, weekday, nth = (int(n) for n in rule.split())
    days_of = [
        date(year, month_, d)
        for d in range(1, calendar.monthrange(year, month_)[1] + 1)
        if date(year, month_, d).weekday() == weekday
    ]
    return Interval.day(days_of[nth if nth < 0 else nth - 1])


def easter(year: int) -> date:
    """Easter Sunday, Gregorian (the algorithm of Meeus, Jones and Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def year_of(digits: str) -> int:
    """Four digits as they are; two mean 1930 to 2029."""
    number = int(digits)
    return number if number > 99 else 2000 + number if number < 30 else 1900 + number
