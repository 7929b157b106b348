"""Numbers of handsets (IMEI) and of their cards (IMSI, ICCID): references with the kind of number before the colon."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from stdnum import imei, imsi, luhn

from ontology.claim import Value
from ontology.values.check_digit import Check, outcome, passes
from ontology.values.country import alpha3

KINDS: Mapping[str, str] = {"IMEI": "[0-9]{14,16}", "IMSI": "[0-9]{14,15}", "ICCID": "89[0-9]{16,18}"}
"""The digits of each kind."""
CHECKS: Mapping[str, Callable[[str], bool]] = {
    "IMEI": lambda number: passes(imei.validate, number),
    "ICCID": lambda number: passes(luhn.validate, number),
}


def clean(written: str, kind: str) -> Value | None:
    """A number of one of KINDS with its normal form (`IMEI:490154203237518`), or None where it can be none."""
    digits = "".join(c for c in written if c.isascii() and c.isdecimal())
    return Value(written, f"{kind}:{digits}") if re.fullmatch(KINDS[kind], digits) else None


def check(normal: str) -> Check:
    """Whether the last digit holds (Luhn). An IMSI has none, nor have an IMEI of 14 digits and one of 16."""
    kind, _, number = normal.partition(":")
    if kind not in CHECKS or (kind == "IMEI" and len(number) != 15):
        return "none"
    return outcome(CHECKS[kind](number))


def country(normal: str) -> str | None:
    """The alpha-3 code of the country whose network gave an IMSI; None for other kinds, and where no list knows it."""
    kind, _, number = normal.partition(":")
    if kind != "IMSI" or not passes(imsi.validate, number):
        return None
    code = str(imsi.info(number).get("cc", ""))
    try:
        return alpha3(code.upper())
    except KeyError:
        return None
