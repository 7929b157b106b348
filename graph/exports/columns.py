"""The columns that nodes and edges of a chart can have, with the kind of value in each: from the schema, never guessed
from the first value met."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from graph.exports.values import Scalar, Value
from ontology.masking import is_masked, masked
from ontology.model import Property, Schema

Kind = Literal["text", "number", "whole", "flag", "day", "time", "list", "times"]
"""`time` is the normal form of an interval of days (`ontology.interval`); `list` and `times` hold several texts or
times."""
LISTS: frozenset[Kind] = frozenset({"list", "times"})

COMPETING = "Competing"
"""Ends the name of the column for the other values of a property that has one at a time, where reports disagree."""
_KINDS: Mapping[str, Kind] = {"number": "number", "flag": "flag", "date": "time"}
_AS_WRITTEN = frozenset({"name", "text"})
"""Value types that people read as the report wrote them; of the others the normal form says the same, exactly."""


@dataclass(frozen=True, slots=True)
class Column:
    """`name` is a name of the ontology, or one of those below."""

    name: str
    kind: Kind


_FIRST = (Column("type", "text"), Column("label", "text"))
_LAST = (
    Column("reliability", "text"),
    Column("credibility", "whole"),
    Column("origins", "whole"),
    Column("knownFrom", "day"),
    Column("claims", "list"),
)


def node_columns(schema: Schema) -> tuple[Column, ...]:
    """All columns that a node can have, in the order of writing."""
    properties = [p for t in schema.entity_types for p in t.properties.values()]
    return (*_FIRST, Column("personClass", "text"), *_of(properties), *_LAST)


def edge_columns(schema: Schema) -> tuple[Column, ...]:
    """All columns that an edge can have, in the order of writing."""
    properties = [p for link in schema.links.values() for p in link.properties.values()]
    times = (Column("symmetric", "flag"), Column("when", "time"), Column("valid", "times"))
    return (*_FIRST, *times, *_of(properties), *_LAST)


def _of(properties: Iterable[Property]) -> list[Column]:
    """A column for each name, by name; one for competing values beside each that holds a single value. A name that
    types use for values of several kinds is text, or a list where one of them holds several."""
    kinds: dict[str, set[Kind]] = {}
    for p in properties:
        kinds.setdefault(p.name, set()).add(kind_of(p))
    columns = []
    for name, found in sorted(kinds.items()):
        kind: Kind = found.pop() if len(found) == 1 else "list" if found & LISTS else "text"
        columns.append(Column(name, kind))
        if kind not in LISTS:
            columns.append(Column(name + COMPETING, _several(kind)))
    return columns


def kind_of(property_: Property) -> Kind:
    kind = _KINDS.get(property_.value, "text")
    return _several(kind) if property_.many else kind


def _several(kind: Kind) -> Kind:
    return "times" if kind == "time" else "list"


def shown(property_: Property, written: str, normal: str) -> str:
    """What an export may say of a value: as written or normal, a protected number by its last four characters."""
    text = written if property_.value in _AS_WRITTEN else normal
    return masked(text) if is_masked(property_) else text


def cells_of(column: Column, texts: Sequence[str]) -> dict[str, Value]:
    """The cells of one property: its texts, the best first, without repeats."""
    several = list(dict.fromkeys(texts))
    if not several:
        return {}
    if column.kind in LISTS:
        return {column.name: several}
    cells: dict[str, Value] = {column.name: _scalar(column.kind, several[0])}
    if several[1:]:
        cells[column.name + COMPETING] = several[1:]
    return cells


def _scalar(kind: Kind, text: str) -> Scalar:
    if kind == "flag":
        return text == "true"
    if kind == "number":
        return float(text)
    return text
