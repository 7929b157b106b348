"""Numbers of identity documents: issuer, kind and number. Checks by python-stdnum where it has them.

Written here because no library has them: the check digits of Guatemala's DPI, El Salvador's DUI and Nicaragua's cédula,
and the parts of Honduras's DNI. Panama's cédula and Colombia's carry nothing to check.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from stdnum.br import cpf
from stdnum.cl import rut
from stdnum.co import nit as co_nit
from stdnum.cu import ni
from stdnum.do import cedula as do_cedula
from stdnum.ec import ci
from stdnum.gt import nit as gt_nit
from stdnum.mx import curp, rfc
from stdnum.sv import nit as sv_nit
from stdnum.us import ssn
from stdnum.ve import rif

from ontology.claim import Value
from ontology.values import ValueType
from ontology.values.check_digit import Check, outcome, passes
from ontology.values.country import alpha3, countries

UNKNOWN = "XX"
"""Issuer of a number whose country a text does not tell."""
_ISSUERS = "|".join((UNKNOWN, *sorted(country.alpha2 for country in countries().values())))
_FORM = re.compile(r"([A-Z]{2})-([A-Z]+):([A-Z0-9]{3,24}|…[A-Z0-9]{3,10})\Z")


def clean(written: str, kind: str, issuer: str = UNKNOWN, *, ending: bool = False) -> Value | None:
    """A number with its normal form, or None where it can be none.

    `kind` is the document's short name in capitals (CURP, DPI, DUI, PASSPORT, A …), `issuer` an ISO 3166 alpha-2
    code. `ending`: the text tells only its last signs.
    """
    signs = "".join(c for c in written.upper() if c.isascii() and c.isalnum())
    normal = f"{issuer}-{kind}:{'…' if ending else ''}{signs}"
    return Value(written, normal) if IDENTITY_NUMBER.holds(normal) else None


def check(normal: str) -> Check:
    """Whether the number's own check holds; `none` where its kind has no check or only a part is told."""
    prefix, _, number = normal.partition(":")
    if partial(normal) or prefix not in CHECKS:
        return "none"
    return outcome(CHECKS[prefix](number))


def partial(normal: str) -> bool:
    return "…" in normal or normal.startswith(f"{UNKNOWN}-")


def _dpi(number: str) -> bool:
    """Guatemala: eight digits, a check digit (weights 2 to 9, modulo 11), department and municipality."""
    if not re.fullmatch(r"\d{13}", number):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number[:8], range(2, 10), strict=True)) % 11
    return total == int(number[8]) and 1 <= int(number[9:11]) <= 22 and int(number[11:]) >= 1


def _dui(number: str) -> bool:
    """El Salvador: eight digits with weights 9 to 2; the ninth brings their sum to a multiple of ten."""
    if not re.fullmatch(r"\d{9}", number):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number[:8], range(9, 1, -1), strict=True))
    return int(number[8]) == -total % 10


def _honduran(number: str) -> bool:
    """Honduras has no check digit: department and municipality, year of registration, running number."""
    found = re.fullmatch(r"(\d\d)(\d\d)(\d{4})\d{5}", number)
    return found is not None and 1 <= int(found[1]) <= 18 and 1 <= int(found[2]) <= 28 and 1900 <= int(found[3]) <= 2099


def _nicaraguan(number: str) -> bool:
    """Nicaragua: thirteen digits and the letter that their remainder modulo 23 names."""
    if not re.fullmatch(r"\d{13}[A-Z]", number):
        return False
    return number[13] == "ABCDEFGHJKLMNPQRSTUVWXY"[int(number[:13]) % 23]


def _by(validate: Callable[[str], object]) -> Callable[[str], bool]:
    return lambda number: passes(validate, number)


CHECKS: Mapping[str, Callable[[str], bool]] = {
    "BR-CPF": _by(cpf.validate),
    "CL-RUT": _by(rut.validate),
    "CO-NIT": _by(co_nit.validate),
    "CU-CI": _by(ni.validate),
    "DO-CEDULA": _by(do_cedula.validate),
    "EC-CI": _by(ci.validate),
    "GT-DPI": _dpi,
    "GT-NIT": _by(gt_nit.validate),
    "HN-DNI": _honduran,
    "MX-CURP": _by(curp.validate),
    "MX-RFC": _by(rfc.validate),
    "NI-CEDULA": _nicaraguan,
    "SV-DUI": _dui,
    "SV-NIT": _by(sv_nit.validate),
    "US-SSN": _by(ssn.validate),
    "VE-RIF": _by(rif.validate),
}
"""Kinds of numbers that carry a check, with what checks it."""


def _check_form(normal: str) -> None:
    found = _FORM.match(normal)
    if not found:
        raise ValueError(f"not issuer-kind:number: {normal!r}")
    if found[1] != UNKNOWN:
        try:
            alpha3(found[1])
        except KeyError:
            raise ValueError(f"unknown issuer in {normal!r}") from None


def _caption(value: Value) -> str:
    prefix, _, number = value.normal.partition(":")
    issuer, _, kind = prefix.partition("-")
    return f"{kind} {number}" if issuer == UNKNOWN else f"{issuer} {kind} {number}"


IDENTITY_NUMBER = ValueType(
    name="identity_number",
    form="alpha-2 code of the issuer (XX: not known), `-`, kind, `:`, capitals and digits (or `…` and the last ones)",
    example="MX-CURP:LGSN810414HDFRRL05",
    check=_check_form,
    pattern=f"({_ISSUERS})-[A-Z]+:([A-Z0-9]{{3,24}}|…[A-Z0-9]{{3,10}})",
    caption=_caption,
    partial=partial,
)
TYPES = (IDENTITY_NUMBER,)
