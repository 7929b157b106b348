"""Counted groups of people without names: the whole phrase with its hedge, and the estimate it gives.

"unos 170 haitianos", "roughly forty men", "group of 416", "cinco de los pasajeros", "between 30 and 40 people".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extractors.analysis import Analysis
from extractors.fold import folded
from extractors.part import CUED, Attribute, Found, Recogniser
from extractors.recognisers.lexicon import lexicon
from extractors.recognisers.number_words import words_value
from extractors.recognisers.openings import Openings
from ontology.claim import Value
from ontology.values.estimate import Estimate

NAME = "groups"
_YEAR = re.compile(r"(?:19|20)\d\d\Z")
_OF_YEAR = re.compile(r"\b(?:de|en|in|of|since|desde)\s+$")


@cache
def _openings() -> Openings:
    lists, money = lexicon("groups"), lexicon("money")
    numbers = sorted({*money["number_es"], *money["number_en"]} - {"a", "un", "una", "one", "grand", "uno"},
                     key=lambda w: (-len(w), w))  # fmt: skip
    word = "(?:" + "|".join(numbers) + "|" + lists.any_of("number_plus") + ")"
    plus = lists.any_of("number_plus")
    unit = rf"(?:half\s+a|an?|una?|medio|several)\s+(?={plus})"
    join = r"(?:\s+y\s+|-|\s+and\s+|\s+)"
    rest = r"(?:\s+y\s+(?:tant[oa]s|pico|un[oa]?)|-one)?(?:\s+(?:de|of))?"
    number = rf"(?:(?:\d{{1,3}}(?:[.,]\d{{3}})+|\d{{1,5}})(?:\s+mil\b)?|(?:{unit})?{word}(?:{join}{word}){{0,4}}{rest})"
    to = r"(?:\s?[-–]\s?|\s+(?:to|or|and|a|o|u|y)\s+)"
    count = rf"(?:(?:between|entre|from|de)\s+(?={number}{to}{number}))?(?P<number>{number}(?:{to}{number})?)"
    hedge = lists.any_of("hedge_en", "hedge_es")
    noun_en = rf"(?:{lists.any_of('adjective_en')},?\s+){{0,3}}{lists.any_of('noun_en', 'nation_en')}"
    origin = r"(?:\s+de\s+(?:nacionalidad|origen)\s+\w+(?:\s+y\s+\w+)?)?"
    noun_es = rf"(?:{lists.any_of('before_es')}\s+){{0,2}}{lists.any_of('noun_es', 'nation_es')}"
    noun_es += rf"(?:\s+{lists.any_of('adjective_es', 'nation_es')}){{0,2}}{origin}"
    head = rf"{lists.any_of('head_en', 'head_es')}\s+(?:of|de)\s+(?:{hedge}\s+)?"
    them = r"(?:of|de)\s+(?:the|those|los|las|ellos|ellas|them|estos|estas|sus)"
    start, end = r"(?<![\w$.,/-])", r"(?![\w-])"
    expressions = (
        re.compile(rf"{start}(?:{hedge}\s+)?{count}\s+{noun_en}{end}"),
        re.compile(rf"{start}(?:{hedge}\s+)?{count}\s+{noun_es}{end}"),
        re.compile(rf"(?<!\w){head}{count}(?:\s+{noun_en}|\s+{noun_es})?(?![\w/-]|[.,]\d)"),
        re.compile(
            rf"{start}(?:{hedge}\s+)?(?P<number>{number})\s+{them}"
            rf"(?:\s+{noun_en}|\s+{noun_es}|(?<=ellos)|(?<=ellas)|(?<=them)){end}"
        ),
    )
    return Openings(expressions)


def run(analysis: Analysis) -> Iterator[Found]:
    low = folded(analysis.text)
    for _, match in _openings().all(low):
        start, end = match.span()
        estimate = _estimate(match["number"], match.group())
        if estimate is None or (estimate.best or estimate.low or estimate.high or 0) < 2:
            continue
        if _YEAR.match(match["number"]) and _OF_YEAR.search(low[max(0, start - 8) : start]):
            continue
        written = analysis.text[start:end]
        attributes: tuple[Attribute, ...] = (("estimate", Value(written, estimate.normal)),)
        yield Found(start, end, "PopulationGroup", CUED, NAME, attributes=attributes, score=0.8)


def _estimate(number: str, phrase: str) -> Estimate | None:
    """low/best/high of a number with its hedge; None where the words are no number."""
    parts = re.split(r"\s?[-–]\s?(?=\d)|\s+(?:to|or|and|a|o|u|y)\s+(?=\d)", number)
    values = [v for part in parts if (v := _value(part)) is not None]
    if not values:
        return None
    if len(values) == 2 and values[0] < values[1]:
        return Estimate(low=values[0], high=values[1])
    lists = lexicon("groups")
    if re.match(lists.any_of("at_least"), phrase):
        return Estimate(low=values[0])
    if re.match(lists.any_of("at_most"), phrase):
        return Estimate(high=values[0])
    return Estimate(best=values[0])


def _value(text: str) -> int | None:
    digits = re.match(r"(\d[\d.,]*)(\s+mil)?", text)
    if digits:
        return int(re.sub(r"\D", "", digits[1])) * (1000 if digits[2] else 1)
    plus = lexicon("groups")["number_plus"]
    total = 1
    rest = []
    for word in re.findall(r"[a-z]+", text):
        if word in plus:
            total *= plus[word]
        elif word in ("half", "medio"):
            total //= 2
        elif word not in ("de", "of", "tantos", "tantas", "pico", "a", "un", "una", "uno"):
            rest.append(word)
    value = words_value(" ".join(rest)) if rest else None
    if total != 1:
        return total * (value or (2 if re.search(r"s\b", text) else 1))
    return value


PART = Recogniser(NAME, "2", run)
