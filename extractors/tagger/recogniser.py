"""The tagger as a part of the extraction."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.analysis import Analysis
from extractors.part import TAGGED, Found, Recogniser
from extractors.tagger.not_names import not_names

NAME = "tagger"


def find(analysis: Analysis) -> Iterator[Found]:
    none = not_names(analysis.text)
    for each in analysis.reading.mentions:
        if (each.type, each.start, each.end) not in none:
            yield Found(each.start, each.end, each.type, TAGGED, NAME, kind=each.kind, score=each.score)


PART = Recogniser(NAME, "2", find)
