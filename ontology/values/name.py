"""Names as they are compared: one fold, used by load, query and comparison alike."""

from __future__ import annotations

import re
import unicodedata

from ontology.claim import Value
from ontology.values import ValueType

_PLAIN = bytes(ord(chr(code).lower()) if code < 128 and chr(code).isalnum() else ord(" ") for code in range(256))
_GAP = re.compile(r"[\W_]+")


def fold(written: str) -> str:
    """A name without accents, case and punctuation, words apart by one blank: "GARZA-Villegas, José" → "garza villegas
    jose". Letters and digits of every script stay; the written form is kept beside it for display. Idempotent.
    """
    return " ".join(_folded(written))


def tokens(written: str) -> tuple[str, ...]:
    """The words of a folded name, in order."""
    return tuple(_folded(written))


def _folded(written: str) -> list[str]:
    if written.isascii():
        return written.encode().translate(_PLAIN).decode().split()
    # Decomposed twice: some capitals (İ) turn into a letter and a mark only when they are lowered.
    lowered = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", written).lower())
    plain = "".join([c for c in lowered if c.isascii() or not unicodedata.combining(c)])
    return _GAP.sub(" ", plain).split()


def clean(written: str) -> Value | None:
    """A name with its normal form, or None where no letter or digit is in it."""
    normal = fold(written)
    return Value(" ".join(written.split()), normal) if normal else None


def _check(normal: str) -> None:
    if not normal or fold(normal) != normal:
        raise ValueError(f"not a folded name: {normal!r}")


TYPES = (
    ValueType(
        name="name",
        form="lower case, no accents, no punctuation, words apart by one blank",
        example="jose luis barragan ortiz",
        check=_check,
        pattern=r"[^\s]+( [^\s]+)*",
        caption=lambda value: value.written,
    ),
)
