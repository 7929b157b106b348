"""Places that no gazetteer lists: numbered roads, kilometre posts, waters and divisions by their heads."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.analysis import Analysis
from extractors.part import Found, Recogniser
from extractors.recognisers.patterns import files, run

NAME = "roads"


def find(analysis: Analysis) -> Iterator[Found]:
    yield from run(files("roads"), analysis, NAME)


PART = Recogniser(NAME, "1", find)
