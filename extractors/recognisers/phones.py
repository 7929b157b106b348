"""Telephone numbers, in E.164 where the country is told or can be assumed.

Regions are tried in this order: international prefix, the source's country, countries named in the text, then the
usual ones. A tail ("ends in 0147") is kept as a suffix, never as a whole number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from extractors.analysis import Analysis
from extractors.fold import folded, zeros_read
from extractors.part import CHECKED, CUED, LISTED, Attribute, Found, Recogniser
from extractors.recognisers.columns import headed
from extractors.recognisers.lexicon import lexicon
from extractors.recognisers.places import countries_named
from ontology.claim import Value
from ontology.values import phone
from ontology.values.country import alpha3, countries

NAME = "phones"
REACH = 40
"""Characters before a number in which its cue word stands."""
_SHAPE = re.compile(
    r"(?<![\w.,/$#-])(?:"
    r"(?:\+|00 ?|011[ -])\d{1,3}(?:[ .()-]{1,2}\d{1,10}){1,5}"
    r"|\(\+?\d{2,4}\)[ .-]{0,2}\d{3,5}[ .-]?\d{3,4}(?:[ .-]?\d{2})?"
    r"|\d{2,3}-\d{4}-\d{4}|\d{2}-\d{3}-\d{7}|0\d{3}[ -]\d{3}[ -]\d{3}|\d{3}([ .-])\d{3}\1\d{2}\1\d{2}"
    r"|(?:1[ .-]|52[ -]|5\d\d[ -])?\d{3}[ .-]\d{3}[ .-]\d{4}"
    r"|\d{2,3}[ -]\d{3}[ .-]\d{4}|0\d{3}-\d{7}|\d{3} \d{7}"
    r"|\d{3} \d{4}[ -]\d{4}|\d{2} \d{4}[ -]\d{4}|\d \d{4}[ -]\d{4}|\d{3} \d{3} \d{3}|\d{4}[ -]\d{4}|\d{3}-\d{4}"
    r"|\+?\d{7,13}"
    r")(?![\w/$°'-]|[.,]\d)"
)
_CLOCKS = re.compile(r"(?:[01]\d|2[0-3])[0-5]\d[ -](?:(?:[01]\d|2[0-3])[0-5]\d|2400)")
"""From one time of day to another, as logs write it: 0230-0405."""
_NUMBERED_BY_YEAR = re.compile(r"(?<!\d)\d{2,3}-(?:19|20)\d\d\Z")
"""Papers of an office are numbered so (334-2024), telephones seldom."""
_EXTENSION = re.compile(r",?\s*(?:ext\.?|x|extension)\s?\d{1,6}\b", re.IGNORECASE)


@cache
def _words() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    lists = lexicon("phones")
    cue, never, tail = lists.any_of("cue"), lists.any_of("never"), lists.any_of("tail")
    return (
        re.compile(rf"\b{cue}\b[^.;\n]*$|{cue}[:\s]+$"),
        re.compile(rf"\b{never}(?!\w)(?:[^,;\n]{{0,18}}|,\s)$"),
        re.compile(rf"\b{cue}\b[^.;\n]{{0,30}}\b{tail}\s+(?P<span>\d{{3,4}})\b(?!-)"),
        re.compile(rf"\s?{lists.any_of('hours')}(?!\w)"),
    )


def run(analysis: Analysis) -> Iterator[Found]:
    text = zeros_read(folded(analysis.text))
    cue, never, tail, hours = _words()
    regions = [c for c in (analysis.country, *countries_named(analysis.text), *phone.USUAL_REGIONS) if c]
    heads = {start: head for start, _, head in headed(text)}
    for match in _SHAPE.finditer(text):
        before = text[max(0, match.start() - REACH) : match.start()]
        if head := heads.get(match.start()):
            before = f"{head}: "
        cued = bool(cue.search(before))
        if never.search(before) and not cue.search(before[-14:]):
            continue
        start, end = match.span()
        written = match.group()
        if _CLOCKS.fullmatch(written) and (written.startswith("0") or not cued or hours.match(text, end)):
            continue  # no plan with eight digits has numbers that begin with 0
        international = written.startswith(("+", "00", "011"))
        if not cued and not international and (_NUMBERED_BY_YEAR.search(written) or _in_row(text, start, end)):
            continue
        if not _plausible(written, cued or international):
            continue
        attributes = _number(analysis.text[start:end], written, regions)
        if not attributes and not cued:
            continue
        if extension := _EXTENSION.match(text, end):
            end = extension.end()
        rank = CHECKED if international or cued else CUED if len(re.findall(r"\d", written)) >= 10 else LISTED
        score = 0.95 if international or cued else 0.7
        yield Found(start, end, "Phone", rank, NAME, attributes=attributes, score=score)
    for match in tail.finditer(text):
        digits = match["span"]
        suffix = (("number", Value(digits, f"…{digits}")),)
        yield Found(*match.span("span"), "Phone", CHECKED, NAME, attributes=suffix, score=0.7)


def _in_row(text: str, start: int, end: int) -> bool:
    """Whether figures apart by blanks alone stand between further figures: the columns of a table, a longer number."""
    if re.search(r"[^\d ]", text[start:end]):
        return False
    return bool(
        re.search(r"\d[.,%]?[ \t]+$", text[max(0, start - 6) : start]) or re.match(r"[ \t]+\d", text[end : end + 6])
    )


def _plausible(written: str, announced: bool) -> bool:
    """Whether digits without a cue have the look of a telephone number."""
    digits = len(re.findall(r"\d", written))
    if announced:
        return 7 <= digits <= 15
    grouped = re.search(r"\d[ .()-]+\d", written)
    return (grouped is not None and digits >= 7) or digits == 10


def _number(written: str, figures: str, regions: Sequence[str]) -> tuple[Attribute, ...]:
    """`figures` is what is `written` with the letters that stand for zeros as zeros."""
    reading = phone.clean(figures, regions)
    if reading is None:
        return ()
    made: list[Attribute] = [("number", Value(written, reading.normal))]
    if reading.country and reading.country in _codes():
        made.append(("country", Value(written, alpha3(reading.country))))
    if reading.assumed:
        made.append(("assumed", Value(written, "yes")))
    if reading.runner_up:
        made.append(("alternative", Value(written, reading.runner_up)))
    return tuple(made)


@cache
def _codes() -> frozenset[str]:
    return frozenset(country.alpha2 for country in countries().values())


PART = Recogniser(NAME, "3", run)
