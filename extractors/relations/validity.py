"""When a link held: a date of its clause. No date, no interval; nothing is filled in from the report's own date."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from extractors.fold import folded
from extractors.part import Marked, Scene
from extractors.relations.candidate import Candidate
from extractors.relations.data import words_of
from extractors.relations.line import Line
from extractors.relations.persons import is_birth
from ontology.interval import Interval
from ontology.loader import schema

_REACH = 8
"""Items between the link's words and a date that still dates it."""
_ASIDE = frozenset(("-", "–", "—", ";"))
"""Between the link's words and a date they begin another statement, which the date belongs to; a hyphen only where it
stands apart from the word before ("a go-between")."""


def interval(date: Marked) -> Interval | None:
    """The days of a Date mention, where its recogniser could tell them."""
    normal = next((value.normal for name, value in date.attributes if name == "value"), None)
    return Interval.parse(normal) if normal else None


def validity(scene: Scene, c: Candidate, line_of: Mapping[int, Line]) -> Interval | None:
    """The interval of a state or occurrence whose two ends and a date stand in one sentence; None where not told."""
    line = line_of.get(c.subject)
    if line is None or line is not line_of.get(c.object) or schema().links[c.link].time == "fixed":
        return None
    low, high = sorted((line.place(c.subject), line.place(c.object)))
    text = folded(scene.analysis.text)
    dates = [scene.mentions[i] for i in line.mentions if scene.mentions[i].type == "Date"]
    near = [d for d in dates if low - _REACH <= line.place(d.index) <= high + _REACH and not is_birth(text, d)]
    if len(near) != 1 or (when := interval(near[0])) is None:
        return None
    at = line.place(near[0].index)
    if _told_aside(line, min(high, at) + 1, max(low, at)):
        return None
    before = {i.text for i in line.items[max(0, at - 2) : at]}
    if before & words_of("dates", line.lang, "since"):
        return Interval(when.start, None)
    if before & words_of("dates", line.lang, "until"):
        return Interval(None, when.end)
    return when


def _told_aside(line: Line, first: int, end: int) -> bool:
    """Whether another statement begins among these items."""
    return any(
        item.text in _ASIDE and (item.text != "-" or before.end < item.start)
        for before, item in pairwise(line.items[first - 1 : end])
    )
