"""Given spans stand as told; recognised ones lend them what they know, unless they are another thing."""

from __future__ import annotations

from datetime import date

import pytest

from extractors.default import default_configuration
from extractors.pipeline import GivenMention, extract
from ontology.claim import TYPE
from ontology.document import Document
from ontology.handling import Handling


def _values(text: str, given: GivenMention) -> dict[str, set[str]]:
    handling = Handling.from_metadata(
        {"agency": "CBP", "marking": "UNCLASSIFIED", "legal_basis": "test"}, received=date(2026, 1, 1)
    )
    document = Document(
        sha256="0" * 64, text=text, lang="en", source="CBP", handling=handling,
        received=date(2026, 1, 1), due=date(2031, 1, 1),
    )  # fmt: skip
    extraction = extract(document, default_configuration(), given=[given])
    found: dict[str, set[str]] = {}
    for claim in extraction.claims:
        if claim.value is not None and claim.extractor != "properties":
            found.setdefault(claim.predicate, set()).add(claim.value.normal)
    return found


@pytest.mark.parametrize(
    ("text", "span", "lent"),
    [
        ("They met in Tijuana on Monday.", "Tijuana", True),
        ("They met in Playas de Tijuana on Monday.", "Playas de Tijuana", False),
    ],
)
def test_a_part_of_a_name_lends_nothing_to_the_whole(text: str, span: str, lent: bool) -> None:
    values = _values(text, GivenMention(text.index(span), text.index(span) + len(span), "Place"))
    assert values[TYPE] == {"Place"}
    assert ("gazetteer" in values) is lent


def test_a_number_inside_a_longer_span_is_lent() -> None:
    text = "Call the office at (956) 555-0182, extension 4, after dark."
    span = "(956) 555-0182, extension 4"
    values = _values(text, GivenMention(text.index(span), text.index(span) + len(span), "Phone"))
    assert any(v.startswith("+19565550182") for v in values["number"])
