"""What the extractors say of the sample's reports fits the schema: types, properties, codes, normal forms, ends."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from extractors.default import default_configuration
from extractors.pipeline import extract
from extractors.readers.base import Reading
from extractors.readers.read import read_all
from ontology.claim import COREFERENT, TYPE, Claim, Extraction
from ontology.loader import schema

SAMPLE = Path(__file__).parent.parent.parent / "api" / "sample" / "reports"
FLAGS = {"agency": "CBP", "marking": "UNCLASSIFIED", "legal_basis": "test", "received": "2026-11-01"}


def extractions() -> Iterator[Extraction]:
    for reading in read_all([SAMPLE], today=date(2026, 11, 2), flags=FLAGS):
        assert isinstance(reading, Reading), reading
        yield extract(reading.document, default_configuration(), country=reading.country)


def fits(claim: Claim, types: dict[str, str]) -> bool:
    """Whether a claim says something that the schema can hold of a thing of its subject's type."""
    subject = types[claim.subject]
    if claim.predicate == COREFERENT:
        return claim.object in types
    if claim.value is not None:
        if claim.predicate == TYPE:
            return claim.value.normal in schema().types
        property_ = schema().types[subject].properties.get(claim.predicate)
        return property_ is not None and property_.fits(claim.value.normal)
    link = schema().links.get(claim.predicate)
    return (
        link is not None
        and link.allows(subject, types[claim.object or ""])
        and all(name in link.properties and link.properties[name].fits(value) for name, value in claim.qualifiers)
    )


@pytest.mark.slow
def test_every_claim_of_the_sample_fits_the_schema() -> None:
    misfits: list[tuple[str, str, object]] = []
    predicates: set[str] = set()
    for extraction in extractions():
        types = {c.subject: c.value.normal for c in extraction.claims if c.predicate == TYPE and c.value}
        for claim in extraction.claims:
            predicates.add(claim.predicate)
            if not fits(claim, types):
                misfits.append((types[claim.subject], claim.predicate, claim.value or claim.qualifiers))
    assert misfits == []
    assert {TYPE, "name", "number", "kind", "date", "participatedIn", "occurredAt"} <= predicates
