"""The columns that nodes and edges of a chart can have, with the kind of value in each: from the schema, never guessed
from the first value met."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from graph.exports.values import Scalar, Value
from ontology.forms import COMPETING, FormKind, forms
from ontology.masking import is_masked, masked
from ontology.model import Property, Schema
from ontology.values import AS_WRITTEN

Kind = Literal["text", "number", "whole", "flag", "day", "time", "list", "times"]
"""`time` is the normal form of an interval of days (`ontology.interval`); `list` and `times` hold several texts or
times."""
LISTS: frozenset[Kind] = frozenset({"list", "times"})


@dataclass(frozen=True, slots=True)
class Column:
    """`name` is a name of the ontology, or one of those below."""

    name: str
    kind: Kind


CLAIMS = "claims"
"""The column of the ids of claims."""
_FIRST = (Column("type", "text"), Column("label", "text"))
_LAST = (
    Column("reliability", "text"),
    Column("credibility", "whole"),
    Column("origins", "whole"),
    Column("knownFrom", "day"),
    Column(CLAIMS, "list"),
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
    """A column for each name, by name; one for competing values beside each that holds a single value."""
    columns = []
    for name, form in forms(properties).items():
        columns.append(Column(name, _several(form.kind) if form.several else form.kind))
        if not form.several:
            columns.append(Column(name + COMPETING, _several(form.kind)))
    return columns


def _several(kind: FormKind) -> Kind:
    return "times" if kind == "time" else "list"


def shown(property_: Property, written: str, normal: str) -> str:
    """What an export may say of a value: as written or normal, a protected number by its last four characters."""
    text = written if property_.value in AS_WRITTEN else normal
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
    return float(text) if kind == "number" else text
