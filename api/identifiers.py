"""A text that a user typed, read as identifiers: the forms that it may spell, and of which properties.

A form is a normal form, or one without the scheme or issuer that nobody types (the store finds it under every one).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ontology.claim import Value
from ontology.loader import schema
from ontology.masking import SHOWN, is_masked
from ontology.model import Property
from ontology.values import email_address, phone, plate, value_type, vessel_number, vin

SHORTEST = 3
"""Signs of a number below which it identifies nothing."""
LONG_WORD = 4
"""Letters of a word that is no part of a plate."""
LONGEST_END = 10
"""Signs up to which a text may be what a report told of a number's end."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A property that the text may be a value of."""

    type: str
    property: Property


def readings(text: str, types: Sequence[str]) -> dict[tuple[str, str], dict[str, Reading]]:
    """(property name, form) → type → reading, for the types asked for (all when none is named)."""
    found: dict[tuple[str, str], dict[str, Reading]] = {}
    for type_ in schema().entity_types:
        if types and type_.name not in types:
            continue
        for property_ in type_.properties.values():
            if property_.match and property_.value in _FORMS:
                for form in filter(_tells_no_more(property_), forms(property_.value, text)):
                    found.setdefault((property_.name, form), {})[type_.name] = Reading(type_.name, property_)
    return found


def forms(value: str, text: str) -> list[str]:
    """The forms of a value type that a text may spell, the text itself first where it is one."""
    told = [text] if value_type(value).holds(text) else []
    return [form for form in dict.fromkeys((*told, *_FORMS[value](text))) if len(form) >= SHORTEST]


def _tells_no_more(property_: Property) -> Callable[[str], bool]:
    """Of a number that is masked only so long an end is looked for as everyone is shown: by longer ones the rest could
    be guessed sign by sign."""
    return lambda form: not (is_masked(property_) and form.startswith("…") and len(form) > SHOWN + 1)


def _phone(text: str) -> Iterator[str]:
    """A bare number may be one of every country: the report that tells of it may have said which. A short one may be a
    number's end."""
    digits = "".join(c for c in text if c.isdecimal())
    if len(digits) < LONGEST_END and not any(c.isalpha() or c == "+" for c in text):
        yield "…" + digits
    for region in phone.USUAL_REGIONS:
        if reading := phone.clean(text, (region,)):
            yield reading.normal


def _signs(text: str) -> Iterator[str]:
    """Letters and digits, in capitals and (some wallets tell them apart) as typed; a few may be a number's end."""
    signs = "".join(c for c in text if c.isascii() and c.isalnum())
    yield signs.upper()
    yield signs
    if len(signs) <= LONGEST_END:
        yield "…" + signs.upper()


def _handle(text: str) -> Iterator[str]:
    yield text.lstrip("@").lower()


def _mark(text: str) -> Iterator[str]:
    """With what is typed beside a plate (placas, Texas, Kenworth), and without the longer words at either end, where
    letters and figures are left."""
    yield plate.squeeze(text)
    words = text.split()
    for end in (0, -1):
        while len(words) > 1 and words[end].isalpha() and len(words[end]) >= LONG_WORD:
            del words[end]
    rest = plate.squeeze(" ".join(words))
    if not rest.isdigit() and not rest.isalpha():
        yield rest


def _cleaned(clean: Callable[[str], Value | None]) -> Callable[[str], Iterator[str]]:
    def spell(text: str) -> Iterator[str]:
        if value := clean(text):
            yield value.normal

    return spell


_FORMS: Mapping[str, Callable[[str], Iterator[str]]] = {
    "account": _signs,
    "email_address": _cleaned(email_address.clean),
    "handle": _handle,
    "identity_number": _signs,
    "imo": _cleaned(vessel_number.clean_imo),
    "mmsi": _cleaned(vessel_number.clean_mmsi),
    "phone": _phone,
    "plate": _mark,
    "tail_number": _mark,
    "vin": _cleaned(vin.clean),
}
"""Value types that identify something, each with what a typed text may mean."""
