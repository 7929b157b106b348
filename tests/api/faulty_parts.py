"""A configuration of one small recogniser that fails as the text tells it to. Workers import it by name."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator

from extractors.analysis import Analysis
from extractors.part import CUED, Found, Recogniser
from extractors.pipeline import Configuration


def capitals(analysis: Analysis) -> Iterator[Found]:
    if "DIE" in analysis.text:
        os._exit(3)
    if "HANG" in analysis.text:
        time.sleep(3600)
    if "FAIL" in analysis.text:
        raise ZeroDivisionError("as the text says")
    for match in re.finditer(r"\b[A-ZÁÉÍÓÚÑ][a-záéíóúñ]+\b", analysis.text):
        yield Found(match.start(), match.end(), "Place", CUED, "capitals")


def configuration() -> Configuration:
    return Configuration((Recogniser("capitals", "1", capitals),), (), (), data="")


def later_configuration() -> Configuration:
    return Configuration((Recogniser("capitals", "2", capitals),), (), (), data="")


def broken_configuration() -> Configuration:
    os._exit(4)
