"""Values whose normal form is hardly more than the text itself: text, code, flag, url."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from ontology.claim import Value
from ontology.values import ValueType

FLAGS = ("yes", "no", "unknown")
_CODE = "[a-z][a-z_]*"


def clean_text(written: str) -> Value | None:
    """A text on one line with single blanks, or None where it is empty."""
    normal = " ".join(written.split())
    return Value(written, normal) if normal else None


def clean_url(written: str) -> Value | None:
    """A web address with scheme and host in lower case (https where none is written), or None where it is none."""
    text = written.strip().rstrip(".,;)")
    if "://" not in text:
        text = f"https://{text}"
    scheme, _, rest = text.partition("://")
    host, slash, path = rest.partition("/")
    normal = f"{scheme.lower()}://{host.lower()}{slash}{path}"
    return Value(written, normal) if URL.holds(normal) else None


def _check_text(normal: str) -> None:
    if not normal or normal != " ".join(normal.split()):
        raise ValueError(f"not a text on one line with single blanks: {normal!r}")


def _check_code(normal: str) -> None:
    if not re.fullmatch(_CODE, normal):
        raise ValueError(f"not a code: {normal!r}")


def _check_flag(normal: str) -> None:
    if normal not in FLAGS:
        raise ValueError(f"not one of {', '.join(FLAGS)}: {normal!r}")


def _check_url(normal: str) -> None:
    parts = urlsplit(normal)  # raises ValueError itself for a broken host
    host = parts.netloc
    if (
        not normal.startswith(("http://", "https://"))
        or "." not in host
        or host != host.lower()
        or normal.split() != [normal]
    ):
        raise ValueError(f"not a web address: {normal!r}")


TEXT = ValueType(
    name="text",
    form="any text on one line, words apart by one blank",
    example="white box truck",
    check=_check_text,
    pattern=r"[^\s]+( [^\s]+)*",
    caption=lambda value: value.normal,
)
CODE = ValueType(
    name="code",
    form="an entry of the property's list of codes: lower case, underscores",
    example="staging_house",
    check=_check_code,
    pattern=_CODE,
    caption=lambda value: value.normal.replace("_", " "),
)
FLAG = ValueType(name="flag", form="yes, no or unknown", example="yes", check=_check_flag, pattern="|".join(FLAGS))
URL = ValueType(
    name="url",
    form="http or https address, scheme and host in lower case",
    example="https://www.example.org/Page",
    check=_check_url,
    pattern=r"https?://[^\s/?#A-Z]*\.[^\s/?#A-Z]*([/?#][^\s]*)?",
)
TYPES = (TEXT, CODE, FLAG, URL)
