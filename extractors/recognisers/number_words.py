"""Numbers as written: digits with either decimal mark, and words of English and Spanish."""

from __future__ import annotations

import re
from decimal import Decimal

from extractors.recognisers.lexicon import lexicon

DIGITS = r"\d{1,3}(?:[.,]\d{3}){1,4}(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d{1,2})?(?!\d)|\d+"

SPACED = r"\d{1,3}(?:[ \u00a0\u202f]\d{3}){1,3}(?!\d)"
"""Thousands apart by blanks, as French writes them; only where a currency follows."""


def decimal(text: str) -> Decimal:
    """`13,870.44`, `9.900.000` and `28.000` (a point before three digits groups thousands), `6.2`."""
    text = text.strip().strip(".,")
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", text):
        return Decimal(re.sub(r"[.,]", "", text))
    mark = max(text.rfind("."), text.rfind(","))
    if mark < 0:
        return Decimal(text)
    return Decimal(re.sub(r"[.,]", "", text[:mark]) + "." + text[mark + 1 :])


def words_value(text: str) -> int | None:
    """The value of a number in words ("dos mil quinientos", "three hundred fifty"), None where a word is no number."""
    lists = lexicon("money")
    known = {**lists["number_en"], **lists["number_es"]}
    total = group = 0
    found = False
    for word in re.findall(r"[a-z]+", text):
        if word in ("y", "and"):
            continue
        value = known.get(word)
        if value is None:
            return None
        found = True
        if value >= 1000:
            total += (group or 1) * value
            group = 0
        elif value == 100 and word == "hundred":
            group = (group or 1) * 100
        else:
            group += value
    return total + group if found else None
