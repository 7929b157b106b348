"""Calendar dates in all the forms of reports: full, partial, military, spelled, relative, weekdays and holidays.

The order of day and month in figures is that of the source's country, else of the language; where both readings are
days, the other one is kept as `alternative`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from extractors.analysis import Analysis
from extractors.fold import folded
from extractors.part import CHECKED, CUED, LISTED, Attribute, Found, Recogniser
from extractors.recognisers import when
from extractors.recognisers.lexicon import lexicon
from ontology.claim import Value
from ontology.interval import Interval

NAME = "dates"
MONTH_FIRST = frozenset({"US", "PH", "BZ", "FM"})
Reading = Callable[[re.Match[str], "Context"], "Interval | None"]


@dataclass(frozen=True, slots=True)
class Context:
    anchor: date
    month_first: bool


@dataclass(frozen=True, slots=True)
class Form:
    regex: re.Pattern[str]
    read: Reading
    rank: int = CHECKED


@cache
def _months() -> dict[str, int]:
    lists = lexicon("dates")
    return {**lists["month_en"], **lists["month_es"]}


def _month(text: str) -> int:
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


def _year(text: str | None) -> int | None:
    """A year in digits, or written out in formal Spanish (dos mil veintitrés)."""
    if text is None:
        return None
    if digits := re.search(r"\d{2,4}", text):
        return when.year_of(digits.group())
    rest = re.sub(r"^dos\s+mil\s*", "", text)
    return 2000 + (_number(rest) or 0)


def _full(m: re.Match[str], c: Context) -> Interval | None:
    day = _number(m["day"])
    return (
        when.day_of(day, _month(m["month"]), _year(m["year"] or m.groupdict().get("year2")), c.anchor) if day else None
    )


def _month_year(m: re.Match[str], c: Context) -> Interval | None:
    whole = when.month_of(_month(m["month"]), _year(m.groupdict().get("year")), c.anchor)
    part = m.groupdict().get("part")
    return when.part_of(whole, lexicon("dates")["part"][" ".join(part.split())]) if part else whole


def _figures(m: re.Match[str], c: Context) -> Interval | None:
    first, second = int(m["a"]), int(m["b"])
    month, day = (first, second) if c.month_first else (second, first)
    if month > 12:
        month, day = day, month
    return when.day_of(day, month, _year(m.groupdict().get("year")), c.anchor) if 1 <= month <= 12 else None


def _span(m: re.Match[str], c: Context) -> Interval | None:
    """Days joined before one month: "17-18 abril", "March 17-18"."""
    month, year = _month(m["month"]), _year(m.groupdict().get("year"))
    days = [int(n) for n in re.findall(r"\d{1,2}", m["days"])]
    first, last = when.day_of(days[0], month, year, c.anchor), when.day_of(days[-1], month, year, c.anchor)
    return Interval(first.start, last.end) if first and last and first.start <= last.end else None  # type: ignore[operator]


@cache
def _forms() -> tuple[Form, ...]:
    lists = lexicon("dates")
    en, es, both = lists.any_of("month_en"), lists.any_of("month_es"), lists.any_of("month_en", "month_es")
    week = rf"(?:{lists.any_of('weekday')}\.?,?\s+)"
    day = r"(?P<day>0?[1-9]|[12]\d|3[01])"
    year4 = r"(?P<year>(?:19|20)\d\d)"
    year2 = r"(?P<year2>'?\d\d(?![\d:/]))"
    year = r"(?P<year>(?:19|20)\d\d|'?\d\d(?![\d:/]))"
    spelled = lists.any_of("number")
    spelled_year = rf"dos\s+mil(?:\s+{spelled})?"
    a = r"(?P<a>\d{1,2})"
    b = r"(?P<b>\d{1,2})"

    def form(pattern: str, read: Reading, rank: int = CHECKED) -> Form:
        return Form(re.compile(rf"(?<![\w/.$-])(?:{pattern})(?![\w$%]|/\d|-\d)"), read, rank)

    def weekday(m: re.Match[str], c: Context) -> Interval | None:
        number = lists["weekday"][m["weekday"].rstrip("s") if m["weekday"] not in lists["weekday"] else m["weekday"]]
        given = _number(m["number"]) if m["number"] else None
        if given is None:
            return when.weekday_of(number, c.anchor, last=bool(m["last"]))
        return next(
            (
                Interval.day(d)
                for back in range(-10, 60)
                if (d := c.anchor - timedelta(days=back)).day == given and d.weekday() == number
            ),
            None,
        )

    def holiday(m: re.Match[str], c: Context) -> Interval | None:
        name = " ".join(m["holiday"].split())
        rule = lists["holiday_fixed"].get(name) or lists["holiday_moving"][name]
        return when.holiday_of(rule, _year(m["year"]), c.anchor)

    def relative(m: re.Match[str], c: Context) -> Interval | None:
        return Interval.day(c.anchor + timedelta(days=lists["relative"][" ".join(m["word"].split())]))

    def unit(m: re.Match[str], c: Context) -> Interval | None:
        return when.unit_of(lists["week"][" ".join(m["word"].split())], c.anchor)

    def lone_year(m: re.Match[str], _: Context) -> Interval | None:
        return Interval.year(int(m["year"]))

    def of_this_month(m: re.Match[str], c: Context) -> Interval | None:
        return when.day_of(int(m["day"]), c.anchor.month, c.anchor.year, c.anchor)

    return (
        # 14 de marzo de 2022, martes 14 de marzo, 5 junio 2023, 18/nov/2023, dic-2022 below
        form(rf"{week}?{day}(?:o|ro|º|°)?\s+(?:de\s+|del\s+mes\s+de\s+)?(?P<month>{es})\.?"
             rf"(?:\s*,?\s+(?:del?\s+)?(?:ano\s+)?{year4})?", _full),
        form(rf"{week}?(?P<day>{spelled})\s+(?:dias\s+)?(?:de\s+|del\s+mes\s+de\s+)(?P<month>{es})"
             rf"(?:\s+(?:del?\s+)(?:ano\s+)?(?P<year>(?:19|20)\d\d|{spelled_year}|corriente\s+ano|presente(?:\s+ano)?))?",
             lambda m, c: _full(m, c)),
        # March 14, 2022; Mar. 14; Tuesday, March 14th 2022
        form(rf"{week}?(?P<month>{en})\.?\s+{day}(?:st|nd|rd|th)?(?:,?\s+{year4})?", _full),
        form(rf"{week}?{day}(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{en})\.?(?:,?\s+{year4}|\s+{year2})?", _full),
        form(rf"(?P<day>{lists.any_of('ordinal_en')})\s+of\s+(?P<month>{en})(?:,?\s+{year4})?", _full),
        # 14MAR22, 14-mar-2022, 18/nov/2023, 13/X/2023
        form(rf"{week}?{day}[ -]?(?P<month>{both})[ -]?{year}", _full),
        form(rf"{day}[-/]?(?P<month>{both})\.?(?:[-/]{year})?", _full),
        form(rf"{day}[-/](?P<month>{lists.any_of('month_roman')})[-/]{year}", _full),
        # date-time groups: 301415Z OCT 23
        form(rf"{day}\d{{4}}[a-z]?\s+(?P<month>{both})(?:\s+{year})?", _full),
        # 17-18 abril 2023, 13, 14 y 16 de noviembre, March 17-18, 2023
        form(rf"(?P<days>\d{{1,2}}(?:(?:\s*[-–]\s*|,\s+|\s+y\s+|\s+and\s+)\d{{1,2}}){{1,4}})\s+(?:de\s+)?"
             rf"(?P<month>{both})\.?(?:,?\s+(?:del?\s+)?{year4}|\s+\d\d\b)?", _span),
        form(rf"(?P<month>{en})\.?\s+(?P<days>\d{{1,2}}\s*[-–]\s*\d{{1,2}})(?:,?\s+{year4})?", _span),
        # figures
        form(rf"(?P<year>(?:19|20)\d\d)[-/](?P<month_n>0[1-9]|1[0-2])[-/](?P<day>0[1-9]|[12]\d|3[01])",
             lambda m, c: when.day_of(int(m["day"]), int(m["month_n"]), int(m["year"]), c.anchor)),
        form(rf"{week}?{a}(?P<mark>[/.-]){b}(?P=mark){year}", _figures),
        form(rf"{week}?(?P<a>0?[1-9]|[12]\d|3[01])/(?P<b>0?[1-9]|[12]\d|3[01])(?!\s*(?:hp|in|inch|ton|tank))", _figures,
             CUED),
        form(rf"{week}(?P<a>0?[1-9]|[12]\d|3[01])-(?P<b>0?[1-9]|[12]\d|3[01])", _figures),
        # months with and without year
        form(rf"(?:(?P<part>{lists.any_of('part')})[ -])?(?P<month>{both})\.?[ -/]?(?:\s*(?:del?\s+)?){year4}",
             _month_year),
        form(rf"(?P<month>0?[1-9]|1[0-2])/(?P<year>(?:19|20)\d\d)",
             lambda m, c: Interval.month(int(m["year"]), int(m["month"])), CUED),
        # days of the month that are named by the month's name elsewhere
        form(r"(?:el\s+)?(?P<span>dia\s+(?P<day>0?[1-9]|[12]\d|3[01]))(?!\s*(?:de\s+\w|\w))", of_this_month, CUED),
        form(r"(?P<day>0?[1-9]|[12]\d|3[01])\s+del\s+(?:mes\s+(?:y\s+ano\s+)?en\s+curso|presente(?:\s+mes)?|"
             r"corriente(?:\s+mes)?|actual)", of_this_month),
        # weekdays, holidays, relative days
        form(rf"(?:(?P<last>last|past)\s+|this\s+past\s+)?"
             rf"(?P<weekday>{lists.any_of('weekday')})"
             r"(?:\s+(?P<number>(?:[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?)(?![\d.:,]\d|\s*(?:h\b|hrs|am|pm|horas|p\.m|a\.m|"
             r"[a-z]{4,}s\b))|\s+(?:night|nite|morning|evening|afternoon|pasado))?", weekday, CUED),
        form(rf"(?P<holiday>{lists.any_of('holiday_fixed', 'holiday_moving')})(?:,?\s+(?:del?\s+)?{year4})?", holiday),
        form(rf"(?P<word>{lists.any_of('relative')})", relative, CUED),
        form(rf"(?P<word>{lists.any_of('week')})", unit, CUED),
        form(rf"(?:(?P<part>{lists.any_of('part')})[ -])(?P<month>{both})", _month_year),
        form(rf"(?<=en\s)(?P<season>{lists.any_of('season')})(?:\s+(?:de\s+|of\s+)?{year4})?",
             lambda m, c: when.season_of(lists["season"][m["season"]], _year(m["year"]), c.anchor), LISTED),
        form(rf"(?:last|this|next|pasado)\s+(?P<month>{both})", lambda m, c: _month_year(m, c), CUED),
        form(r"(?:(?:fiscal\s+year|fy|early|late|mid|circa)[ -])?(?P<year>(?:19[3-9]|20[0-3])\d)(?!\s*(?:personas|people|"
             r"migrantes|migrants|dolares|dollars|pesos|kg|lb|metros))", lone_year, LISTED),
    )  # fmt: skip


def run(analysis: Analysis) -> Iterator[Found]:
    text = analysis.text
    low = folded(text)
    anchor = analysis.anchor.start or analysis.anchor.end or analysis.document.received
    country = analysis.country
    for form in _forms():
        for match in form.regex.finditer(low):
            group = "span" if "span" in form.regex.groupindex else 0
            start, end = match.span(group)
            end -= low[start:end].endswith(".")
            month_first = country in MONTH_FIRST if country else analysis.lang_at(start) == "en"
            context = Context(anchor, month_first)
            if not _stands(text, low, start, end, match):
                continue
            read = form.read(match, context)
            if read is None and form.rank != CHECKED:
                continue
            yield Found(start, end, "Date", form.rank, NAME, score=0.95 if form.rank == CHECKED else 0.8,
                        attributes=_attributes(text[start:end], read, form, match, context))  # fmt: skip
    yield from _bare_months(analysis, low, anchor)
    yield from _day_pairs(low, text, anchor)


def _attributes(
    written: str, read: Interval | None, form: Form, match: re.Match[str], context: Context
) -> tuple[Attribute, ...]:
    if read is None:
        return ()
    made = [("value", Value(written, read.normal))]
    if form.read is _figures:
        other = _figures(match, Context(context.anchor, not context.month_first))
        if other and other != read:
            made.append(("alternative", Value(written, other.normal)))
    return tuple(made)


@cache
def _guards() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    lists = lexicon("dates")
    return (
        re.compile(rf"(?:\b{lists.any_of('before_year')}\s+|[(]\s?)$"),
        re.compile(rf"\b{lists.any_of('before_month')}\s+$"),
        re.compile(r"\b(?:los|las|every|each|cada)\s+$"),
    )


def _stands(text: str, low: str, start: int, end: int, match: re.Match[str]) -> bool:
    """Vetoes by context: model years, habits ("los lunes"), short weekdays without capital, times and scores."""
    before_year, _, habit = _guards()
    word = low[start:end]
    before = low[max(0, start - 24) : start]
    lists = lexicon("dates")
    if re.fullmatch(r"(?:19|20)\d\d", word):
        return bool(before_year.search(before)) and not re.match(r"\s+[A-Z][a-z]", text[end : end + 3] + "  ")
    if word in lists["weekday"] or word in lists["season"]:
        if habit.search(before) or (
            word in ("martes", "sabado", "domingo")
            and re.search(r"[a-z]\s$", before)
            and text[start].isupper()
            and not re.search(r"\b(?:el|on|del|este|en|pasado)\s$", before)
        ):
            return False
        if word in lists["weekday_short"]:
            return text[start].isupper()
    if word.split()[0] in lists["weekday_short"] and not text[start].isupper():
        return False
    if word in ("hoy", "today", "tonight") and re.match(r"\s+en\s+dia", low[end : end + 10]):
        return False
    return not (re.fullmatch(r"\d{1,2}/\d{1,2}", word) and re.search(r"(?:page|pag|hoja|unit|no|gap)\.?\s*$", before))


def _bare_months(analysis: Analysis, low: str, anchor: date) -> Iterator[Found]:
    """A month by itself: capitalised in English (may, march after a preposition only), any case in Spanish."""
    lists = lexicon("dates")
    _, before_month, _ = _guards()
    for match in re.finditer(rf"(?<![\w/-])(?P<month>{lists.any_of('month_en', 'month_es')})(?![\w/-])", low):
        start, end = match.span()
        word = match["month"]
        english = word in lists["month_en"] and word not in lists["month_es"]
        if english and not analysis.text[start].isupper():
            continue
        if word in lists["not_alone"] and not before_month.search(low[max(0, start - 20) : start]):
            continue
        if re.match(r"\.?\s+\d{1,2}\b", low[end : end + 4]):
            continue
        read = when.month_of(_month(word), None, anchor)
        yield Found(start, end, "Date", CUED if len(word) > 3 else LISTED, NAME, score=0.8,
                    attributes=(("value", Value(analysis.text[start:end], read.normal)),))  # fmt: skip


def _day_pairs(low: str, text: str, anchor: date) -> Iterator[Found]:
    """The first day of "del 11 al 26 de abril", "between 3 and 5 May": its month stands with the second."""
    lists = lexicon("dates")
    both = lists.any_of("month_en", "month_es")
    pair = re.compile(
        rf"\b(?:del|entre\s+el|desde\s+el|el|from|between)\s+(?:dia\s+)?(?P<day>\d{{1,2}})\s+(?:al|y\s+el|y|and|to|hasta\s+el)"
        rf"\s+(?:\d{{1,2}})\s+(?:de\s+)?(?P<month>{both})\b(?:\s+(?:del?\s+)?(?P<year>(?:19|20)\d\d))?"
    )
    for match in pair.finditer(low):
        read = when.day_of(int(match["day"]), _month(match["month"]), _year(match["year"]), anchor)
        if read:
            start, end = match.span("day")
            yield Found(start, end, "Date", CUED, NAME, score=0.8,
                        attributes=(("value", Value(text[start:end], read.normal)),))  # fmt: skip


PART = Recogniser(NAME, "1", run)
