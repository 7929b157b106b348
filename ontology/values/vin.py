"""Vehicle identification numbers (ISO 3779)."""

from __future__ import annotations

import re

from ontology.claim import Value
from ontology.values import ValueType
from ontology.values.check_digit import Check, outcome
from ontology.values.plate import squeeze

_PATTERN = "[A-HJ-NPR-Z0-9]{17}|…[A-HJ-NPR-Z0-9]{4,16}"


def clean(written: str, *, ending: bool = False) -> Value | None:
    """A number with its normal form, or None where it can be none. `ending`: the text tells only its last signs."""
    normal = ("…" if ending else "") + squeeze(written)
    return Value(written, normal) if VIN.holds(normal) else None


_WORTH = dict(zip("ABCDEFGHJKLMNPRSTUVWXYZ", (*range(1, 9), *range(1, 6), 7, 9, *range(2, 10)), strict=True))
_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)


def check(normal: str) -> Check:
    """Whether the ninth sign holds (49 CFR 565: letters by their worth, weights, modulo 11). `none` outside North
    America (first sign 1 to 5), where makers use it as they like, and for the end of a number."""
    if partial(normal) or normal[0] not in "12345":
        return "none"
    signs = (int(c) if c.isdecimal() else _WORTH[c] for c in normal)
    rest = sum(sign * weight for sign, weight in zip(signs, _WEIGHTS, strict=True)) % 11
    return outcome(normal[8] == ("X" if rest == 10 else str(rest)))


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
