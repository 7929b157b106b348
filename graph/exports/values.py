"""The one cleaner that every value passes before any writer sees it.

| value | becomes |
|---|---|
| None, an empty text, an empty list | left out |
| a day | ISO text |
| control characters, U+FFFE, U+FFFF, lone surrogates (XML 1.0 has no way to write them) | U+FFFD, counted |
| NaN, infinity | refused: formats disagree on what they mean |
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from datetime import date

Scalar = str | int | float | bool
Cell = Scalar | tuple[str, ...]
"""What a writer has to write: one scalar, or a list of texts."""

Value = Scalar | date | Sequence[str] | None
"""What may be handed to the cleaner."""

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Cleaner:
    """Cleans the values of one chart. `replaced` counts the characters that were replaced."""

    def __init__(self) -> None:
        self.replaced = 0

    def text(self, value: str) -> str:
        cleaned, count = _UNWRITABLE.subn("�", value)
        self.replaced += count
        return cleaned

    def cell(self, value: Value) -> Cell | None:
        """The cell of a value, None where it is to be left out. Raises ValueError for NaN and infinity."""
        if value is None:
            return None
        if isinstance(value, str):
            return self.text(value) or None
        if isinstance(value, (bool, int)):
            return value
        if isinstance(value, float):
            if not math.isfinite(value):
                raise ValueError(f"{value} is no number that an export can hold")
            return value
        if isinstance(value, date):
            return value.isoformat()
        return tuple(self.text(item) for item in value) or None

    def cells(self, values: Mapping[str, Value]) -> dict[str, Cell]:
        """All cells that are not left out, in the order given."""
        cleaned = {name: self.cell(value) for name, value in values.items()}
        return {name: cell for name, cell in cleaned.items() if cell is not None}
