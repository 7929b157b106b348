"""Vehicle identification numbers (ISO 3779)."""

from __future__ import annotations

import re

from ontology.claim import Value
from ontology.values import ValueType
from ontology.values.check_digit import Check, outcome
from ontology.values.plate import squeeze

_PATTERN = "[A-HJ-NPR-Z0-9]{17}|…[A-HJ-NPR-Z0-9]{4,16}"
_VALUES = {**{str(d): d for d in range(10)}, **dict(zip("ABCDEFGHJKLMNPRSTUVWXYZ",
           (1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 7, 9, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))}  # fmt: skip
_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)


def clean(written: str, *, ending: bool = False) -> Value | None:
    """A number with its normal form, or None where it can be none. `ending`: the text tells only its last signs."""
    normal = ("…" if ending else "") + squeeze(written)
    return Value(written, normal) if VIN.holds(normal) else None


def check(normal: str) -> Check:
    """The check digit (ninth sign), which only North American makers must set: `none` for makers elsewhere."""
    if partial(normal) or normal[0] not in "12345":
        return "none"
    remainder = sum(_VALUES[c] * weight for c, weight in zip(normal, _WEIGHTS, strict=True)) % 11
    return outcome(normal[8] == "0123456789X"[remainder])


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
