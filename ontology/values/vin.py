"""Vehicle identification numbers (ISO 3779)."""

from __future__ import annotations

import re

from ontology.claim import Value
from ontology.values import ValueType
from ontology.values.plate import squeeze

_PATTERN = "[A-HJ-NPR-Z0-9]{17}|…[A-HJ-NPR-Z0-9]{4,16}"


def clean(written: str, *, ending: bool = False) -> Value | None:
    """A number with its normal form, or None where it can be none. `ending`: the text tells only its last signs."""
    normal = ("…" if ending else "") + squeeze(written)
    return Value(written, normal) if VIN.holds(normal) else None


def partial(normal: str) -> bool:
    return normal.startswith("…")


def _check_form(normal: str) -> None:
    if not re.fullmatch(_PATTERN, normal):
        raise ValueError(f"not a vehicle identification number: {normal!r}")


VIN = ValueType(
    name="vin",
    form="17 capitals and digits without I, O and Q, or `…` and those at the end",
    example="1M8GDM9AXKP042788",
    check=_check_form,
    pattern=_PATTERN,
    partial=partial,
)
TYPES = (VIN,)
