"""The written forms of dates, as expressions over folded text, and how each is read."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from extractors.part import CHECKED, CUED, LISTED
from extractors.recognisers import when
from extractors.recognisers.lexicon import lexicon
from extractors.recognisers.number_words import words_value
from ontology.interval import Interval

Reading = Callable[[re.Match[str], "Context"], "Interval | None"]


@dataclass(frozen=True, slots=True)
class Context:
    """`anchor`: the day that partial and relative dates count from. `month_first`: 3/4 is the fourth of March."""

    anchor: date
    month_first: bool


@dataclass(frozen=True, slots=True)
class Form:
    """`rank` as in `extractors.part`; a form of rank CHECKED is a date even where its day does not exist (02/30)."""

    regex: re.Pattern[str]
    read: Reading
    rank: int = CHECKED


@cache
def _months() -> dict[str, int]:
    lists = lexicon("dates")
    return {**lists["month_en"], **lists["month_es"]}


def month_number(text: str) -> int:
    word = text.strip(" .").lower()
    return _months().get(word) or lexicon("dates")["month_roman"][word]


def _number(text: str | None) -> int | None:
    if text is None:
        return None
    text = " ".join(text.split())
    lists = lexicon("dates")
    found = lists["number"].get(text) or lists["ordinal_en"].get(text)
    if found:
        return int(found)
    digits = re.sub(r"\D", "", text)
    return int(digits) if digits else None


def year_number(text: str | None) -> int | None:
    """A year in digits, or written out in formal Spanish (dos mil veintitrés)."""
    if text is None:
        return None
    if digits := re.search(r"\d{2,4}", text):
        return when.year_of(digits.group())
    rest = re.sub(r"^dos\s+mil\s*", "", text)
    return 2000 + (_number(rest) or 0)


def _full(m: re.Match[str], c: Context) -> Interval | None:
    day = _number(m["day"])
    year = year_number(m["year"] or m.groupdict().get("year2"))
    return when.day_of(day, month_number(m["month"]), year, c.anchor) if day else None


def _month_year(m: re.Match[str], c: Context) -> Interval | None:
    whole = when.month_of(month_number(m["month"]), year_number(m.groupdict().get("year")), c.anchor)
    part = m.groupdict().get("part")
    return when.part_of(whole, lexicon("dates")["part"][" ".join(part.split())]) if part else whole


def figures(m: re.Match[str], c: Context) -> Interval | None:
    first, second = int(m["a"]), int(m["b"])
    month, day = (first, second) if c.month_first else (second, first)
    if month > 12:
        month, day = day, month
    return when.day_of(day, month, year_number(m.groupdict().get("year")), c.anchor) if 1 <= month <= 12 else None


def _span(m: re.Match[str], c: Context) -> Interval | None:
    """Days joined before one month: "17-18 abril", "March 17-18"."""
    month, year = month_number(m["month"]), year_number(m.groupdict().get("year"))
    days = [int(n) for n in re.findall(r"\d{1,2}", m["days"])]
    first, last = when.day_of(days[0], month, year, c.anchor), when.day_of(days[-1], month, year, c.anchor)
    if first is None or last is None or first > last:
        return None
    return Interval(first.start, last.end)


def _weekday(m: re.Match[str], c: Context) -> Interval | None:
    """A weekday: the latest one, the one before today ("last", "pasado"), or the coming one ("next", "próximo")."""
    number = lexicon("dates")["weekday"][m["weekday"]]
    if m["next"] or m["proximo"] or m["after"] in ("proximo", "entrante"):
        return when.weekday_after(number, c.anchor)
    return when.weekday_of(number, c.anchor, last=bool(m["last"] or m["pasado"] or m["after"] == "pasado"))


def _weekday_numbered(m: re.Match[str], c: Context) -> Interval | None:
    """A weekday with the number of its day behind it (jueves 17)."""
    number, given = lexicon("dates")["weekday"][m["weekday"]], _number(m["number"])
    days = (c.anchor - timedelta(days=back) for back in range(-10, 60))
    return next((Interval.day(d) for d in days if d.day == given and d.weekday() == number), None)


def _holiday(m: re.Match[str], c: Context) -> Interval | None:
    lists = lexicon("dates")
    name = " ".join(m["holiday"].split())
    return when.holiday_of(
        lists["holiday_fixed"].get(name) or lists["holiday_moving"][name], year_number(m["year"]), c.anchor
    )


def _relative(m: re.Match[str], c: Context) -> Interval | None:
    return Interval.day(c.anchor + timedelta(days=lexicon("dates")["relative"][" ".join(m["word"].split())]))


def _unit(m: re.Match[str], c: Context) -> Interval | None:
    return when.unit_of(lexicon("dates")["week"][" ".join(m["word"].split())], c.anchor)


def _ago(m: re.Match[str], c: Context) -> Interval | None:
    """The day, week, month or year that lies so many of them back: "two weeks ago" is a week, not a day."""
    count = int(m["count"]) if m["count"].isdecimal() else words_value(m["count"])
    unit = lexicon("dates")["unit"][m["unit"]]
    if not count:
        return None
    return (
        Interval.day(c.anchor - timedelta(days=count)) if unit == "day" else when.unit_of(f"{unit} -{count}", c.anchor)
    )


def _half_month(m: re.Match[str], c: Context) -> Interval | None:
    whole = when.month_of(month_number(m["month"]), year_number(m["year"]), c.anchor)
    assert whole.start is not None
    first = m["half"] == "primera"
    return (
        Interval(whole.start, whole.start.replace(day=15))
        if first
        else Interval(whole.start.replace(day=16), whole.end)
    )


def _season(m: re.Match[str], c: Context) -> Interval | None:
    return when.season_of(lexicon("dates")["season"][m["season"]], year_number(m["year"]), c.anchor)


def _iso(m: re.Match[str], c: Context) -> Interval | None:
    return when.day_of(int(m["day"]), int(m["month"]), int(m["year"]), c.anchor)


def _full_figures(m: re.Match[str], c: Context) -> Interval | None:
    """Six figures run together: 280523, or 052823 where the month comes first and the figures allow it."""
    first, second = int(m["a"]), int(m["b"])
    day, month = (second, first) if second > 12 or (c.month_first and first <= 12) else (first, second)
    return when.day_of(day, month, when.year_of(m["year"]), c.anchor)


def _figures_month(m: re.Match[str], _: Context) -> Interval | None:
    return Interval.month(int(m["year"]), int(m["month"]))


def _lone_year(m: re.Match[str], _: Context) -> Interval | None:
    whole, part = Interval.year(int(m["year"])), m["part"]
    return when.part_of(whole, lexicon("dates")["part"][" ".join(part.split())]) if part else whole


def _of_this_month(m: re.Match[str], c: Context) -> Interval | None:
    return when.day_of(int(m["day"]), c.anchor.month, c.anchor.year, c.anchor)


RAW = frozenset((figures, _weekday_numbered))
"""Readings of forms that are dates by their look alone."""
RELATIVE = frozenset((_weekday, _weekday_numbered, _relative, _unit, _ago, _of_this_month))
"""Readings of forms that tell no day of a calendar but one counted from the report's."""


@cache
def forms() -> tuple[Form, ...]:
    lists = lexicon("dates")
    en, es, both = lists.any_of("month_en"), lists.any_of("month_es"), lists.any_of("month_en", "month_es")
    week = rf"(?:{lists.any_of('weekday')}\.?,?\s+)"
    day = r"(?P<day>0?[1-9]|[12]\d|3[01])"
    year4 = r"(?P<year>(?:19|20)\d\d)"
    year2 = r"(?P<year2>'?\d\d(?![\d/]|:\d))"
    year = r"(?P<year>(?:19|20)\d\d|'?\d\d(?![\d/]|:\d))"
    six = r"(?P<a>0[1-9]|[12]\d|3[01])(?P<b>0[1-9]|[12]\d|3[01])(?P<year>[012]\d)"
    number = (
        r"(?:(?:[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?)(?![\d.:,]\d|\s*(?:h\b|hrs|am|pm|horas|p\.m|a\.m|[a-z]{4,}s\b)|\d)"
    )
    this_year = r"(?:ano\s+en\s+curso|(?:presente|corriente)\s+ano)"
    spelled = lists.any_of("number")
    spelled_year = rf"dos\s+mil(?:\s+{spelled})?"
    a = r"(?P<a>\d{1,2})"
    b = r"(?P<b>\d{1,2})"

    def form(pattern: str, read: Reading, rank: int = CHECKED) -> Form:
        return Form(re.compile(rf"(?<![\w/.$-])(?<!\d:)(?:{pattern})(?![\w$%]|/\d|-\d)"), read, rank)

    return (
        # 14 de marzo de 2022, martes 14 de marzo, 5 junio 2023, 18/nov/2023, dic-2022 below
        form(rf"{week}?{day}(?:o|ro|º|°)?\s+(?:de\s+|del\s+mes\s+de\s+)?(?P<month>{es})\.?"
             rf"(?:\s*,?\s+(?:del?\s+)?(?:ano\s+)?{year4}|\s+del\s+{this_year})?", _full),
        form(rf"{week}?(?P<day>{spelled})\s+(?:dias\s+)?(?:de\s+|del\s+mes\s+de\s+)(?P<month>{es})"
             rf"(?:\s+(?:del?\s+)(?:ano\s+)?(?P<year>(?:19|20)\d\d|{spelled_year}|corriente\s+ano|presente(?:\s+ano)?))?",
             _full),
        # March 14, 2022; Mar. 14; Tuesday, March 14th 2022
        form(rf"{week}?(?P<month>{en})\.?\s+{day}(?:st|nd|rd|th)?(?:,?\s+{year4})?", _full),
        form(rf"{week}?{day}(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{en})\.?(?:,?\s+{year4}|\s+{year2})?", _full),
        form(rf"(?P<day>{lists.any_of('ordinal_en')})\s+of\s+(?P<month>{en})(?:,?\s+{year4})?", _full),
        # 14MAR22, 14-mar-2022, 18/nov/2023, 13/X/2023
        form(rf"{week}?{day}[ -]?(?P<month>{both})[ -]?{year}", _full),
        form(rf"{day}[-/]?(?P<month>{both})\.?(?:[-/]{year})?", _full),
        form(rf"{day}[-/](?P<month>{lists.any_of('month_roman')})[-/]{year}", _full),
        # date-time groups: 301415Z OCT 23, 301415ZOCT23; 301023 before a time or after a word for a date
        form(rf"{day}(?:[01]\d|2[0-4])[0-5]\d\s?[a-z]?\s*(?P<month>{both})(?:\s*{year})?", _full),
        form(rf"(?P<span>{six})(?=\s+\d{{4}}\s?(?:h|hrs|z|r|local)\b)", _full_figures, CUED),
        form(rf"(?:dob|fecha|date|dated|dtg|on|el)\s*:?\s+(?P<span>{six})", _full_figures, CUED),
        # 17-18 abril 2023, 13, 14 y 16 de noviembre, March 17-18, 2023
        form(rf"(?P<days>\d{{1,2}}(?:(?:\s*[-–]\s*|,\s+|\s+y\s+|\s+and\s+)\d{{1,2}}){{1,4}})\s+(?:de\s+)?"
             rf"(?P<month>{both})\.?(?:,?\s+(?:del?\s+)?{year4}|\s+\d\d\b)?", _span),
        form(rf"(?P<month>{en})\.?\s+(?P<days>\d{{1,2}}(?:\s*[-–]\s*\d{{1,2}}|\s+(?:and|to|through|&)\s+\d{{1,2}}(?!\d|:\d|\s+[a-z])))"
             rf"(?:,?\s+{year4})?", _span),
        # figures
        form(r"(?P<year>(?:19|20)\d\d)[-/](?P<month>0[1-9]|1[0-2])[-/](?P<day>0[1-9]|[12]\d|3[01])",
             _iso),
        form(rf"{week}?{a}(?P<mark>[/.-]){b}(?P=mark){year}", figures),
        form(rf"{week}?(?P<a>0?[1-9]|[12]\d|3[01])/(?P<b>0?[1-9]|[12]\d|3[01])(?!\s*(?:hp|in|inch|ton|tank))",
             figures, CUED),
        form(rf"{week}(?P<a>0?[1-9]|[12]\d|3[01])-(?P<b>0?[1-9]|[12]\d|3[01])", figures),
        # months with and without year
        form(rf"(?:(?P<part>{lists.any_of('part')})[ -])?(?P<month>{both})\.?[ -/]?(?:\s*(?:del?\s+)?){year4}",
             _month_year),
        form(r"(?P<month>0?[1-9]|1[0-2])/(?P<year>(?:19|20)\d\d)",
             _figures_month, CUED),
        # days of the month that are named by the month's name elsewhere
        form(r"(?:el\s+)?(?P<span>dia\s+(?P<day>0?[1-9]|[12]\d|3[01]))(?!\s*(?:de\s+\w|\w))", _of_this_month, CUED),
        form(r"(?P<day>0?[1-9]|[12]\d|3[01])\s+(?:del\s+(?:mes\s+(?:y\s+ano\s+)?en\s+curso|presente(?:\s+mes)?|"
             r"corriente(?:\s+mes)?|actual)|de\s+los\s+corrientes)", _of_this_month),
        form(rf"(?P<half>primera|segunda)\s+quincena\s+(?:de|del\s+mes\s+de)\s+(?P<month>{es})"
             rf"(?:\s+(?:del?\s+)(?:ano\s+)?{year4})?", _half_month),
        # weekdays, holidays, relative days
        form(rf"(?P<weekday>{lists.any_of('weekday')})\s+(?P<number>{number})", _weekday_numbered, CUED),
        form(r"(?:(?:(?P<pasado>pasado)|(?P<proximo>proximo))\s+)?"
             r"(?P<span>(?:(?P<last>last|past)\s+|this\s+past\s+|(?P<next>next|coming|this\s+coming)\s+)?"
             rf"(?P<weekday>{lists.any_of('weekday')})"
             rf"(?!\s+{number})"
             r"(?:\s+(?:night|nite|morning|evening|afternoon|(?P<after>pasado|proximo|entrante)))?)", _weekday, CUED),
        form(rf"(?P<holiday>{lists.any_of('holiday_fixed', 'holiday_moving')})(?:,?\s+(?:del?\s+)?{year4})?", _holiday),
        form(rf"(?P<word>{lists.any_of('relative')})", _relative, CUED),
        form(rf"(?P<word>{lists.any_of('week')})", _unit, CUED),
        form(rf"hace\s+(?:un[oa]s\s+)?(?P<count>\d{{1,2}}|[a-z]+)\s+(?P<unit>{lists.any_of('unit')})", _ago, LISTED),
        form(rf"(?P<count>\d{{1,2}}|[a-z]+)\s+(?P<unit>{lists.any_of('unit')})\s+ago", _ago, LISTED),
        form(rf"(?:(?P<part>{lists.any_of('part')})[ -])(?P<month>{both})", _month_year),
        form(rf"(?P<season>{lists.any_of('season')})\s+(?:del?\s+|of\s+)?{year4}", _season, CUED),
        form(rf"(?<=en\s)(?P<season>{lists.any_of('season')})(?P<year>(?!))?", _season, LISTED),
        form(rf"(?:last|this|next|pasado)\s+(?P<month>{both})", _month_year, CUED),
        form(rf"(?:(?P<part>{lists.any_of('part')})\s)(?P<span>(?P<year>(?:19[3-9]|20[0-3])\d))", _lone_year, LISTED),
        form(r"(?:(?:fiscal\s+year|fy|(?P<part>early|late|mid)|circa)[ -])?(?P<year>(?:19[3-9]|20[0-3])\d)"
             r"(?!\s*(?:personas|people|migrantes|migrants|dolares|dollars|pesos|kg|lb|metros))", _lone_year, LISTED),
    )  # fmt: skip
