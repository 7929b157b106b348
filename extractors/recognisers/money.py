"""Sums of money: sign or code before, unit after, `mil`, `mdp`, `k`; and bare numbers right after a word of paying."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from extractors.analysis import Analysis
from extractors.fold import folded
from extractors.part import CHECKED, CUED, LISTED, Attribute, Found, Recogniser
from extractors.recognisers.lexicon import lexicon
from extractors.recognisers.number_words import DIGITS, decimal, words_value
from extractors.recognisers.openings import Openings
from ontology.claim import Value
from ontology.values.money import UNKNOWN, Money, currencies
from ontology.values.quantity import Amount

NAME = "money"


@cache
def _forms() -> tuple[Openings, tuple[int, ...]]:
    """The expressions of sums, and the rank of each."""
    lists = lexicon("money")
    symbol = "(?P<symbol>" + "|".join(
        re.escape(s) for s in sorted(lists["symbol"], key=lambda s: (-len(s), s))
    ) + ")"  # fmt: skip
    unit = rf"(?P<unit>{lists.any_of('unit')})"
    many = rf"(?P<many>{lists.any_of('multiplier')})"
    number = rf"(?P<number>{DIGITS})"
    word = lists.any_of("number_es", "number_en")
    words = rf"(?P<words>{word}(?:[\s-]+(?:(?:y|and)\s+)?{word}){{0,5}})"
    second = rf"(?:\s+(?P<more>\d{{3}}|{word}))?"
    tail = r"(?![\w]|[.,]\d)"
    each = r"(?:por\s+(?:cabeza|persona)|cada|a\s+head|each|per\s+head|apiece|p/p)"
    filler = r"(?:(?:a|me|le|les|like|about|unos|como|hasta|of|de|por|los|only|solo)\s+){0,2}"
    bare = rf"(?P<span>{number}(?:\s?(?P<many>mil|k)\b)?)(?!\s*(?:{unit}|[a-z]{{3,}})|[\w%:/-]|[.,]\d)"
    start = r"(?<![\w$.,/-])"
    ranked = (
        (re.compile(rf"(?<![\w$/]){symbol}\s?{number}(?:\s?{many}\b)?(?:\s+(?:de\s+)?{unit})?{tail}"), CHECKED),
        (
            re.compile(rf"{start}(?:(?P<lead>mil)\s+)?{number}(?:\s?{many}\b)?{second}\s*(?:de\s+)?{unit}{tail}"),
            CHECKED,
        ),
        (re.compile(rf"(?<![\w-]){words}\s+(?:de\s+)?{unit}{tail}"), CHECKED),
        (re.compile(rf"\b{lists.any_of('paying')}\s+{filler}{bare}"), LISTED),
        (re.compile(rf"{start}{number}\s?(?P<many>mil|k)(?=\s+{each})"), CUED),
        (re.compile(rf"(?<![\w-]){words}(?=\s+{each})"), LISTED),
    )
    return Openings(expression for expression, _ in ranked), tuple(rank for _, rank in ranked)


def run(analysis: Analysis) -> Iterator[Found]:
    low = folded(analysis.text)
    openings, ranks = _forms()
    for number, match in openings.all(low):
        rank = ranks[number]
        start, end = match.span("span" if "span" in match.re.groupindex else 0)
        written = analysis.text[start:end]
        symbol = match.groupdict().get("symbol")
        if symbol and symbol.isalpha() and len(symbol) < 3 and not written[0].isupper():
            continue
        if rank == LISTED and re.fullmatch(r"\d|(?:19|20)\d\d", written):
            continue
        amount = _amount(match)
        if amount is None:
            continue
        attributes = _attributes(written, amount, match, analysis.country)
        yield Found(start, end, "Money", rank, NAME, attributes=attributes, score=0.95 if rank == CHECKED else 0.6)


def _amount(match: re.Match[str]) -> Decimal | None:
    told = match.groupdict()
    if told.get("words"):
        value = words_value(told["words"])
        # "a" and "un" alone are articles: a dollar store.
        return Decimal(value) if value and told["words"] not in ("a", "un", "una", "one") else None
    multiplier = lexicon("money")["multiplier"].get(" ".join((told.get("many") or "").split()), 1)
    amount: Decimal = decimal(told["number"]) * multiplier
    if told.get("lead"):
        amount += 1000
    more = told.get("more")
    if more:
        extra = int(more) if more.isdigit() else words_value(more)
        if extra is None or not (told.get("many") or told.get("lead")):
            return None if more.isdigit() else amount
        amount += extra
    return amount * Decimal(1_000_000) if (told.get("unit") or "") in ("mdp", "mdp.", "mdd") else amount


def _attributes(written: str, amount: Decimal, match: re.Match[str], country: str | None) -> tuple[Attribute, ...]:
    """`value` in the normal form of money; `assumed` where the sign names no one currency. Coins have no ISO code."""
    lists = lexicon("money")
    told = match.groupdict()
    unit = lists["unit"].get(" ".join((told.get("unit") or "").split()))
    code = {"mdp": "peso", "mdd": "USD"}.get(unit, unit) if unit else lists["symbol"].get(told.get("symbol") or "", "")
    assumed = code in ("", "peso", None)
    if assumed:
        table = lists["peso_of" if code == "peso" else "dollar_of"]
        code = table.get((country or "").lower(), "MXN" if code == "peso" else "USD")
    sum_ = Money(Amount.exact(amount), code if code in currencies() else UNKNOWN)
    made: list[Attribute] = [("value", Value(written, sum_.normal))]
    if assumed:
        made.append(("assumed", Value(written, "yes")))
    return tuple(made)


PART = Recogniser(NAME, "1", run)
