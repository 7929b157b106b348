"""Goods: drugs, weapons, ammunition, cash, fuel, forged papers; without their quantity."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.analysis import Analysis
from extractors.part import Found, Recogniser
from extractors.recognisers.patterns import files, run

NAME = "goods"


def find(analysis: Analysis) -> Iterator[Found]:
    yield from run(files("goods"), analysis, NAME)


PART = Recogniser(NAME, "1", find)
