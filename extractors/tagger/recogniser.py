"""The tagger as a part of the extraction."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.analysis import Analysis
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
_QUOTES = (('"', '"'), ("“", "”"), ("«", "»"), ("‘", "’"))
_MARKS = frozenset("".join(one + other for one, other in _QUOTES))


def find(analysis: Analysis) -> Iterator[Found]:
    none = not_names(analysis.text)
    for each in rejoined(analysis.text, analysis.reading.mentions):
        if not none.holds(each.type, each.start, each.end):
            start, end = with_its_quotes(analysis.text, each.start, each.end)
            end = start + len(without_tail(each.type, analysis.text[start:end]))
            yield Found(start, end, each.type, TAGGED, NAME, kind=each.kind, score=each.score)


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
    for one, other in _QUOTES:
        marks = [at for at in range(start, end) if text[at] in one + other and not text[at + 1 : at + 2].isalnum()]
        marks += [at for at in range(start, end) if text[at] == one and text[at + 1 : at + 2].isalnum()]
        if len(marks) != 1 or (other == "’" and one not in text[max(0, start - 1) : end]):  # that is an apostrophe
            continue
        (mark,) = marks
        if text[mark] == other and text[start - 1 : start] == one and mark not in (start, end - 1):
            start -= 1
        elif text[mark] == one and text[end : end + 1] == other and mark < end - 1:
            end += 1
        elif mark in (start, end - 1) and end - start > 1:
            inner = text[start + (mark == start) : end - (mark == end - 1)]
            start = text.index(inner.strip(), start, end)
            end = start + len(inner.strip())
    return start, end


PART = Recogniser(NAME, "7", find)
