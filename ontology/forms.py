"""In which form the values of a property leave the house, whatever the format: by the property's name, since formats
have one column or predicate for a name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from ontology.model import Property

FormKind = Literal["text", "number", "time"]
"""`time` is an interval of days (`ontology.interval`); flags are text, since they can be `unknown`."""
COMPETING = "Competing"
"""Ends the name for the other values of a property that has one at a time, where reports disagree."""
_KINDS: Mapping[str, FormKind] = {"number": "number", "date": "time"}


@dataclass(frozen=True, slots=True)
class Form:
    """`several`: all values stand under one name; else one does, and what competes with it under a name of its own."""

    kind: FormKind
    several: bool


def forms(properties: Iterable[Property]) -> dict[str, Form]:
    """The form for each name, by name. A name for values of several kinds is text, and one that holds several values
    in one type does so in all."""
    found: dict[str, list[Property]] = {}
    for property_ in properties:
        found.setdefault(property_.name, []).append(property_)
    return {name: _form(alike) for name, alike in sorted(found.items())}


def _form(alike: Iterable[Property]) -> Form:
    kinds = {_KINDS.get(p.value, "text") for p in alike}
    return Form(kinds.pop() if len(kinds) == 1 else "text", any(p.many for p in alike))
