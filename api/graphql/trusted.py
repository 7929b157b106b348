"""Trusted documents: the named operations that are shipped (`api/operations`), each known by the SHA-256 of its text.

A client sends `{"extensions": {"documentId": …}, "variables": …}` instead of a query, by POST or on a socket. Where
only trusted documents are answered, by their ids or whole, nobody can ask what was not looked at before.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

UNKNOWN = "no such document"
FOLDER = Path(__file__).resolve().parent.parent / "operations"


def document_id(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@cache
def trusted() -> Mapping[str, str]:
    """Id → document, of every operation that is shipped."""
    texts = (file.read_text("utf-8") for file in sorted(FOLDER.glob("*.graphql")))
    return {document_id(text): text for text in texts}


def is_trusted(text: str | None) -> bool:
    """Whether a document is one of those that are shipped, as it stands there."""
    return text is not None and trusted().get(document_id(text)) == text
