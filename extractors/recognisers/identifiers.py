"""Identifiers written as patterns: e-mail, handles, plates, documents, accounts, hulls and tails."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.analysis import Analysis
from extractors.part import Found, Recogniser
from extractors.recognisers.patterns import files, run

NAME = "identifiers"


def find(analysis: Analysis) -> Iterator[Found]:
    yield from run(files("identifiers"), analysis, NAME)


PART = Recogniser(NAME, "1", find)
