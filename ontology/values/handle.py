"""Handles on social platforms: `platform:handle`, in lower case."""

from __future__ import annotations

import re

from ontology.claim import Value
from ontology.values import ValueType

UNKNOWN = "unknown"
_PATTERN = r"[a-z][a-z0-9]*:[^\s@:/A-Z][^\s:/A-Z]*"


def clean(written: str, platform: str = UNKNOWN) -> Value | None:
    """A handle ("@Losprimos.Express") with its normal form, or None where it can be none.

    `platform` is one word in lower case: `facebook`, `tiktok`, `x` …
    """
    normal = f"{platform}:{written.strip().lstrip('@').lower()}"
    return Value(written, normal) if HANDLE.holds(normal) else None


def partial(normal: str) -> bool:
    return normal.startswith(f"{UNKNOWN}:")


def _check(normal: str) -> None:
    if not re.fullmatch(_PATTERN, normal) or normal != normal.lower():
        raise ValueError(f"not platform:handle in lower case: {normal!r}")


def _caption(value: Value) -> str:
    platform, _, name = value.normal.partition(":")
    return f"@{name}" if platform == UNKNOWN else f"@{name} ({platform})"


HANDLE = ValueType(
    name="handle",
    form="platform:handle in lower case, without @; the platform `unknown` where a text does not tell it",
    example="tiktok:losprimos.express",
    check=_check,
    pattern=_PATTERN,
    caption=_caption,
    partial=partial,
)
TYPES = (HANDLE,)
