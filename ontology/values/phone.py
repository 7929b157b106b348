"""Telephone numbers: E.164, or a suffix where a text tells only a number's end. Read with Google's libphonenumber."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat

from ontology.claim import Value
from ontology.values import ValueType

USUAL_REGIONS = ("US", "MX", "GT", "HN", "SV", "NI", "CR", "PA", "CO", "EC", "DO")
"""Where a number without its country is tried when nothing else tells: the countries that the reports come from."""
_WHOLE = r"\+[1-9][0-9]{6,14}"
_SUFFIX = "…[0-9]{3,9}"
_PATTERN = f"{_WHOLE}|{_SUFFIX}"
_NORTH_AMERICA = 1
_EXIT_CODE = re.compile(r"(?:00|011)(?=[1-9])")
"""Dialled before a foreign number, in most of the world and in North America."""
_OLD_MEXICAN_MOBILE = re.compile(r"\+521(?=\d{10}\Z)")
_OLD_MEXICAN_PREFIX = re.compile(r"(?:044|045|01)(?=\d{10}\Z)")
"""Mexico dropped the mobile 1 and these prefixes in 2019; people still write them."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How a written number was read. `country` is ISO 3166 alpha-2, None where the plan gives none.

    `assumed`: the country stood nowhere in the number and came from `regions`. `runner_up` is the E.164 number of the
    next region in which it is valid too: "310 5550177" is one in Colombia and another in the United States.
    """

    normal: str
    country: str | None
    assumed: bool
    runner_up: str | None = None


def clean(written: str, regions: Sequence[str] = ()) -> Reading | None:
    """Read a number; None when it can be none of any region.

    `regions` are ISO 3166 alpha-2 codes to try where the country is not written, likeliest first. A region of which the
    number is one comes before one with which it shares a plan, and that before one in which only its length fits
    (invented and old numbers).
    """
    digits = _digits(written)
    for international in _international(digits, regions):
        if found := _parse(international, None):
            number = _e164(found)
            return Reading(number, phonenumbers.region_code_for_number(found), assumed=False)
    readings = [(region, found) for region in regions if (found := _national(digits, region))]
    short = re.match(r"\D*\d\d\D", written) is not None  # sorting is stable: it keeps the order of regions
    ranked = [number for _, number in sorted(readings, key=lambda r: _unlikely(r[0], r[1], short))]
    if not ranked:
        return None
    number = _e164(ranked[0])
    others = (_e164(n) for n in ranked[1:] if phonenumbers.is_valid_number(n))
    return Reading(
        number,
        phonenumbers.region_code_for_number(ranked[0]),
        assumed=True,
        runner_up=next((other for other in others if other != number), None),
    )


def partial(normal: str) -> bool:
    return normal.startswith("…")


def _digits(written: str) -> str:
    plus = "+" if written.strip().lstrip("(").startswith("+") else ""
    return plus + "".join(str(int(c)) for c in written if c.isdecimal())


def _international(digits: str, regions: Sequence[str]) -> Iterator[str]:
    """The number with a plus, where its country code is written: after a plus, an exit code, or bare ("52-867-…")."""
    if digits.startswith("+"):
        yield digits
    elif exit_code := _EXIT_CODE.match(digits):
        yield "+" + digits[exit_code.end() :]
    else:
        for region in regions:
            code = str(phonenumbers.country_code_for_region(region))
            if len(digits) > 10 and digits.startswith(code):
                yield "+" + digits


def _national(digits: str, region: str) -> PhoneNumber | None:
    return _parse(_OLD_MEXICAN_PREFIX.sub("", digits) if region == "MX" else digits, region)


def _unlikely(region: str, number: PhoneNumber, short: bool) -> int:
    """Whether a number is one of the region under which it was read, 0; one of another, 1; of none, 2: 867 is a code of
    Mexico, and of Canada where it is read as a number of the United States, which share their plan. Nobody writes a
    number of that plan with a group of two digits at its head (`short`: 81 5550 1187)."""
    if not phonenumbers.is_valid_number(number):
        return 2
    misgrouped = short and number.country_code == _NORTH_AMERICA
    return 0 if phonenumbers.is_valid_number_for_region(number, region) and not misgrouped else 1


def _parse(digits: str, region: str | None) -> PhoneNumber | None:
    try:
        number = phonenumbers.parse(_OLD_MEXICAN_MOBILE.sub("+52", digits), region)
    except NumberParseException:
        return None
    reason = phonenumbers.is_possible_number_with_reason(number)
    whole = reason == phonenumbers.ValidationResult.IS_POSSIBLE and re.fullmatch(_WHOLE, _e164(number))
    return number if whole else None


def _e164(number: PhoneNumber) -> str:
    return str(phonenumbers.format_number(number, PhoneNumberFormat.E164))


def _check(normal: str) -> None:
    if not re.fullmatch(_PATTERN, normal):
        raise ValueError(f"not an E.164 number or a number's end: {normal!r}")


def _caption(value: Value) -> str:
    number = None if partial(value.normal) else _parse(value.normal, None)
    return str(phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL)) if number else value.normal


TYPES = (
    ValueType(
        name="phone",
        form="E.164 (`+` and digits), or `…` and the digits at the end",
        example="+528675550133",
        check=_check,
        pattern=_PATTERN,
        caption=_caption,
        partial=partial,
    ),
)
