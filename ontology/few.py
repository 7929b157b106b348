"""Small cells: a count of fewer than SMALLEST people comes near to telling who they are, so it is withheld wherever
words and figures of a report stand beside others (k ≥ 10). The report itself is not changed."""

from __future__ import annotations

from ontology.claim import Value
from ontology.small_cells import policy
from ontology.small_numbers import small_numbers
from ontology.values.estimate import Estimate

SMALLEST = policy().smallest
WITHHELD = f"<{SMALLEST}"
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


def without(text: str) -> str:
    """A text of a report, or its normal form, without numbers that may count few people."""
    done, parts = 0, []
    for start, end in small_numbers(text):
        parts += [text[done:start], WITHHELD]
        done = end
    return "".join((*parts, text[done:])) if parts else text
