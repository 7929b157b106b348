"""A configuration of one small recogniser that fails as the text tells it to. Workers import it by name."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from multiprocessing import parent_process

from extractors.analysis import Analysis
from extractors.part import CUED, Found, Recogniser
from extractors.pipeline import Configuration
from ontology.errors import PatternError


def capitals(analysis: Analysis) -> Iterator[Found]:
    if "DIE" in analysis.text:
        os._exit(3)
    if "HANG" in analysis.text:
        time.sleep(3600)
    if "FAIL" in analysis.text:
        raise ZeroDivisionError("as the text says")
    if "SPOILED" in analysis.text:
        raise PatternError("is no pattern", where="words.yaml: cue", mend="mend it")
    for match in re.finditer(r"\b[A-ZÁÉÍÓÚÑ][a-záéíóúñ]+\b", analysis.text):
        yield Found(match.start(), match.end(), "Place", CUED, "capitals")


def configuration() -> Configuration:
    return Configuration((Recogniser("capitals", "1", capitals),), (), (), data="")


def later_configuration() -> Configuration:
    return Configuration((Recogniser("capitals", "2", capitals),), (), (), data="")


def country(analysis: Analysis) -> Iterator[Found]:
    yield Found(0, 1, "Place", CUED, "country", kind=analysis.country)


def country_configuration() -> Configuration:
    return Configuration((Recogniser("country", "1", country),), (), (), data="")


def unstartable_configuration() -> Configuration:
    if parent_process() is not None:
        os._exit(4)
    return configuration()
