"""Masking: what is shown of a number that may be compared but not read (`protected.mask` of a property)."""

from __future__ import annotations

from ontology.loader import schema
from ontology.model import Property

SHOWN = 4
"""How many characters at the end stay readable."""


def masked(text: str) -> str:
    """The last four characters; shorter texts show nothing."""
    return "…" + text[-SHOWN:] if len(text) > SHOWN else "…"


def is_masked(property_: Property | None) -> bool:
    return property_ is not None and property_.protected is not None and property_.protected.mask


def may_be_masked(predicate: str) -> bool:
    """Whether some type has a masked property of this name: a claim does not tell of which type its subject is."""
    return any(is_masked(t.properties.get(predicate)) for t in schema().types.values())
