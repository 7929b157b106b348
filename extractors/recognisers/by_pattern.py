"""What is recognised by pattern files alone: identifiers, events, conveyances, goods, organisations, roads, routes."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.analysis import Analysis
from extractors.part import Found, Recogniser
from extractors.recognisers.patterns import files, run

NAME = "patterns"
SUBJECTS = ("identifiers", "events", "conveyances", "goods", "organizations", "roads", "routes")


def find(analysis: Analysis) -> Iterator[Found]:
    for subject in SUBJECTS:
        yield from run(files(subject), analysis, NAME)


PART = Recogniser(NAME, "1", find)
