"""Event triggers: the word or phrase that tells an event, with its kind."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.analysis import Analysis
from extractors.part import Found, Recogniser
from extractors.recognisers.patterns import files, run

NAME = "events"


def find(analysis: Analysis) -> Iterator[Found]:
    yield from run(files("events"), analysis, NAME)


PART = Recogniser(NAME, "1", find)
