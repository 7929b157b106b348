"""What the statements about records share."""

from __future__ import annotations

import json
from collections.abc import Iterable

DOCUMENT_COLUMNS = "d.*, m.handling"
DOCUMENT = (
    f"SELECT {DOCUMENT_COLUMNS} FROM document d JOIN marking_class m ON m.mk = d.mk "
    "WHERE d.id IN (SELECT value FROM json_each(:ids)) ORDER BY d.id"
)


def listed(items: Iterable[object]) -> str:
    """A sequence as one bound parameter, read in SQL by `json_each`."""
    return json.dumps(list(items))
