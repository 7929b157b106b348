"""From written identifiers to properties in normal form: what pattern files name as `form`.

A form may carry arguments after colons: `identity:DPI:GT`, `account:CLABE`, `handle:telegram`. Where a pattern tells
who gave the mark (`issuer_of`), that comes last.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from extractors.part import Attribute
from extractors.recognisers import plates
from ontology.claim import Value
from ontology.values import (
    account,
    device_number,
    email_address,
    handle,
    identity_number,
    name,
    plain,
    plate,
    vessel_number,
    vin,
)
from ontology.values.check_digit import Check
from ontology.values.country import alpha3
from ontology.values.plate import clean_tail_number

PLATFORMS = {
    "facebook.com": "facebook", "fb.com": "facebook", "instagram.com": "instagram", "t.me": "telegram",
    "tiktok.com": "tiktok", "twitter.com": "x", "wa.me": "whatsapp", "x.com": "x",
}  # fmt: skip
"""The platform of a host."""


_POST = re.compile(
    r"(?P<unit>[A-Za-zóÓ.]+(?: [A-Za-z]+)??)\.? ?(?P<number>\d{1,4}(?:[.+,]\d{1,3})?)(?P<rest>[ ,].*)?", re.DOTALL
)
_ROAD = re.compile(r"\b(?:[A-Z]{1,3}[- ]?)?\d{1,4}[A-Z]?\b")


def _one(property_: str, value: Value | None) -> tuple[Attribute, ...]:
    return ((property_, value),) if value else ()


def _checked(property_: str, value: Value | None, check: Callable[[str], Check]) -> tuple[Attribute, ...]:
    """The number, and the outcome of its check where it has one. A failed one is told, never a reason to drop."""
    if value is None or (told := check(value.normal)) == "none":
        return _one(property_, value)
    return (property_, value), ("check", Value(value.written, told))


def identity(written: str, kind: str, issuer: str = identity_number.UNKNOWN) -> tuple[Attribute, ...]:
    """Number, outcome of its check digits and issuing country. A failed check is told, never a reason to drop."""
    value = identity_number.clean(written, kind, issuer)
    if value is None:
        return ()
    made = [("number", value), ("check", Value(written, identity_number.check(value.normal)))]
    if issuer != identity_number.UNKNOWN:
        made.append(("issuer", Value(written, alpha3(issuer))))
    return tuple(made)


def _account(written: str, scheme: str = account.UNKNOWN) -> tuple[Attribute, ...]:
    return _checked("number", account.clean(written, scheme), account.check)


def _device(written: str, kind: str) -> tuple[Attribute, ...]:
    value = device_number.clean(written, kind)
    made = _checked("device", value, device_number.check)
    country = device_number.country(value.normal) if value else None
    return (*made, ("country", Value(written, country))) if country else made


def _handle(written: str, platform: str = handle.UNKNOWN) -> tuple[Attribute, ...]:
    """A handle, or the last part of an address, whose host names the platform."""
    host, _, last = written.removeprefix("https://").removeprefix("http://").rstrip("/").rpartition("/")
    return _one("handle", handle.clean(last, PLATFORMS.get(host.lower().removeprefix("www."), platform)))


def _mmsi(written: str, issuer: str | None = None) -> tuple[Attribute, ...]:
    """The number, and the flag that its first three digits tell."""
    made = _one("mmsi", vessel_number.clean_mmsi(written))
    return (*made, ("flag", Value(written[:3], issuer))) if made and issuer else made


def _plate(written: str, issuer: str | None = None) -> tuple[Attribute, ...]:
    """The plate, and where its issuer is told whether it has a form that the issuer gives."""
    return _checked("plate", plate.clean_plate(written, issuer), plates.check)


def _road_point(written: str) -> tuple[Attribute, ...]:
    """A post by its number and its road, the same however it is written: "km 89 145D", "mile 29 I-10"."""
    found = _POST.fullmatch(written)
    if not found:
        return _one("name", name.clean(written))
    unit = "mile" if found["unit"][:2].lower() in ("mi", "mm", "mp") else "km"
    road = _ROAD.search(found["rest"] or "")
    told = name.clean(" ".join((unit, found["number"], *([road[0]] if road else ()))))
    return _one("name", told and Value(written, told.normal))


def _tail(written: str, issuer: str | None = None) -> tuple[Attribute, ...]:
    """The mark, and the country whose prefix it bears."""
    made = _one("tailNumber", clean_tail_number(written))
    return (*made, ("country", Value(written, issuer))) if made and issuer else made


FORMS: dict[str, Callable[..., tuple[Attribute, ...]]] = {
    "account": _account,
    "account_ending": lambda w: _one("number", account.clean_ending(w)),
    "account_wallet": lambda w: _checked("number", account.clean_wallet(w), account.check),
    "alias": lambda w: _one("alias", name.clean(w)),
    "colour": lambda w: _one("colour", plain.clean_text(w.lower())),
    "device": _device,
    "email": lambda w: _one("address", email_address.clean(w)),
    "handle": _handle,
    "hull": lambda w: _one("hullNumber", plate.clean_plate(w)),
    "identity": identity,
    "call_sign": lambda w: _one("callSign", plate.clean_plate(w)),
    "imo": lambda w: _checked("imo", vessel_number.clean_imo(w), vessel_number.check_imo),
    "mmsi": _mmsi,
    "model": lambda w: _one("model", plain.clean_text(w)),
    "name": lambda w: _one("name", name.clean(w)),
    "plate": _plate,
    "road_point": _road_point,
    "tail": _tail,
    "vin": lambda w: _checked("vin", vin.clean(w), vin.check),
    "vin_ending": lambda w: _one("vin", vin.clean(w, ending=True)),
}
