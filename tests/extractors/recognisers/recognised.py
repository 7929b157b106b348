"""What the recognisers find in a text of one language, after overlaps are settled."""

from __future__ import annotations

from datetime import date

from extractors.analysis import Analysis, analyse
from extractors.default import recogniser_parts
from extractors.part import Found
from extractors.settle import settle
from ontology.document import Document
from ontology.handling import Handling
from ontology.interval import Interval

HANDLING = Handling("CBP", "UNCLASSIFIED", "test", ("CBP",), "CBP")
REPORTED = Interval.day(date(2023, 3, 15))
"""A Wednesday."""


RECEIVED = date(2023, 4, 1)


def analysed(
    text: str,
    lang: str,
    country: str | None = None,
    reported: Interval | None = REPORTED,
    received: date = RECEIVED,
) -> Analysis:
    due = received.replace(year=received.year + 5)
    document = Document("0" * 64, text, lang, "test", HANDLING, received, due, report_date=reported)
    return analyse(document, country=country)


def settled(text: str, lang: str, country: str | None = None) -> list[Found]:
    analysis = analysed(text, lang, country)
    return settle(found for part in recogniser_parts() for found in part.run(analysis))


def marked(text: str, lang: str, type_: str, country: str | None = None) -> list[str]:
    """The texts of the spans of one type, in order."""
    return [text[f.start : f.end] for f in settled(text, lang, country) if f.type == type_]


def told(text: str, lang: str, type_: str, property_: str, country: str | None = None) -> list[str]:
    """The normal forms that the spans of one type give for a property."""
    return [
        value.normal
        for found in settled(text, lang, country)
        if found.type == type_
        for name, value in found.attributes
        if name == property_
    ]
