"""Value types: for each kind of property value its normal form.

Normal forms are texts, so that every store compares and prints them alike. Importing this package imports none of its
modules; `value_type` imports on first use, since some need large libraries.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from ontology.claim import Value

AS_WRITTEN = frozenset({"name"})
"""Value types that people read as the report wrote them. Of the others the normal form says all that is said: the state
of a town often stands in no word of the report."""

VALUE_TYPES = {
    "account": "account",
    "code": "plain",
    "coordinate": "coordinate",
    "country": "country",
    "currency": "money",
    "date": "date",
    "email_address": "email_address",
    "estimate": "estimate",
    "flag": "plain",
    "gazetteer_id": "gazetteer_id",
    "handle": "handle",
    "identity_number": "identity_number",
    "imo": "vessel_number",
    "mmsi": "vessel_number",
    "money": "money",
    "name": "name",
    "number": "quantity",
    "phone": "phone",
    "plate": "plate",
    "quantity": "quantity",
    "reference": "reference",
    "tail_number": "plate",
    "text": "plain",
    "url": "plain",
    "vin": "vin",
}
"""Value types by the name that the schema's properties give in `value`, each with the module that holds it."""


def _never(_normal: str) -> bool:
    return False


def _normal(value: Value) -> str:
    return value.normal


@dataclass(frozen=True, slots=True)
class ValueType:
    """One kind of value.

    `form` says in one sentence what a normal form looks like, and `example` is one. `check` raises ValueError when a
    text is no normal form. `pattern` is a regular expression that every normal form matches as a whole; it keeps to
    what Python and XPath read alike (no escaped classes but blanks, no lookahead), and `check` may know more than it.
    `caption` is what people read. `partial` tells that a normal form stands for several values (a number's tail, a
    plate with an unread sign): it is evidence, never a key.
    """

    name: str
    form: str
    example: str
    check: Callable[[str], None]
    pattern: str
    caption: Callable[[Value], str] = _normal
    partial: Callable[[str], bool] = _never

    def holds(self, normal: str) -> bool:
        """Whether a text is a normal form."""
        try:
            self.check(normal)
        except ValueError:
            return False
        return True


@cache
def value_type(name: str) -> ValueType:
    """The value type of a name in VALUE_TYPES. Raises KeyError for another name."""
    if name not in VALUE_TYPES:
        raise KeyError(f"no value type {name!r}; there are: {', '.join(VALUE_TYPES)}")
    module = import_module(f"ontology.values.{VALUE_TYPES[name]}")
    found: tuple[ValueType, ...] = module.TYPES
    return next(t for t in found if t.name == name)
