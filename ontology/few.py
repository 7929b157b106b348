"""Small cells: a count of fewer than SMALLEST people comes near to telling who they are, so it is withheld wherever
words and figures of a report stand beside others (k ≥ 10). The report itself is not changed."""

from __future__ import annotations

import re

from ontology.claim import Value
from ontology.small_cells import policy
from ontology.small_numbers import small_numbers
from ontology.values.estimate import Estimate

SMALLEST = policy().smallest
WITHHELD = f"<{SMALLEST}"
_BARE_NUMBER = re.compile(r"(?<=\d)[^\S\n]+\Z")
_FEW = Value(WITHHELD, Estimate(high=SMALLEST - 1).normal)
_SOME = Value("≥1", Estimate(low=1).normal)


def is_few(normal: str) -> bool:
    """Of the normal form of an estimate: whether no figure of it reaches SMALLEST. "At least none" counts nobody."""
    told = Estimate.parse(normal)
    return told != Estimate(low=0) and all(n is None or n < SMALLEST for n in (told.low, told.best, told.high))


def shown(counted: Value) -> Value:
    """An estimate as it may be shown. Of few people it says no more than that they are few; of "at least four", which
    may be many, that there are some."""
    if not is_few(counted.normal):
        return counted
    told = Estimate.parse(counted.normal)
    return _SOME if told.best is None and told.high is None else _FEW


def caption(counted: Value) -> str:
    """What people read of an estimate; of one that is `shown` in place of another the sign, whatever their language."""
    return counted.written if counted in (_FEW, _SOME) else Estimate.parse(counted.normal).caption


def without(text: str) -> str:
    """A text of a report, or its normal form, without numbers that may count few people. Numbers that tell one count
    together ("entre 7 y 9", "siete (7)") are one that is withheld, and one that stands unparted behind another number
    (cells of a table) is parted from it."""
    done, parts = 0, []
    for start, end in small_numbers(text):
        parts += [_BARE_NUMBER.sub(", ", text[done:start]), WITHHELD]
        done = end
    return "".join((*parts, text[done:])) if parts else text
