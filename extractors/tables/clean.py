"""Cells to values: for each value type how the texts of tables become its normal form.

A cell that cannot be read loses that value, never its row; `clean` then gives nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from decimal import Decimal
from functools import cache
from importlib.resources import files

import yaml

from extractors.gazetteers.places import names
from extractors.tables.dates import read_date
from ontology.claim import Value
from ontology.errors import PatternError
from ontology.values import (
    account,
    email_address,
    handle,
    identity_number,
    money,
    name,
    phone,
    plain,
    plate,
    value_type,
    vessel_number,
    vin,
)
from ontology.values.coordinate import Position, radius_of
from ontology.values.country import alpha2, alpha3, countries
from ontology.values.name import fold
from ontology.values.quantity import Amount, number_text

Parameters = Mapping[str, str]
Values = list[tuple[str | None, Value]]
"""The value of the property itself (None), and of other properties that the same cell tells."""

PARAMETERS: dict[str, tuple[str, ...]] = {
    "account": ("scheme",),
    "date": ("order",),
    "handle": ("platform",),
    "identity_number": ("kind", "issuer"),
    "money": ("currency", "decimal"),
    "number": ("decimal",),
    "phone": ("country",),
    "plate": ("issuer",),
    "quantity": ("unit", "decimal"),
    "reference": ("list",),
}
"""What each value type takes beside the text."""
SOURCE_COUNTRY = "source_country"
"""Key of the country (ISO 3166 alpha-2) of who speaks, which no mapping tells."""
_WORDS = "tables/words.yaml"
_STATE = re.compile(r"[A-Z]{3}-[A-Z0-9]{1,3}\Z")


def clean(type_: str, written: str, given: Parameters) -> Values:
    """The values that a text tells of a property of a value type; none where it cannot be read as one."""
    with suppress(ValueError):  # what a value class refuses
        found = _CLEANERS.get(type_, _as_it_is)(written, given, type_)
        return [found] if isinstance(found, tuple) else found
    return []


def country_of(written: str) -> str | None:
    """ISO 3166 alpha-3 code of a country's name, code or people, in English or Spanish; None where it is none."""
    text = written.strip().strip(".").upper()
    if text in countries():
        return text
    with suppress(KeyError):
        return alpha3(text)
    if known := _countries().get(fold(written)):
        return known
    codes = [place.country for _, place in names().get(written) if place.kind == "country"]
    with suppress(KeyError, IndexError):  # the gazetteer has countries that are no more
        return alpha3(codes[0])
    return None


@cache
def _countries() -> dict[str, str]:
    """Folded names of ISO 3166, and words for peoples, to alpha-3 codes."""
    found = {fold(country.name): code for code, country in countries().items()}
    for code, words in lists("peoples").items():
        if code not in countries():
            raise PatternError(f"{code!r} is no country", where=f"{_WORDS}: peoples")
        found |= {fold(word): code for word in words}
    return found


@cache
def lists(name_: str) -> Mapping[str, list[str]]:
    """The word lists of an entry of words.yaml. Raises PatternError where it is missing or without a why."""
    data = yaml.safe_load(files("extractors").joinpath(_WORDS).read_text("utf-8"))
    entry = data.get(name_)
    if not isinstance(entry, dict) or not entry.get("why") or not isinstance(entry.get("words"), dict):
        raise PatternError("needs a why and words", where=f"{_WORDS}: {name_}")
    words: Mapping[str, list[str]] = entry["words"]
    return words


def number_of(written: str, decimal: str = ".") -> Decimal:
    """A number with `decimal` as its decimal sign and the other of `.` and `,` between thousands. Raises ValueError."""
    text = written.strip().replace("\u00a0", " ").replace(" ", "")
    thousands = "," if decimal == "." else "."
    if thousands in text and not re.match(rf"-?\d{{1,3}}(?:{re.escape(thousands)}\d{{3}})+(?!\d)", text):
        raise ValueError(f"not a number: {written!r}")
    text = text.replace(thousands, "").replace(decimal, ".")
    if not re.fullmatch(r"-?\d+(\.\d+)?", text):
        raise ValueError(f"not a number: {written!r}")
    return Decimal(text)


def _one(value: Value | None) -> Values:
    return [(None, value)] if value else []


def _as_it_is(written: str, _given: Parameters, type_: str) -> Values:
    return _one(Value(written, written) if value_type(type_).holds(written) else None)


def _date(written: str, given: Parameters, _type: str) -> Values:
    when = read_date(written, given.get("order"))
    return _one(Value(written, when.normal) if when else None)


def _country(written: str, _given: Parameters, _type: str) -> Values:
    code = country_of(written)
    return _one(Value(written, code) if code else None)


def _phone(written: str, given: Parameters, _type: str) -> Values:
    code = country_of(given["country"]) if given.get("country") else None
    source = given.get(SOURCE_COUNTRY)
    usual = (source, *phone.USUAL_REGIONS) if source else phone.USUAL_REGIONS
    reading = phone.clean(written, (alpha2(code),) if code else usual)
    if reading is None:
        return []
    made: Values = [(None, Value(written, reading.normal))]
    if reading.country and (known := country_of(reading.country)):
        made.append(("country", Value(written, known)))
    if reading.assumed and code is None:
        made.append(("assumed", Value(written, "yes")))
        if reading.runner_up:
            made.append(("alternative", Value(written, reading.runner_up)))
    return made


def _identity(written: str, given: Parameters, _type: str) -> Values:
    issuer = country_of(given["issuer"]) if given.get("issuer") else None
    code = alpha2(issuer) if issuer else identity_number.UNKNOWN
    value = identity_number.clean(written, given.get("kind", "ID").upper(), code)
    if value is None:
        return []
    made: Values = [(None, value), ("check", Value(written, identity_number.check(value.normal)))]
    return [*made, ("issuer", Value(written, issuer))] if issuer else made


def _plate(written: str, given: Parameters, _type: str) -> Values:
    issuer = given.get("issuer", "").strip().upper()
    return _one(plate.clean_plate(written, issuer if _STATE.match(issuer) else country_of(issuer) if issuer else None))


def _account(written: str, given: Parameters, _type: str) -> Values:
    scheme = "-".join(fold(given.get("scheme", "")).upper().split()) or account.UNKNOWN
    return _one(account.clean(written, scheme))


def _handle(written: str, given: Parameters, _type: str) -> Values:
    return _one(handle.clean(written, "".join(fold(given.get("platform", "")).split()) or handle.UNKNOWN))


def _number(written: str, given: Parameters, _type: str) -> Values:
    return _one(Value(written, number_text(number_of(written, given.get("decimal", ".")))))


def _quantity(written: str, given: Parameters, _type: str) -> Values:
    found = re.match(r"\s*([\d.,\s]*\d)\s*(.*)\Z", written)
    if not found:
        return []
    unit = " ".join((found[2] or given.get("unit", "")).split())
    number = Amount.exact(number_of(found[1], given.get("decimal", ".")))
    return _one(Value(written, f"{number.normal} {unit}")) if unit else []


def _money(written: str, given: Parameters, _type: str) -> Values:
    code = re.search(r"\b[A-Z]{3}\b", written)
    figure = re.search(r"-?\d[\d.,\s]*", written)
    told = given.get("currency", money.UNKNOWN).strip().upper()
    currency = code[0] if code and code[0] in money.currencies() else told
    if not figure:
        return []
    amount = Amount.exact(number_of(figure[0], given.get("decimal", ".")))
    return _one(Value(written, money.Money(amount, currency).normal))


def _coordinate(written: str, _given: Parameters, _type: str) -> Values:
    found = re.fullmatch(r"\s*(-?\d{1,2}(?:\.\d+)?)\s*[,; ]\s*(-?\d{1,3}(?:\.\d+)?)\s*", written)
    if not found:
        return []
    latitude, longitude = Decimal(found[1]), Decimal(found[2])
    places = -min(int(number.as_tuple().exponent) for number in (latitude, longitude))
    return _one(Value(written, Position.of(latitude, longitude, radius_of(Decimal(1).scaleb(-places))).normal))


def _reference(written: str, given: Parameters, _type: str) -> Values:
    normal = f"{given['list']}:{''.join(written.split())}" if given.get("list") else written.strip()
    return _one(Value(written, normal) if value_type("reference").holds(normal) else None)


def _flag(written: str, _given: Parameters, _type: str) -> Values:
    word = fold(written)
    return [(None, Value(written, flag)) for flag, words in lists("flags").items() if word in words]


def _by(function: Callable[[str], Value | None]) -> Callable[[str, Parameters, str], Values]:
    return lambda written, _given, _type: _one(function(written))


_CLEANERS: dict[str, Callable[[str, Parameters, str], Values]] = {
    "account": _account,
    "coordinate": _coordinate,
    "country": _country,
    "date": _date,
    "email_address": _by(email_address.clean),
    "flag": _flag,
    "handle": _handle,
    "identity_number": _identity,
    "imo": _by(vessel_number.clean_imo),
    "mmsi": _by(vessel_number.clean_mmsi),
    "money": _money,
    "name": _by(name.clean),
    "number": _number,
    "phone": _phone,
    "plate": _plate,
    "quantity": _quantity,
    "reference": _reference,
    "tail_number": _by(plate.clean_tail_number),
    "text": _by(plain.clean_text),
    "url": _by(plain.clean_url),
    "vin": _by(vin.clean),
}
"""Value types that need more than to be in normal form already. Codes are read with the property's own list."""
