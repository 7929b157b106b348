"""The tagger as a part of the extraction."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.analysis import Analysis
from extractors.gazetteers.places import names
from extractors.part import TAGGED, Found, Recogniser
from extractors.tagger.not_names import not_names
from extractors.tagger.wrapped import rejoined

NAME = "tagger"
_LABEL = re.compile(r"(?<=[^\W\d_])\s+(?:DNI|DPI|DUI|CUI|CURP|RFC|RTN|NIT|INE|CC|TEL|CEL|DOB|POB|SSN|VIN)\.?\Z")
_CLOSED = re.compile(r"[^\W_]'(?=\s)")
_DESCRIBED = frozenset(("Commodity", "PopulationGroup", "Vehicle", "Vessel"))
_TAIL = re.compile(
    r"(?<=[^\W\d_])(?:\s+(?i:sin|con|de|del|en|y|e|o|and|or|with|without|of|from|not|no|w/)|\s+(?i:y|and)\s+\d+)+\Z"
)
_GREETING = re.compile(
    r"(?i:hola|estimad[oa]|querid[oa]|buen[oa]s (?:días|tardes|noches)|dear|hello|hi|olá|prezad[oa]|bonjour|cher|chère)"
    r"\s+(?=\w)"
)
_ARTICLE = re.compile(r"(?i:\A(?:the |el |la |los |le |les |l['’]|o |a ))")
_QUOTES = (('"', '"'), ("“", "”"), ("«", "»"), ("‘", "’"))
_MARKS = frozenset("".join(one + other for one, other in _QUOTES))


def find(analysis: Analysis) -> Iterator[Found]:
    none = not_names(analysis.text)
    for each in rejoined(analysis.text, analysis.reading.mentions):
        if not none.holds(each.type, each.start, each.end) and not _is_country(
            each.type, analysis.text[each.start : each.end]
        ):
            start, end = with_its_quotes(analysis.text, each.start, each.end)
            end = start + len(without_tail(each.type, analysis.text[start:end]))
            if each.type == "Person" and (greeting := _GREETING.match(analysis.text, start, end)):
                start = greeting.end()
            yield Found(start, end, each.type, TAGGED, NAME, kind=each.kind, score=each.score)


def _is_country(type_: str, words: str) -> bool:
    """Whether a country is told as a band or an office: "avec le Suriname", "l'Irak n'a pas répondu"."""
    if type_ not in ("CriminalNetwork", "Agency"):
        return False
    name = _ARTICLE.sub("", words)
    # With its accents: Cañada is a name like any other, not Canada.
    return any(e.kind == "country" and listed.casefold() == name.casefold() for listed, e in names().get(name))


def without_tail(type_: str, words: str) -> str:
    """A described thing without the small word, or the number of the next group, that a wrong cut has left behind it:
    `red scooter without`, `22 PERSONAS DE NACIONALIDAD ECUATORIANA Y 3`; a person without the label of what follows the
    name: `WILMER PAGUADA DNI`."""
    if type_ == "Person":
        return _LABEL.sub("", words)
    return _TAIL.sub("", words) if type_ in _DESCRIBED else words


def with_its_quotes(text: str, start: int, end: int) -> tuple[int, int]:
    """A span whose quotes are whole: `"Chepe" Lux` and not `Chepe" Lux`, `boat "Luz"` and not `boat "Luz`. Where the
    other quote does not stand right beside the span, one at its edge is left out."""
    if text[start - 1 : start] == "'" and (closing := _CLOSED.search(text, start + 1, end)):
        return start, closing.start() + 1
    if _MARKS.isdisjoint(text[start:end]):
        return start, end
    for opening, closing_mark in _QUOTES:
        marks = [at for at in range(start, end) if _is_quote(text, at, opening, closing_mark)]
        is_apostrophe = closing_mark == "’" and opening not in text[max(0, start - 1) : end]
        if len(marks) == 1 and not is_apostrophe:
            start, end = _with_its_other(text, start, end, marks[0], opening, closing_mark)
    return start, end


def _is_quote(text: str, at: int, opening: str, closing: str) -> bool:
    """A closing mark before a letter is none ("O’Brien")."""
    return text[at] == opening or (text[at] == closing and not text[at + 1 : at + 2].isalnum())


def _with_its_other(text: str, start: int, end: int, mark: int, opening: str, closing: str) -> tuple[int, int]:
    """A span that holds one quote alone: with the other one, which stands right beside it, or else without a quote at
    its edge."""
    at_start, at_end = mark == start, mark == end - 1
    if text[mark] == closing and text[start - 1 : start] == opening and not (at_start or at_end):
        return start - 1, end
    if text[mark] == opening and text[end : end + 1] == closing and not at_end:
        return start, end + 1
    if at_start != at_end:
        inner = text[start + at_start : end - at_end]
        return start + at_start + len(inner) - len(inner.lstrip()), end - at_end - len(inner) + len(inner.rstrip())
    return start, end


PART = Recogniser(NAME, "9", find)
