"""Metadata keys: their types, and which source of them wins.

A report's own keys (front matter, row) beat its sidecar, that beats its row of a manifest, that beats flags, and flags
beat the profile. Keys are merged one by one; an empty value is an absent one. But of what speaks of one record the
strictest marking holds, and protected codes add up. A report may carry keys we do not know (they are left where they
are); flags and profiles are ours, and an unknown key in one is a mistake.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import cast

from extractors.readers.decode import decode
from extractors.readers.limits import limits
from extractors.readers.mapping import read_mapping
from ontology.errors import HandlingError, InputError, SetupError
from ontology.grades import CREDIBILITY, RELIABILITY
from ontology.handling import Handling, day
from ontology.interval import Interval
from ontology.marking import Marking, covering, join
from ontology.values.country import alpha2, alpha3

_LANG = re.compile(r"([A-Za-z]{2,3})([-_][A-Za-z0-9]{1,8})*\Z")
_UNFIT = re.compile(r"[\ud800-\udfff\0]")


def _text(key: str, value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise HandlingError(f"is no text: {value!r}", where=key)
    if _UNFIT.search(text := str(value)):
        raise HandlingError("holds a lone surrogate or a NUL", where=key)
    return " ".join(text.split())


def _texts(key: str, value: object) -> tuple[str, ...]:
    """A list, or one text in which ";" parts the items."""
    items = value if isinstance(value, list | tuple) else _text(key, value).split(";")
    return tuple(sorted({text for item in items if (text := _text(key, item))}))


def _codes(key: str, value: object) -> tuple[str, ...]:
    return tuple(sorted({code.upper() for text in _texts(key, value) for code in text.replace(",", " ").split()}))


def _marking(key: str, value: object) -> str:
    return str(Marking.parse(_text(key, value)))


def _day(key: str, value: object) -> date:
    return day(_text(key, value.isoformat() if isinstance(value, date) else value), key)


def _interval(key: str, value: object) -> Interval:
    text = _text(key, value)
    try:
        return Interval.parse(text)
    except ValueError:
        raise HandlingError(
            f"is no date: {text!r}", where=key, mend="write YYYY-MM-DD, YYYY-MM, YYYY or DAY/DAY"
        ) from None


def _reliability(key: str, value: object) -> str:
    if (grade := _text(key, value).upper()) not in RELIABILITY:
        raise HandlingError(f"is no grade of a source: {value!r}", where=key, mend="A to E, F: cannot be judged")
    return grade


def _credibility(key: str, value: object) -> int:
    if (grade := _text(key, value)) not in map(str, CREDIBILITY):
        raise HandlingError(f"is no grade of a content: {value!r}", where=key, mend="1 to 5, 6: cannot be judged")
    return int(grade)


def _language(key: str, value: object) -> str:
    if not (found := _LANG.match(_text(key, value))):
        raise HandlingError(f"is no language code: {value!r}", where=key, mend="en, es, pt, fr, ht …")
    return found[1].lower()


def _country(key: str, value: object) -> str:
    code = _text(key, value).upper()
    try:
        return alpha2(code if len(code) == 3 else alpha3(code))
    except KeyError:
        raise HandlingError(f"is no country code: {value!r}", where=key, mend="ISO 3166, as MX or MEX") from None


_TYPES: dict[str, Callable[[str, object], object]] = {
    "id": _text, "title": _text, "lang": _language, "kind": _text, "mapping": _text, "country": _country,
    "source": _text, "origin": _text, "date": _interval, "event_date": _interval, "received": _day,
    "reliability": _reliability, "credibility": _credibility,
    "agency": _text, "marking": _marking, "legal_basis": _text, "originators": _texts, "control_official": _text,
    "retention_class": _text, "review_due": _day, "protected_codes": _codes, "us_person": _text,
}  # fmt: skip
_ALSO = {"originator": "originators", "protected_code": "protected_codes", "retention": "retention_class"}
"""The flags' own names are taken as keys too."""
NAMES = frozenset(_TYPES) | frozenset(_ALSO)
"""Every key that is read; `kind` (the genre) and `mapping` (what a table tells) are kept out of the document."""


def plain(key: str, value: object) -> object:
    """A value that may stand in metadata: a scalar or a list of texts. Raises HandlingError for any other."""
    if isinstance(value, str | int | float) or (isinstance(value, list) and all(isinstance(v, str) for v in value)):
        return value
    raise HandlingError("is neither a text, a number nor a list of texts", where=key)


def layer(raw: Mapping[str, object]) -> dict[str, object]:
    """The known keys of one source of metadata, typed. Raises HandlingError, which names the key."""
    typed: dict[str, object] = {}
    for written, value in raw.items():
        key = _ALSO.get(written, written)
        if (
            key not in _TYPES
            or value is None
            or value in ("", [], ())
            or (isinstance(value, str) and not value.strip())
        ):
            continue
        if key in typed:
            raise HandlingError(f"is given twice, as {key} and in its other form", where=key)
        typed[key] = _TYPES[key](key, plain(key, value) if not isinstance(value, date | tuple) else value)
    return typed


def merged(for_all: Mapping[str, object], layers: Sequence[Mapping[str, object]]) -> dict[str, object]:
    """The keys of a record: those given for all, under those of the layers that speak of it, outermost first. A marking
    may only tighten from layer to layer, and no layer takes a protected code away.

    Raises HandlingError where the layers bear markings of which none covers the others.
    """
    keys = {key: value for of in (for_all, *layers) for key, value in of.items()}
    if markings := _told(layers, "marking"):
        keys["marking"] = str(_covering(markings))
    if codes := _told((for_all, *layers), "protected_codes"):
        keys["protected_codes"] = tuple(sorted({code for of in codes for code in cast(tuple[str, ...], of)}))
    return keys


def marking_notes(for_all: Mapping[str, object], layers: Sequence[Mapping[str, object]]) -> tuple[str, ...]:
    """What `merged` made of markings that differ: which one holds, and that one given for all, which it does not cover,
    does not."""
    markings = _told(layers, "marking")
    if not markings:
        return ()
    held, notes = _covering(markings), []
    if len(set(markings)) > 1:
        notes.append(f"marked {held}, which covers {' and '.join(map(str, dict.fromkeys(markings)))}")
    if (given := for_all.get("marking")) and not _covers(held, Marking.parse(str(given))):
        notes.append(f"marked {held} as it says of itself, and not {given} as given for all")
    return tuple(notes)


def _told(layers: Sequence[Mapping[str, object]], key: str) -> list[object]:
    return [of[key] for of in layers if key in of]


def _covering(markings: Sequence[object]) -> Marking:
    return covering(Marking.parse(str(marking)) for marking in markings)


def _covers(held: Marking, other: Marking) -> bool:
    try:
        return covering((held, other)) in (held, *join((held,)))
    except HandlingError:
        return False


def own_layer(raw: Mapping[str, object], *, today: date, where: str) -> dict[str, object]:
    """A layer that we were given on purpose (flags, a profile): `layer`, and every key must be known and fit.

    Raises SetupError, so that one mistake is told once and not as many times as there are reports.
    """
    if unknown := sorted(set(raw) - NAMES):
        raise SetupError(f"unknown key {unknown[0]!r}", where=where, mend="one of " + ", ".join(sorted(_TYPES)))
    try:
        typed = layer(raw)
        stand_in = {"agency": "any", "marking": "UNCLASSIFIED", "legal_basis": "any"}
        received = typed.get("received", today)
        assert isinstance(received, date)
        Handling.from_metadata({**stand_in, **typed}, received=received)
    except InputError as error:
        raise SetupError(error.what, where=f"{where}: {error.where}", mend=error.mend) from None
    return typed


def read_profile(path: Path) -> dict[str, object]:
    """The keys of a profile, a YAML mapping. Raises SetupError when it cannot be read."""
    try:
        found = read_mapping(decode(path.read_bytes()), limits())
    except OSError as error:
        raise SetupError(f"cannot be read: {error.strerror}", where=str(path)) from None
    except InputError as error:
        raise SetupError(error.what, where=f"{path}: {error.where}", mend=error.mend) from None
    if found is None:
        raise SetupError("is no mapping of keys to values", where=str(path), mend="write lines as agency: CBP")
    return found
