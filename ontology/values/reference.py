"""Numbers that a list, register or platform gives: `LIST:number`."""

from __future__ import annotations

import re

from ontology.values import ValueType

_PATTERN = r"[A-Za-z][A-Za-z0-9_.-]*:[^\s:][^\s]*"


def _check(normal: str) -> None:
    if not re.fullmatch(_PATTERN, normal):
        raise ValueError(f"not list:number: {normal!r}")


TYPES = (
    ValueType(
        name="reference",
        form="the list, register, country or platform, `:`, and the number it gives, without blanks",
        example="OFAC:12345",
        check=_check,
        pattern=_PATTERN,
        caption=lambda value: value.normal.replace(":", " ", 1),
    ),
)
