"""Check digits. A failed check is information (a typo, a forgery, an invented number); it never drops a value."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from stdnum.exceptions import ValidationError

Check = Literal["ok", "failed", "none"]
"""`none`: this kind of number has no check."""


def passes(validate: Callable[[str], object], number: str) -> bool:
    """Whether a validator of python-stdnum accepts a number."""
    try:
        validate(number)
    except ValidationError:
        return False
    return True


def outcome(holds: bool) -> Check:
    return "ok" if holds else "failed"
