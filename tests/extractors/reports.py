"""Whole reports through all parts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from extractors.default import default_configuration
from extractors.pipeline import GivenMention, extract
from ontology.claim import TYPE, Extraction
from ontology.document import Document
from ontology.handling import Handling
from tests.extractors.relations.marked import Reading

RECEIVED = date(2024, 6, 1)


def extracted(
    text: str, lang: str, given: Sequence[GivenMention] | None = None, received: date = RECEIVED
) -> Extraction:
    """All that a report without a day of its own gives."""
    handling = Handling.from_metadata(
        {"agency": "CBP", "marking": "UNCLASSIFIED", "legal_basis": "test"}, received=received
    )
    document = Document("0" * 64, text, lang, "CBP", handling, received, received.replace(year=received.year + 5))
    return extract(document, default_configuration(), given=given)


def reading(text: str, lang: str) -> Reading:
    return Reading(extracted(text, lang))


def of_type(told: Reading, type_: str) -> set[str]:
    """The texts of the mentions of a type."""
    return {told.text_of(c.subject) for c in told.claims(TYPE) if c.value and c.value.normal == type_}
