"""Sums of money: sign or code before, unit after, `mil`, `mdp`, `k`; and bare numbers right after a word of paying.

A sum's bounds ("más de", "about", the other end of a range) and what it is paid for ("a head") belong to its normal
form, not to its span.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from extractors.analysis import Analysis
from extractors.fold import folded, zeros_read
from extractors.part import CHECKED, CUED, LISTED, Attribute, Found, Recogniser
from extractors.recognisers.lexicon import lexicon
from extractors.recognisers.money_bounds import End, first_end, hedged, joined, paid_for, second_end
from extractors.recognisers.number_words import DIGITS, SPACED, decimal, words_value
from extractors.recognisers.openings import Openings
from extractors.recognisers.places import countries_named
from ontology.claim import Value
from ontology.values.money import UNKNOWN, Money, currencies
from ontology.values.quantity import Amount

NAME = "money"
LEAST_IN_WORDS = 100
"""A smaller number in words after a word of paying, without a currency, counts something else."""


@cache
def _forms() -> tuple[Openings, tuple[int, ...]]:
    """The expressions of sums, and the rank of each."""
    lists = lexicon("money")
    symbol = "(?P<symbol>" + "|".join(
        re.escape(s) for s in sorted(lists["symbol"], key=lambda s: (-len(s), s))
    ) + ")"  # fmt: skip
    unit = rf"(?P<unit>{lists.any_of('unit')})"
    many = rf"(?P<many>(?!m\.\s?n\b){lists.any_of('multiplier')})"  # M.N. is moneda nacional, and no million
    number = rf"(?P<number>{DIGITS})"
    word = lists.any_of("number_es", "number_en")
    words = rf"(?P<words>{word}(?:[\s-]+(?:(?:y|and)\s+)?{word}){{0,5}}(?<!\sa))"  # no number ends with an article
    second = rf"(?:\s+(?P<more>\d{{3}}|{word}))?"
    tail = r"(?![\w]|[.,]\d)"
    each = lists.any_of("per_head")
    more = r"(?!(?:por|para|el|los|con|en|for|from|with|at|in|on|the)\b)[a-z]{2,}"  # what is counted, and no sum
    filler = r"(?:(?:a|me|le|les|like|about|unos|como|hasta|of|de|por|los|only|solo)\s+){0,2}"
    bare = rf"(?P<span>{number}(?:\s?(?P<many>mil|k)\b)?)(?!\s*(?:{unit}|[a-z]{{3,}})|[\w%:/-]|[.,]\d)"
    start = r"(?<![\w$.,/-])"
    ranked = (
        (re.compile(rf"(?<![\w$/]){symbol}\s?{number}(?:\s?{many}\b)?(?:\s+(?:de\s+)?{unit})?{tail}"), CHECKED),
        (
            re.compile(
                rf"{start}(?:(?P<lead>mil)\s+)?(?P<number>{SPACED}|{DIGITS})(?:\s?{many}\b)?{second}\s*(?:de\s+)?{unit}{tail}"
            ),
            CHECKED,
        ),
        (
            re.compile(
                rf"{start}(?:{DIGITS})(?:\s?(?:mil|k))?\s?[-–]\s?"
                rf"(?P<span>{number}(?:\s?{many}\b)?\s*(?:de\s+)?{unit}){tail}"
            ),
            CHECKED,
        ),
        (re.compile(rf"(?<![\w-]){words}\s+(?:de\s+)?{unit}{tail}"), CHECKED),
        (re.compile(rf"\b{lists.any_of('paying')}\s+{filler}{bare}"), LISTED),
        (re.compile(rf"\b{lists.any_of('paying')}\s+{filler}(?P<span>{words})(?!\s*(?:{unit}|{more}))"), LISTED),
        (re.compile(rf"{start}{number}\s?(?P<many>mil|k)(?=\s+{each}(?!\w))"), CUED),
        (re.compile(rf"(?<![\w-])(?<!\d\s){words}(?=\s+{each}(?!\w))"), LISTED),
    )
    return Openings(expression for expression, _ in ranked), tuple(rank for _, rank in ranked)


@dataclass(frozen=True, slots=True)
class _Sum:
    """A sum as matched. `symbol` and `unit` are folded, empty where not written; `many` is its multiplier."""

    start: int
    end: int
    amount: Decimal
    symbol: str
    unit: str
    many: int
    rank: int


def run(analysis: Analysis) -> Iterator[Found]:
    low = zeros_read(folded(analysis.text))
    sums = sorted(_sums(analysis.text, low), key=lambda s: (s.start, -s.end))
    own = _own_currency(sums)
    for s in sums:
        code, assumed = _currency(s, analysis, own)
        amount, other = _in_range(sums, s, low)
        per = paid_for(low, other.end if other and other.start > s.start else s.end)
        yield _found(analysis.text, (s.start, s.end), s.rank, amount, code, assumed, per)
        if other:
            yield _found(analysis.text, (other.start, other.end), s.rank, amount, code, assumed, per)


def _in_range(sums: Sequence[_Sum], s: _Sum, low: str) -> tuple[Amount, End | None]:
    """The amount with its bounds, and the other end of its range where that is no sum by itself."""
    starts = {each.start for each in sums}
    for other in (first_end(low, s.start), second_end(low, s.end) if s.symbol and not s.unit else None):
        if other is None or not other.told or other.start in starts:
            continue
        amount = other.amount * (s.many if other.bare and other.amount < 1000 else 1)
        if other.start < s.start and amount < s.amount:
            return Amount(amount, s.amount), other
        if other.start > s.start and amount > s.amount:
            return Amount(s.amount, amount), other
    for one in sums:
        if one.end <= s.start and one.amount < s.amount and joined(low, one.start, one.end, s.start):
            return Amount(one.amount, s.amount), None
        if s.end <= one.start and s.amount < one.amount and joined(low, s.start, s.end, one.start):
            return Amount(s.amount, one.amount), None
    return hedged(low, s.start, s.amount), None


def _found(
    text: str, span: tuple[int, int], rank: int, amount: Amount, code: str, assumed: bool, per: str | None
) -> Found:
    """`value` in the normal form of money; `assumed` where the sign names no one currency. Coins have no ISO code."""
    written = text[slice(*span)]
    made: list[Attribute] = [
        ("value", Value(written, Money(amount, code if code in currencies() else UNKNOWN, per).normal))
    ]
    if assumed:
        made.append(("assumed", Value(written, "yes")))
    return Found(*span, "Money", rank, NAME, attributes=tuple(made), score=0.95 if rank == CHECKED else 0.6)


def _code(s: _Sum) -> str:
    """The currency that the sum's own words name; empty, `peso` where they leave it open."""
    lists = lexicon("money")
    unit = lists["unit"].get(s.unit)
    if unit:
        return {"mdp": "peso", "mdd": "USD"}.get(unit, str(unit))
    return str(lists["symbol"].get(s.symbol, ""))


def _own_currency(sums: Sequence[_Sum]) -> str | None:
    """The currency of "$" in this text, where it writes one beside it ("$3,000 dólares") and no other."""
    told = {code for s in sums if s.symbol == "$" and s.unit and (code := _code(s)) not in ("", "peso")}
    return told.pop() if len(told) == 1 else None


def _currency(s: _Sum, analysis: Analysis, own: str | None) -> tuple[str, bool]:
    """ISO 4217 code, and whether it was assumed: from the text's own use of the sign, the source's country, then the
    countries named."""
    lists, code = lexicon("money"), _code(s)
    if code not in ("", "peso"):
        return code, False
    if code == "" and own:
        return own, True
    table = lists["peso_of" if code == "peso" else "dollar_of"]
    places = [analysis.country] if analysis.country else []
    if code == "peso" or not (places or analysis.lang_at(s.start) == "en"):
        places += countries_named(analysis.text)
    known = (table[c.lower()] for c in places if c and c.lower() in table)
    return next(known, "MXN" if code == "peso" else "USD"), True


def _sums(text: str, low: str) -> Iterator[_Sum]:
    openings, ranks = _forms()
    for number, match in openings.all(low):
        rank = ranks[number]
        start, end = match.span("span" if "span" in match.re.groupindex else 0)
        told = match.groupdict()
        symbol = told.get("symbol") or ""
        if symbol.isalpha() and len(symbol) < 3 and not told.get("unit") and not _is_sum(text, match, symbol):
            continue
        if told.get("words") and told.get("unit") and _is_name(text[start:end]):
            continue
        if rank == LISTED and re.fullmatch(r"\d|(?:19|20)\d\d", text[start:end]):
            continue
        amount = _amount(match)
        if amount is not None and not (rank == LISTED and told.get("words") and amount < LEAST_IN_WORDS):
            unit, many = (" ".join((told.get(key) or "").split()) for key in ("unit", "many"))
            yield _Sum(start, end, amount, symbol, unit, lexicon("money")["multiplier"].get(many, 1), rank)


def _is_sum(text: str, match: re.Match[str], symbol: str) -> bool:
    """Whether a letter before figures is the sign of a currency: Q500 and L. 42,600 are sums; Q4, US 90, the plate
    L555873 and the pickup L200 are none."""
    number = match["number"]
    if not text[match.start()].isupper() or text[match.end() : match.end() + 2].lstrip("-") != text[match.end() :][:2]:
        return False
    if not number.isdecimal():
        return True
    plain_model = symbol == "l" and number in ("200", "300")
    return 1 < len(number) < 6 and number[0] != "0" and not plain_model and (symbol != "us" or len(number) > 3)


def _is_name(written: str) -> bool:
    """A nickname such as Diez Pesos: every word of it capitalised."""
    return not written.isupper() and len(written.split()) > 1 and all(word[0].isupper() for word in written.split())


def _amount(match: re.Match[str]) -> Decimal | None:
    told = match.groupdict()
    if told.get("words"):
        value = words_value(told["words"])
        # "a" and "un" alone are articles: a dollar store.
        return Decimal(value) if value and told["words"] not in ("a", "un", "una", "one") else None
    multiplier = lexicon("money")["multiplier"].get(" ".join((told.get("many") or "").split()), 1)
    amount: Decimal = decimal(re.sub(r"\s", "", told["number"])) * multiplier
    if told.get("lead"):
        amount += 1000
    more = told.get("more")
    if more:
        extra = int(more) if more.isdigit() else words_value(more)
        if extra is None or not (told.get("many") or told.get("lead")):
            return None if more.isdigit() else amount
        amount += extra
    return amount * Decimal(1_000_000) if (told.get("unit") or "") in ("mdp", "mdp.", "mdd") else amount


PART = Recogniser(NAME, "2", run)
