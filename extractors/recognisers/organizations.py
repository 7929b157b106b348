"""Lawful bodies by legal form and head."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.analysis import Analysis
from extractors.part import Found, Recogniser
from extractors.recognisers.patterns import files, run

NAME = "organizations"


def find(analysis: Analysis) -> Iterator[Found]:
    yield from run(files("organizations"), analysis, NAME)


PART = Recogniser(NAME, "1", find)
