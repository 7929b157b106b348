"""From written identifiers to properties in normal form: what pattern files name as `form`.

A form may carry arguments after colons: `identity:DPI:GT`, `account:CLABE`, `handle:telegram`.
"""

from __future__ import annotations

from collections.abc import Callable

from extractors.part import Attribute
from ontology.claim import Value
from ontology.values import account, email_address, handle, identity_number, name, plain, plate, vessel_number, vin
from ontology.values.country import alpha3
from ontology.values.plate import clean_tail_number

PLATFORMS = {
    "facebook.com": "facebook", "fb.com": "facebook", "instagram.com": "instagram", "t.me": "telegram",
    "tiktok.com": "tiktok", "twitter.com": "x", "wa.me": "whatsapp", "x.com": "x",
}  # fmt: skip
"""The platform of a host."""


def _one(property_: str, value: Value | None) -> tuple[Attribute, ...]:
    return ((property_, value),) if value else ()


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
    """The number, and the outcome of its check digits where its scheme has them."""
    value = account.clean(written, scheme)
    if value is None:
        return ()
    checked = account.check(value.normal)
    return (("number", value),) if checked == "none" else (("number", value), ("check", Value(written, checked)))


def _handle(written: str, platform: str = handle.UNKNOWN) -> tuple[Attribute, ...]:
    """A handle, or the last part of an address, whose host names the platform."""
    host, _, last = written.removeprefix("https://").removeprefix("http://").rstrip("/").rpartition("/")
    return _one("handle", handle.clean(last, PLATFORMS.get(host.lower().removeprefix("www."), platform)))


def _plate(written: str, issuer: str | None = None) -> tuple[Attribute, ...]:
    return _one("plate", plate.clean_plate(written, issuer))


FORMS: dict[str, Callable[..., tuple[Attribute, ...]]] = {
    "account": _account,
    "account_ending": lambda w: _one("number", account.clean_ending(w)),
    "alias": lambda w: _one("alias", name.clean(w)),
    "colour": lambda w: _one("colour", plain.clean_text(w.lower())),
    "email": lambda w: _one("address", email_address.clean(w)),
    "handle": _handle,
    "hull": lambda w: _one("hullNumber", plate.clean_plate(w)),
    "identity": identity,
    "imo": lambda w: _one("imo", vessel_number.clean_imo(w)),
    "mmsi": lambda w: _one("mmsi", vessel_number.clean_mmsi(w)),
    "name": lambda w: _one("name", name.clean(w)),
    "plate": _plate,
    "tail": lambda w: _one("tailNumber", clean_tail_number(w)),
    "vin": lambda w: _one("vin", vin.clean(w)),
}
