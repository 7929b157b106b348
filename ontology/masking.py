"""What is shown of a number that may be compared but not read (`protected.mask` of a property)."""

from __future__ import annotations

SHOWN = 4


def mask(text: str) -> str:
    """The last four characters behind an ellipsis; nothing of a text that is no longer than that."""
    return "…" + (text[-SHOWN:] if len(text) > SHOWN else "")
