"""Vehicles, vessels and aircraft that a text describes or names."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.analysis import Analysis
from extractors.part import Found, Recogniser
from extractors.recognisers.patterns import files, run

NAME = "conveyances"


def find(analysis: Analysis) -> Iterator[Found]:
    yield from run(files("conveyances"), analysis, NAME)


PART = Recogniser(NAME, "1", find)
