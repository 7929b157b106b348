"""Sites: hotels, ranches, bridges, checkpoints, addresses, by kind and name."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.analysis import Analysis
from extractors.part import Found, Recogniser
from extractors.recognisers.patterns import files, run

NAME = "sites"


def find(analysis: Analysis) -> Iterator[Found]:
    yield from run(files("sites"), analysis, NAME)


PART = Recogniser(NAME, "1", find)
