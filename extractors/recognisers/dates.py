"""Calendar dates in all the forms of reports: full, partial, military, spelled, relative, weekdays and holidays.

The order of day and month in figures is that of the source's country, else of the language; where both readings are
days, the other one is kept as `alternative`. What partial dates count from is told in `date_anchors`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta
from functools import cache

from extractors.analysis import Analysis
from extractors.fold import folded, zeros_read
from extractors.part import CHECKED, CUED, LISTED, Attribute, Found, Recogniser
from extractors.recognisers import when
from extractors.recognisers.date_anchors import Anchor, Anchors, Dated, anchors
from extractors.recognisers.date_forms import RAW, RELATIVE, Context, Form, figures, forms, month_number, year_number
from extractors.recognisers.lexicon import lexicon
from extractors.recognisers.openings import Openings
from ontology.claim import Value
from ontology.interval import Interval

NAME = "dates"
FAR = timedelta(days=1000)
"""A date that is another one when counted from so long before was counted from the anchor."""
_Match = tuple[Form, re.Match[str], int, int]
MONTH_FIRST = frozenset({"US", "PH", "BZ", "FM"})


def run(analysis: Analysis) -> Iterator[Found]:
    text = analysis.text
    low = zeros_read(folded(text))
    every = list(_matches(text, low))
    known = anchors(analysis.document, low, _dated(analysis, every))
    for form, match, start, end in every:
        anchor = known.at(start, relative=form.read in RELATIVE)
        context = Context(anchor.day, _month_first(analysis, start))
        read = form.read(match, context)
        if read is None and form.rank != CHECKED and not _told_as_date(form, low, start):
            continue
        yield Found(start, end, "Date", form.rank, NAME, score=0.95 if form.rank == CHECKED else 0.8,
                    attributes=_attributes(text[start:end], read, form, match, context, anchor))  # fmt: skip
    yield from _bare_months(analysis, low, known)
    yield from _day_pairs(low, text, known)


def _matches(text: str, low: str) -> Iterator[_Match]:
    """What has the form of a date and stands as one, form by form, with where its words begin and end."""
    for number, match in _openings().all(low):
        form = forms()[number]
        start, end = match.span("span" if "span" in form.regex.groupindex else 0)
        end -= low[start:end].endswith(".")
        if _stands(text, low, start, end):
            yield form, match, start, end


def _month_first(analysis: Analysis, at: int) -> bool:
    return analysis.country in MONTH_FIRST if analysis.country else analysis.lang_at(at) == "en"


def _dated(analysis: Analysis, every: Iterable[_Match]) -> list[Dated]:
    """The dates that are told with their year: counted from any day they are the same. None is a part of another."""
    found = []
    for form, match, start, end in every:
        context = Context(analysis.document.received, _month_first(analysis, start))
        read = form.read(match, context)
        if read is not None and form.read(match, replace(context, anchor=context.anchor - FAR)) == read:
            found.append(Dated(start, end, read))
    whole: list[Dated] = []
    for each in sorted(found, key=lambda d: (d.start, -d.end)):
        if not whole or each.end > whole[-1].end:
            whole.append(each)
    return whole


def _attributes(
    written: str, read: Interval | None, form: Form, match: re.Match[str], context: Context, anchor: Anchor
) -> tuple[Attribute, ...]:
    if read is None:
        return ()
    counted = form.read(match, replace(context, anchor=context.anchor - FAR)) != read
    if counted and anchor.told is None:
        return ()
    made = [("value", Value(written, read.normal))]
    if counted:
        made += _counted_from(written, anchor)
    if form.read is figures:
        other = figures(match, Context(context.anchor, not context.month_first))
        if other and other != read:
            made.append(("alternative", Value(written, other.normal)))
    return tuple(made)


@cache
def _openings() -> Openings:
    return Openings(form.regex for form in forms())


@cache
def _partial() -> Openings:
    """A month by itself, and the first day of two before one month."""
    months = lexicon("dates").any_of("month_en", "month_es")
    return Openings(
        (
            re.compile(rf"(?<![\w/-])(?P<month>{months})(?![\w/-])"),
            re.compile(
                r"\b(?:del|entre\s+el|desde\s+el|el|from|between)\s+(?:dia\s+)?(?P<day>\d{1,2})\s+"
                rf"(?:al|y\s+el|y|and|to|hasta\s+el)\s+(?:\d{{1,2}})\s+(?:de\s+)?(?P<month>{months})\b"
                r"(?:\s+(?:del?\s+)?(?P<year>(?:19|20)\d\d))?"
            ),
        )
    )


def _begins_name(text: str, start: int, end: int) -> bool:
    """Whether a capitalised month or weekday stands before another capitalised word: Julio César, Domingo Cuxil."""
    return text[start].isupper() and bool(re.match(r" [A-ZÁÉÍÓÚÑ][a-záéíóúñ]", text[end : end + 3]))


def _counted_from(written: str, anchor: Anchor) -> tuple[Attribute, ...]:
    return (("anchor", Value(written, anchor.told.isoformat())),) if anchor.told else ()


def _partly(written: str, read: Interval, anchor: Anchor) -> tuple[Attribute, ...]:
    """The value of a date without a year, where it is known, and what it was counted from."""
    return (("value", Value(written, read.normal)), *_counted_from(written, anchor)) if anchor.told else ()


def _told_as_date(form: Form, low: str, start: int) -> bool:
    """Whether figures or a weekday that name no day that exists ("on 02/30", "jueves 8") are kept as written."""
    return form.read in RAW and bool(re.search(r"\b(?:on|el|dated|fecha|date):?\s+$", low[max(0, start - 10) : start]))


@cache
def _guards() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    lists = lexicon("dates")
    return (
        re.compile(rf"(?:\b{lists.any_of('before_year')}\s+|[(]\s?)$"),
        re.compile(rf"\b{lists.any_of('before_month')}\s+$"),
        re.compile(r"\b(?:los|las|every|each|cada)\s+$"),
    )


def _stands(text: str, low: str, start: int, end: int) -> bool:
    """Vetoes by context: model years, habits ("los lunes"), short weekdays without capital, times and scores."""
    before_year, _, habit = _guards()
    word = low[start:end]
    before = low[max(0, start - 24) : start]
    lists = lexicon("dates")
    if re.fullmatch(r"(?:19|20)\d\d", word):
        return bool(before_year.search(before)) and not re.match(r"\s+[A-Z][a-z]", text[end : end + 3] + "  ")
    if word in lists["weekday"] or word in lists["season"]:
        if habit.search(before) or _begins_name(text, start, end):
            return False
        if word in lists["weekday_short"]:
            return text[start].isupper() and not re.match(r"\s+[A-Z]{3,}", text[end : end + 6])
        # Martes, Sábado, Domingo are surnames and given names too: capitalised, they need a word of time before them.
        named = word in ("martes", "sabado", "domingo") and text[start].isupper() and re.search(r"[a-z]\s$", before)
        if named and not re.search(r"\b(?:el|on|del|este|en|pasado)\s$", before):
            return False
    if word.split()[0] in lists["weekday_short"] and not text[start].isupper():
        return False
    if word in ("hoy", "today", "tonight") and re.match(r"\s+en\s+dia", low[end : end + 10]):
        return False
    return not (re.fullmatch(r"\d{1,2}/\d{1,2}", word) and re.search(r"(?:page|pag|hoja|unit|no|gap)\.?\s*$", before))


def _bare_months(analysis: Analysis, low: str, known: Anchors) -> Iterator[Found]:
    """A month by itself: capitalised in English (may, march after a preposition only), any case in Spanish."""
    lists = lexicon("dates")
    _, before_month, _ = _guards()
    for match in _partial().finditer(0, low):
        start, end = match.span()
        word = match["month"]
        if word in lists["with_day_only"] or _begins_name(analysis.text, start, end):
            continue
        english = word in lists["month_en"] and word not in lists["month_es"]
        if english and not analysis.text[start].isupper():
            continue
        if word in lists["not_alone"] and not before_month.search(low[max(0, start - 20) : start]):
            continue
        if re.match(r"\.?\s+\d{1,2}\b", low[end : end + 4]):
            continue
        anchor = known.at(start, relative=False)
        read = when.month_of(month_number(word), None, anchor.day)
        yield Found(start, end, "Date", CUED if len(word) > 3 else LISTED, NAME, score=0.8,
                    attributes=_partly(analysis.text[start:end], read, anchor))  # fmt: skip


def _day_pairs(low: str, text: str, known: Anchors) -> Iterator[Found]:
    """The first day of "del 11 al 26 de abril", "between 3 and 5 May": its month stands with the second."""
    for match in _partial().finditer(1, low):
        start, end = match.span("day")
        anchor = known.at(start, relative=False)
        read = when.day_of(int(match["day"]), month_number(match["month"]), year_number(match["year"]), anchor.day)
        if read:
            value = ("value", Value(text[start:end], read.normal))
            yield Found(start, end, "Date", CUED, NAME, score=0.8,
                        attributes=(value,) if match["year"] else _partly(text[start:end], read, anchor))  # fmt: skip


PART = Recogniser(NAME, "4", run)
