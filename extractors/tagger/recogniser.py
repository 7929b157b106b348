"""The tagger as a part of the extraction."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.analysis import Analysis
from extractors.part import TAGGED, Found, Recogniser
from extractors.tagger.not_names import not_names

NAME = "tagger"
_QUOTES = (('"', '"'), ("“", "”"), ("«", "»"), ("‘", "’"))


def find(analysis: Analysis) -> Iterator[Found]:
    none = not_names(analysis.text)
    for each in analysis.reading.mentions:
        if not none.holds(each.type, each.start, each.end):
            start = with_its_quote(analysis.text, each.start, each.end)
            yield Found(start, each.end, each.type, TAGGED, NAME, kind=each.kind, score=each.score)


def with_its_quote(text: str, start: int, end: int) -> int:
    """Where a span begins that closes a quote inside it: `"Chepe" Lux` and not `Chepe" Lux`. An apostrophe closes none,
    and what is opened inside is closed there."""
    name = text[start:end]
    for one, other in _QUOTES:
        if text[start - 1 : start] == one and f"{other} " in name and f" {one}" not in name:
            return start - 1
    return start


PART = Recogniser(NAME, "4", find)
