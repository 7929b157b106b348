"""Content ids: H(…) = BLAKE2b over canonical JSON, 20 bytes, base32 in lower case, one letter in front.

No running number, no wall clock and no extractor version goes into an id, so equal content has one id
wherever and whenever it is read.
"""

from __future__ import annotations

import base64
import hashlib
import json
from typing import Literal

_CANONICAL = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)

Kind = Literal["d", "m", "c", "j", "l"]
"""d document, m mention, c claim, j judgement, l link."""


def canonical_json(value: object) -> str:
    """One text for one value: sorted keys, no spaces, no escapes beyond JSON's own. NaN is refused (ValueError)."""
    return _CANONICAL.encode(value)


def content_id(kind: Kind, *content: object) -> str:
    """The id of a record with this content: 33 characters, `kind` first."""
    digest = hashlib.blake2b(canonical_json(content).encode("utf-8", "surrogatepass"), digest_size=20).digest()
    return kind + base64.b32encode(digest).decode("ascii").lower()


def content_digest(*content: object) -> str:
    """A digest that names a configuration or a handling block; 32 characters, no letter in front."""
    return content_id("d", *content)[1:]
