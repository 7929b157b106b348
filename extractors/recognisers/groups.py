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
from ontology.claim import Value
from ontology.values.estimate import Estimate

NAME = "groups"
LEAST = (
    "at least",
    "more than",
    "over",
    "mas de",
    "al menos",
    "por lo menos",
    "no menos de",
    "upwards of",
    "poco mas de",
)
MOST = ("up to", "fewer than", "less than", "menos de", "hasta", "no mas de", "as many as")


@cache
def _regexes() -> tuple[re.Pattern[str], ...]:
    lists, money = lexicon("groups"), lexicon("money")
    numbers = sorted({*money["number_es"], *money["number_en"]} - {"a", "un", "una", "one", "grand", "uno"},
                     key=lambda w: (-len(w), w))  # fmt: skip
    word = "(?:" + "|".join(numbers) + "|" + lists.any_of("number_plus") + ")"
    spelled = rf"(?:(?:half\s+a|an?|una?|medio|several)\s+(?={lists.any_of('number_plus')}))?{word}(?:(?:\s+y\s+|-|\s+and\s+|\s+){word}){{0,4}}(?:\s+y\s+(?:tant[oa]s|pico|un[oa]?)|-one)?(?:\s+(?:de|of))?"
    digits = r"\d{1,3}(?:[.,]\d{3})+|\d{1,5}"
    number = rf"(?:{digits}(?:\s+mil\b)?|{spelled})"
    hedge_en, hedge_es = lists.any_of("hedge_en"), lists.any_of("hedge_es")
    join = r"(?:\s?[-–]\s?|\s+(?:to|or|and|a|o|u|y)\s+)"
    count = rf"(?:(?:(?:between|entre|from|de)\s+(?={number}{join}{number}))?(?P<number>{number}(?:{join}{number})?))"
    noun_en = lists.any_of("noun_en", "nation_en")
    noun_es = lists.any_of("noun_es", "nation_es")
    adjective = lists.any_of("adjective_en")
    after_es = lists.any_of("adjective_es", "nation_es")
    origin = rf"(?:\s+de\s+(?:nacionalidad|origen)\s+\w+(?:\s+y\s+\w+)?)?"
    head = rf"{lists.any_of('head_en', 'head_es')}\s+(?:of|de)\s+(?:{hedge_en}\s+|{hedge_es}\s+)?"
    return (
        re.compile(rf"(?<![\w$.,/-])(?:(?P<hedge>{hedge_en})\s+)?{count}\s+(?:{adjective},?\s+){{0,3}}{noun_en}(?![\w-])"),
        re.compile(rf"(?<![\w$.,/-])(?:(?P<hedge>{hedge_es})\s+)?{count}\s+(?:{lists.any_of('before_es')}\s+){{0,2}}{noun_es}"
                   rf"(?:\s+{after_es}){{0,2}}{origin}(?![\w-])"),
        re.compile(rf"(?<!\w)(?:an?\s+)?(?P<span>{head}{count}(?:\s+(?:{adjective}\s+)?{noun_en}|\s+{noun_es}(?:\s+{after_es})?)?)(?![\w/-]|[.,]\d)"),
        re.compile(rf"(?<![\w$.,/-])(?:(?P<hedge>{hedge_en}|{hedge_es})\s+)?(?P<number>{number})\s+(?:of|de)\s+(?:the|those|los|las|ellos|ellas|them|estos|estas|sus|l[oa]s otr[oa]s)"
                   rf"(?:\s+(?:{adjective}\s+)?{noun_en}|\s+{noun_es}|(?<=ellos)|(?<=ellas)|(?<=them))(?![\w-])"),
    )  # fmt: skip


def run(analysis: Analysis) -> Iterator[Found]:
    low = folded(analysis.text)
    for regex in _regexes():
        for match in regex.finditer(low):
            group = "span" if "span" in regex.groupindex else 0
            start, end = match.span(group)
            estimate = _estimate(match["number"], match.group())
            if estimate is None or (estimate.best or estimate.low or estimate.high or 0) < 2:
                continue
            if re.match(r"(?:19|20)\d\d\b", match["number"]) and not match.group().startswith(match["number"] + " mil"):
                year = re.search(r"\b(?:de|en|in|of|since|desde)\s+$", low[max(0, start - 8) : start])
                if year:
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
    if any(phrase.startswith(h) for h in LEAST):
        return Estimate(low=values[0])
    if any(phrase.startswith(h) for h in MOST):
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


PART = Recogniser(NAME, "1", run)
