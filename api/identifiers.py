"""A text that a user typed, read as identifiers: the normal forms that it may spell, of which properties."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ontology.loader import schema
from ontology.model import Property
from ontology.values import (
    account,
    email_address,
    handle,
    identity_number,
    phone,
    plate,
    value_type,
    vessel_number,
    vin,
)

PHONE_REGIONS = ("US", "MX", "GT", "HN", "SV", "NI", "CR", "PA", "CO", "EC", "DO")
"""Where a number typed without its country is tried: the countries that the reports come from."""
PLATFORMS = (handle.UNKNOWN, "facebook", "instagram", "telegram", "tiktok", "whatsapp", "x", "youtube")
ACCOUNT_SCHEMES = ("CLABE", "IBAN", "CARD", account.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Reading:
    """A property that the text may be a value of."""

    type: str
    property: Property


def readings(text: str, types: Sequence[str]) -> dict[tuple[str, str], dict[str, Reading]]:
    """(property name, normal form) → type → reading, for the types asked for (all when none is named)."""
    found: dict[tuple[str, str], dict[str, Reading]] = {}
    for type_ in schema().entity_types:
        if types and type_.name not in types:
            continue
        for property_ in type_.properties.values():
            if property_.match and property_.value in _SPELLINGS:
                for normal in spellings(property_.value, text):
                    found.setdefault((property_.name, normal), {})[type_.name] = Reading(type_.name, property_)
    return found


def spellings(value: str, text: str) -> list[str]:
    """The normal forms of a value type that a text may spell, whole ones and the text itself where it is one."""
    known = value_type(value)
    told = [text] if known.holds(text) else []
    return [normal for normal in dict.fromkeys((*told, *_SPELLINGS[value](text))) if known.holds(normal)]


def _phone(text: str) -> Iterator[str]:
    if reading := phone.clean(text, PHONE_REGIONS):
        yield reading.normal
        if reading.runner_up:
            yield reading.runner_up


def _plate(text: str) -> Iterator[str]:
    yield plate.squeeze(text)


def _account(text: str) -> Iterator[str]:
    for scheme in ACCOUNT_SCHEMES:
        if value := account.clean(text, scheme):
            yield value.normal


def _identity_number(text: str) -> Iterator[str]:
    for prefix in identity_number.CHECKS:
        issuer, _, kind = prefix.partition("-")
        if value := identity_number.clean(text, kind, issuer):
            yield value.normal


def _handle(text: str) -> Iterator[str]:
    for platform in PLATFORMS:
        if value := handle.clean(text, platform):
            yield value.normal


def _cleaned(clean: Callable[[str], object]) -> Callable[[str], Iterator[str]]:
    def spell(text: str) -> Iterator[str]:
        if value := clean(text):
            yield str(getattr(value, "normal"))  # noqa: B009 - every cleaner's answer has it

    return spell


_SPELLINGS: Mapping[str, Callable[[str], Iterator[str]]] = {
    "account": _account,
    "email_address": _cleaned(email_address.clean),
    "handle": _handle,
    "identity_number": _identity_number,
    "imo": _cleaned(vessel_number.clean_imo),
    "mmsi": _cleaned(vessel_number.clean_mmsi),
    "phone": _phone,
    "plate": _plate,
    "tail_number": _plate,
    "vin": _cleaned(vin.clean),
}
"""Value types that identify something, each with what it may be written as."""
