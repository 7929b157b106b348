"""E-mail addresses: the domain in lower case, the local part as written (only its host knows whether case counts)."""

from __future__ import annotations

import re

from ontology.claim import Value
from ontology.values import ValueType

_FORM = re.compile(r"[^\s@<>,;:\"]+@(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_]{2,}\Z")


def clean(written: str) -> Value | None:
    """An address with its normal form, or None where it is none."""
    local, _, domain = written.strip().removeprefix("mailto:").rpartition("@")
    normal = f"{local}@{domain.lower()}"
    return Value(written, normal) if EMAIL_ADDRESS.holds(normal) else None


def _check(normal: str) -> None:
    if not _FORM.match(normal) or normal.rpartition("@")[2] != normal.rpartition("@")[2].lower():
        raise ValueError(f"not an e-mail address: {normal!r}")


EMAIL_ADDRESS = ValueType(
    name="email_address",
    form="local@domain, the domain in lower case",
    example="Viajes.Norte@example.com",
    check=_check,
    pattern=r'[^\s@<>,;:"]+@([^\s@.A-Z]+\.)+[^\s@.A-Z0-9]{2,}',
)
TYPES = (EMAIL_ADDRESS,)
