"""Numbers of vessels: IMO (of the hull, for life) and MMSI (of the radio, changes with the flag)."""

from __future__ import annotations

import re

from stdnum import imo

from ontology.claim import Value
from ontology.values import ValueType
from ontology.values.check_digit import Check, outcome, passes

_IMO = "[0-9]{7}"
_MMSI = "[2-7][0-9]{8}"


def clean_imo(written: str) -> Value | None:
    """An IMO number ("IMO 9074729") with its normal form, or None where it can be none."""
    normal = "".join(c for c in written if c.isdecimal())
    return Value(written, normal) if IMO.holds(normal) else None


def check_imo(normal: str) -> Check:
    """Whether the seventh digit of an IMO number holds."""
    return outcome(passes(imo.validate, normal))


def clean_mmsi(written: str) -> Value | None:
    """An MMSI with its normal form, or None where it can be none."""
    normal = "".join(c for c in written if c.isdecimal())
    return Value(written, normal) if MMSI.holds(normal) else None


def _check_imo(normal: str) -> None:
    if not re.fullmatch(_IMO, normal):
        raise ValueError(f"not an IMO number: {normal!r}")


def _check_mmsi(normal: str) -> None:
    if not re.fullmatch(_MMSI, normal):
        raise ValueError(f"not an MMSI of a vessel: {normal!r}")


IMO = ValueType(name="imo", form="seven digits", example="9074729", check=_check_imo, pattern=_IMO)
MMSI = ValueType(
    name="mmsi",
    form="nine digits, the first of them 2 to 7",
    example="345070123",
    check=_check_mmsi,
    pattern=_MMSI,
)
TYPES = (IMO, MMSI)
