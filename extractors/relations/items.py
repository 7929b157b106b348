"""The items of bulleted lists that each tell a thing of their own, as round-ups of a week do."""

from __future__ import annotations

import re

_BULLET = re.compile(r"(?m)^[^\S\n]*(?:[•·▪◦‣*–—-]|>>)[^\S\n]+(?=\S)")
_LONG = 70
"""Characters from which an item is more than the field of a form ("- Name: …")."""


def list_items(text: str) -> tuple[tuple[int, int], ...]:
    """First character and end of each item that is long enough, in the order of text. An item ends where the next one
    or an empty line begins."""
    starts = [m.start() for m in _BULLET.finditer(text)]
    if len(starts) < 2:
        return ()
    made = []
    for start, following in zip(starts, [*starts[1:], len(text)], strict=True):
        empty = text.find("\n\n", start, following)
        end = empty if empty >= 0 else following
        if end - start >= _LONG:
            made.append((start, end))
    return tuple(made)
