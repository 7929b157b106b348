"""Trusted documents: the named operations that are shipped (`api/operations`), each known by the SHA-256 of its text.

A client sends `{"extensions": {"documentId": …}, "variables": …}` instead of a query. Where only trusted documents are
answered, nobody can ask what was not looked at before.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "operations"


def document_id(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@cache
def trusted() -> Mapping[str, str]:
    """Id → document, of every operation that is shipped."""
    texts = (file.read_text("utf-8") for file in sorted(FOLDER.glob("*.graphql")))
    return {document_id(text): text for text in texts}
