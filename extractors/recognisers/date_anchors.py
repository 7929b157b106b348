"""What the partial dates of a document count from: the day of its event or report, the day it says or opens with, its
receipt. A date that lacks but its year takes that of the nearest one with a year, where the report's own day is not
told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from extractors.recognisers.lexicon import lexicon
from extractors.recognisers.when import AHEAD
from ontology.document import NO_DATE, Document
from ontology.interval import Interval

OPENING = 120
"""Characters within which a report tells its own day. Of 412 labelled reports that tell a whole date there, it was
within a month of the report's in 92 of 100."""
_CUE = 60
"""Characters before a date in which words say what day it is."""
_BORN = timedelta(days=12 * 365)
"""A day so long before receipt is rather somebody's birthday."""


class Dated(NamedTuple):
    """A date that is told with its year: where it begins and ends, and what it means."""

    start: int
    end: int
    read: Interval


class Anchor(NamedTuple):
    """The day that a date is counted from, and the day to tell as such; None where nobody knows, and the date means no
    interval."""

    day: date
    told: date | None


@dataclass(frozen=True, slots=True)
class Anchors:
    """Of one document. `dated`: whose years stand for those that are missing."""

    own: Anchor
    dated: tuple[Dated, ...]

    def at(self, place: int, *, relative: bool) -> Anchor:
        """For a date at this place; `relative`: it is counted in days or weeks ("yesterday", "on Monday"), so that more
        than its year is missing."""
        if relative or not self.dated:
            return self.own
        near = min(self.dated, key=lambda d: (max(d.start - place, place - d.end), d.start))
        assert near.read.start is not None
        return Anchor(date(near.read.start.year, 12, 31), near.read.start)


def anchors(document: Document, low: str, dated: Sequence[Dated]) -> Anchors:
    """`low` is the folded text, `dated` its dates with a year in the order of text."""
    given = document.event_date or document.report_date
    if given and (day := given.start or given.end):
        return Anchors(Anchor(day, day), ())
    received = document.received
    known = received != NO_DATE
    told = [
        d
        for d in dated
        if d.read.start and not _is(low, "birth", d) and not (known and d.read.start > received + AHEAD)
    ]
    if day := _own_day(low, [d for d in told if d.read.precision == "day"], received):
        return Anchors(Anchor(day, day), ())
    exact = tuple(d for d in told if d.read.precision != "year")
    return Anchors(Anchor(received, received if known else None), exact or tuple(told))


def _own_day(low: str, days: Sequence[Dated], received: date) -> date | None:
    """The day that the text tells as its own report's, or else the first one of its opening that is no other's."""
    mine = [d.read.start for d in days if _is(low, "report", d)]
    opening = [d.read.start for d in days if d.start < OPENING and not _is(low, "another", d)]
    return next((day for day in (*mine, *opening) if day and received - day < _BORN), None)


def _is(low: str, kind: str, d: Dated) -> bool:
    """Whether the words before a date say that it is a birth date, the report's, or the day of something to come."""
    return bool(_cue(kind).search(low[max(0, d.start - _CUE) : d.start]))


@cache
def _cue(kind: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w]){lexicon('dates').any_of(f'day_of_{kind}')}[\s:,.(-]*(?:(?:el|on|the|dia|en|in|at|de|del)\s+)*$"
    )
