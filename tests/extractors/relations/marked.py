"""Marked sentences (`[[Type:kind|text]]`, a Date with its normal form `[[Date|2023-05-14|14 May]]`) and what the parts
of this room say of them; tables of cases in `cases/*.yaml`."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from extractors.part import Attribute, Found, Recogniser, Scene, Statement, Stater
from extractors.pipeline import Configuration, GivenMention, extract
from extractors.relations.all import COREFERENCERS, STATERS
from ontology.claim import COREFERENT, Claim, Extraction, Value
from ontology.document import Document
from ontology.handling import Handling

_MARK = re.compile(r"\[\[(\w+)(?::(\w+))?(?:\|(\d{4}[-\d]*))?\|([^\]|]+)\]\]")
_RECEIVED = date(2024, 1, 1)
FOLDER = Path(__file__).parent / "cases"
"""Where the tables of cases are."""


def cases(file: str, table: str) -> Any:
    """One table of `cases/FILE.yaml`, for the most part a list of cases."""
    return yaml.safe_load((FOLDER / f"{file}.yaml").read_text("utf-8"))[table]


@dataclass(frozen=True)
class Reading:
    """One extraction, its mentions by their text."""

    extraction: Extraction

    def text_of(self, mention: str) -> str:
        found = next(m for m in self.extraction.mentions if m.id == mention)
        return self.extraction.document.text[found.start : found.end]

    def cited(self, claim: Claim) -> list[str]:
        """The words that a claim rests on."""
        return [self.extraction.document.text[start:end] for start, end in claim.evidence]

    @property
    def joined(self) -> list[set[str]]:
        """The texts of each group of two or more mentions that are one thing."""
        groups = {m.id: {m.id} for m in self.extraction.mentions}
        for claim in self.claims(COREFERENT):
            assert claim.object
            together = groups[claim.subject] | groups[claim.object]
            groups |= dict.fromkeys(together, together)
        distinct = {frozenset(g) for g in groups.values() if len(g) > 1}
        return sorted(({self.text_of(m) for m in g} for g in distinct), key=sorted)

    def claims(self, predicate: str) -> list[Claim]:
        return [c for c in self.extraction.claims if c.predicate == predicate]

    def links(self, *, standing: bool = True) -> set[str]:
        """Each link as `subject link[:role] object`; with `standing`, only those that make the graph."""
        return {
            f"{self.text_of(c.subject)} {c.predicate}{':' + role if (role := c.qualifier('role')) else ''} "
            f"{self.text_of(c.object)}"
            for c in self.extraction.claims
            if c.object and c.predicate != COREFERENT and (c.makes_graph or not standing)
        }

    def values(self, predicate: str) -> set[tuple[str, str]]:
        return {(self.text_of(c.subject), c.value.normal) for c in self.claims(predicate) if c.value}


def _dates(told: dict[int, tuple[int, str]]) -> Recogniser:
    """Lends the normal forms that a marked text gives to its dates."""

    def run(_: object) -> list[Found]:
        found = []
        for start, (end, normal) in told.items():
            value: Attribute = ("value", Value(normal, normal))
            found.append(Found(start, end, "Date", 50, "dates", attributes=(value,)))
        return found

    return Recogniser("dates", "1", run)


def scene(marked: str, lang: str) -> Scene:
    """What the parts that state links see of a marked text."""
    seen: list[Scene] = []

    def grab(found: Scene) -> tuple[Statement, ...]:
        seen.append(found)
        return ()

    _extracted(marked, lang, (Stater("grab", "1", grab),))
    return seen[0]


def read(marked: str, lang: str) -> Reading:
    """Extracts from a marked text with the marks as given mentions."""
    return Reading(_extracted(marked, lang, STATERS))


def _extracted(marked: str, lang: str, staters: tuple[Stater, ...]) -> Extraction:
    text, given, told = "", [], {}
    rest = 0
    for m in _MARK.finditer(marked):
        text += marked[rest : m.start()]
        start, rest = len(text), m.end()
        text += m[4]
        given.append(GivenMention(start, len(text), m[1], m[2]))
        if m[3]:
            told[start] = (len(text), m[3])
    text += marked[rest:]
    handling = Handling.from_metadata(
        {"agency": "Test", "marking": "UNCLASSIFIED", "legal_basis": "test"}, received=_RECEIVED
    )
    document = Document(
        hashlib.sha256(text.encode()).hexdigest(), text, lang, "Test", handling, _RECEIVED, date(2025, 1, 1)
    )
    configuration = Configuration((_dates(told),), COREFERENCERS, staters, "")
    return extract(document, configuration, given=given)
