"""What an entity is called in lists and charts: one rule, the same in every store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graph.views import ValueView
from ontology import few
from ontology.claim import Value
from ontology.loader import schema
from ontology.masking import is_masked, masked
from ontology.model import Property, Type
from ontology.values import value_type

ESTIMATE = "estimate"
"""The kind of value that counts people."""


def label(type_: str, values: Mapping[str, Sequence[ValueView]]) -> str:
    """A value of the first property of the type's caption that has one, and in brackets what the type tells beside it
    ("57AK8R (white Kenworth)"), which a name says itself. Without one, the type's label.

    Of names it is the fullest (most words, then most claims), since reports shorten them, and one in lower case
    ("gente del Zarco") only where there is no other; else the value with most claims. Codes come by their label,
    numbers that are masked by their last four.
    """
    known = schema().types.get(type_)
    if known is None:  # written before the type left the schema
        return type_
    for prop in (known.properties[name] for name in known.caption if values.get(name)):
        caption = _shown(prop, _best(prop, values[prop.name]))
        beside = "" if prop.value == "name" else _beside(known, values)
        return f"{caption} ({beside})" if beside else caption
    return known.label["en"]


def _best(prop: Property, values: Sequence[ValueView]) -> ValueView:
    if prop.value != "name":
        return values[0]
    # min keeps the order of claims among equals
    return min(values, key=lambda v: (v.written[:1].islower(), -len(v.normal.split())))


def _beside(type_: Type, values: Mapping[str, Sequence[ValueView]]) -> str:
    properties = (type_.properties[name] for name in type_.caption_beside if values.get(name))
    return " ".join(_shown(prop, values[prop.name][0]) for prop in properties)


def _shown(prop: Property, value: ValueView) -> str:
    if is_masked(prop):
        return masked(value.normal)
    if value.normal in prop.codes:
        return prop.code_labels[value.normal]["en"]
    told = Value(value.written, value.normal)
    return few.caption(told) if prop.value == ESTIMATE else value_type(prop.value).caption(told)
