"""What an export says beyond the types and links of the schema, as `records.yaml` declares it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ontology.entry import Entry
from ontology.loader import schema
from ontology.model import LANGUAGES, Labels

VALUES = ("text", "whole", "flag", "day", "time")
Often = tuple[int, int | None]
"""Fewest and most values; None: no bound."""
OFTEN: Mapping[str, Often] = {
    "one": (1, 1), "optional": (0, 1), "some": (1, None), "any": (0, None),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Term:
    """A property. `value` is one of VALUES or the name of a record; `codes` its values where they are a list."""

    name: str
    value: str
    codes: tuple[str, ...]
    label: Labels
    why: str


@dataclass(frozen=True, slots=True)
class RecordType:
    """A kind of record. `class_`: ours of that name, or `prefix:name`. `has`: term, of ours or `prefix:name`, → fewest
    and most values."""

    name: str
    class_: str
    label: Labels
    why: str
    has: Mapping[str, Often]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """`types`: type of the schema → what its entities say beyond what every entity says."""

    terms: Mapping[str, Term]
    records: Mapping[str, RecordType]
    types: Mapping[str, Mapping[str, Often]]


@cache
def vocabulary() -> Vocabulary:
    """Of the file that ships with the package. Raises SchemaError, which names the place."""
    return read_vocabulary(files("ontology.rdf").joinpath("records.yaml").read_text("utf-8"))


def read_vocabulary(text: str) -> Vocabulary:
    """Read such a file. Raises SchemaError for a name that the schema has already, and for one that is not known."""
    root = Entry.read("rdf/records.yaml", text)
    root.only("terms", "records", "types")
    names = [name for name, _ in root.entries("records")]
    terms = {name: _term(name, below, names) for name, below in root.entries("terms")}
    records = {name: _record(name, below, terms) for name, below in root.entries("records")}
    types = {}
    for name, below in root.entries("types"):
        if name not in schema().types:
            root.entry("types").fail(name, f"there is no type {name!r}")
        types[name] = _has(below, terms)
    return Vocabulary(terms, records, types)


def _term(name: str, entry: Entry, records: list[str]) -> Term:
    entry.only("value", "codes", "label", "why")
    types, links = schema().types.values(), schema().links.values()
    if name in schema().links or any(name in owner.properties for group in (types, links) for owner in group):
        entry.fail("value", f"{name!r} is a name of the schema already")
    value = entry.one_of("value", (*VALUES, *records))
    return Term(name, value, entry.texts("codes", ()), _labels(entry), entry.text("why"))


def _record(name: str, entry: Entry, terms: Mapping[str, Term]) -> RecordType:
    entry.only("label", "why", "class", "has")
    if name in schema().types:
        entry.fail("label", f"{name!r} is a type of the schema already")
    has = _has(entry.entry("has"), terms)
    return RecordType(name, entry.text("class", name), _labels(entry), entry.text("why"), has)


def _has(entry: Entry, terms: Mapping[str, Term]) -> dict[str, Often]:
    for term in entry.nodes:
        if ":" not in term and term not in terms:
            entry.fail(term, f"there is no term {term!r}")
    return {term: OFTEN[entry.one_of(term, OFTEN)] for term in entry.nodes}


def _labels(entry: Entry) -> Labels:
    below = entry.entry("label")
    return {language: below.text(language) for language in LANGUAGES}
