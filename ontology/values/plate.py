"""Registration marks: licence plates, hull numbers and tail numbers, without separators; `?` is a sign not read."""

from __future__ import annotations

import re
import unicodedata

from ontology.claim import Value
from ontology.values import ValueType
from ontology.values.country import countries

_PLATE = re.compile(r"(?:([A-Z]{3})(?:-[A-Z0-9]{1,3})?:)?([A-Z0-9?]{2,14})\Z")
_TAIL = re.compile(r"[A-Z0-9?]{3,10}\Z")
UNREAD = "?"


def _signs(shortest: int, longest: int) -> str:
    """Signs of which one at least was read: so many unread ones, one that was, and the rest."""
    heads = (
        rf"\?{{{unread}}}[A-Z0-9][A-Z0-9?]{{{max(0, shortest - 1 - unread)},{longest - 1 - unread}}}"
        for unread in range(longest)
    )
    return f"({'|'.join(heads)})"


def squeeze(written: str) -> str:
    """Capitals and digits of a written mark, separators and accents dropped; `?` and `*` are signs not read."""
    plain = unicodedata.normalize("NFKD", written).upper().replace("*", UNREAD)
    return "".join(c for c in plain if c.isascii() and (c.isalnum() or c == UNREAD))


def clean_plate(written: str, issuer: str | None = None) -> Value | None:
    """A plate with its normal form, or None where it can be none.

    `issuer` is an ISO 3166 alpha-3 country (`MEX`), with a state after a hyphen where it is known (`USA-TX`).
    """
    normal = (f"{issuer}:" if issuer else "") + squeeze(written)
    return Value(written, normal) if PLATE.holds(normal) else None


def clean_tail_number(written: str) -> Value | None:
    """An aircraft's registration with its normal form, or None where it can be none."""
    normal = squeeze(written)
    return Value(written, normal) if TAIL_NUMBER.holds(normal) else None


def mark(normal: str) -> str:
    """A plate without its issuer."""
    return normal.rpartition(":")[2]


def agree(left: str, right: str) -> bool:
    """Whether two normal forms can be one mark: signs equal or not read, and issuers equal or one not known."""
    issuer, issuer2 = left.rpartition(":")[0], right.rpartition(":")[0]
    shorter, longer = sorted((issuer, issuer2), key=len)
    signs, signs2 = mark(left), mark(right)
    return (
        (shorter == longer or not shorter or longer.startswith(shorter + "-"))
        and len(signs) == len(signs2)
        and all(a == b or UNREAD in (a, b) for a, b in zip(signs, signs2, strict=True))
    )


def partial(normal: str) -> bool:
    return UNREAD in normal


def _check_plate(normal: str) -> None:
    found = _PLATE.match(normal)
    if not found or not found[2].strip(UNREAD) or (found[1] and found[1] not in countries()):
        raise ValueError(f"not a plate: {normal!r}")


def _check_tail_number(normal: str) -> None:
    if not _TAIL.match(normal) or not normal.strip(UNREAD):
        raise ValueError(f"not a tail number: {normal!r}")


PLATE = ValueType(
    name="plate",
    form="capitals and digits without separators, `?` for a sign not read; before them the issuer and `:` where known",
    example="MEX-TAM:XTR4471",
    check=_check_plate,
    pattern=f"(({'|'.join(sorted(countries()))})(-[A-Z0-9]{{1,3}})?:)?{_signs(2, 14)}",
    caption=lambda value: value.normal.replace(":", " "),
    partial=partial,
)
TAIL_NUMBER = ValueType(
    name="tail_number",
    form="capitals and digits without separators, `?` for a sign not read",
    example="XBTZN",
    check=_check_tail_number,
    pattern=_signs(3, 10),
    partial=partial,
)
TYPES = (PLATE, TAIL_NUMBER)
