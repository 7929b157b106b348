"""Small cells: a count of fewer than SMALLEST people comes near to telling who they are, so it is shown as WITHHELD
wherever reports are added up (k ≥ 10)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ontology.values.estimate import Estimate
from ontology.values.name import fold

SMALLEST = 10
WITHHELD = f"<{SMALLEST}"
NORMAL = Estimate(high=SMALLEST - 1).normal
"""What stands for the normal form of an estimate that is withheld."""


def is_few(normal: str) -> bool:
    """Of the normal form of an estimate: whether none of its figures reaches SMALLEST."""
    told = Estimate.parse(normal)
    return all(n is None or n < SMALLEST for n in (told.low, told.best, told.high))


def without(text: str, counts: Iterable[str]) -> str:
    """A text, as written or in its normal form, with these words, which tell counts that are withheld, replaced. A text
    that is a part of them ("8 migrants" of "between 5 and 8 migrants") is withheld whole, but for a single word."""
    counts = tuple(counts)
    part = f" {fold(text)} "
    if " " in part.strip() and any(part in f" {fold(words)} " for words in counts):
        return WITHHELD
    forms = {form for words in counts for form in (words, fold(words)) if form}
    for words in sorted(forms, key=lambda words: (-len(words), words)):
        text = re.sub(rf"(?<!\w){re.escape(words)}(?!\w)", WITHHELD, text, flags=re.IGNORECASE)
    return text
