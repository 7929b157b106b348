"""Cursors: where a page ended, sealed for one question of one caller.

A cursor holds the position (sort key) of the last item, never an offset, and an HMAC-SHA256 over that position and
over all that the answer depends on. Another question's, another caller's or a changed cursor is refused in the words
for one that was never a cursor.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json

from graph.store import Position
from ontology.errors import RequestError
from ontology.ids import canonical_json

_SEAL = 16
"""Bytes of the HMAC that are kept: 128 bits."""


def seal(key: bytes, question: object, position: Position) -> str:
    """The cursor for a position. `question` is any JSON value: field, arguments, view, caller."""
    text = canonical_json(list(position))
    return base64.urlsafe_b64encode(_mac(key, question, text) + text.encode()).decode("ascii").rstrip("=")


def unseal(key: bytes, question: object, cursor: str) -> Position:
    """The position in a cursor that `seal` made for the same question. Raises RequestError for any other text."""
    try:
        raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        text = raw[_SEAL:].decode()
    except (binascii.Error, ValueError):
        raise _refused() from None
    if not hmac.compare_digest(raw[:_SEAL], _mac(key, question, text)):
        raise _refused()
    return tuple(json.loads(text))


def _mac(key: bytes, question: object, text: str) -> bytes:
    return hmac.digest(key, canonical_json([question, text]).encode("utf-8", "surrogatepass"), hashlib.sha256)[:_SEAL]


def _refused() -> RequestError:
    return RequestError("this cursor does not belong to this question", where="after", mend="ask again without it")
