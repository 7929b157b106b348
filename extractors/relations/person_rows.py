"""Coreference of persons by the columns of pasted tables: the cells of a row under a name and under an alias, or under
surnames and under given names, are of one person."""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence

from extractors.part import Coreference, Marked
from extractors.pasted import SPACES, Cell, rows
from extractors.relations.alias_signs import join
from extractors.relations.cues import whole, words

_NAMES = ("name_label", "surname_label", "given_label")
_ALIASES = "alias_label"
_BETWEEN = ("\t", "|", ";", SPACES)


def of_rows(text: str, persons: Sequence[Marked]) -> Iterator[Coreference]:
    """`text` is the folded document, `persons` its Person mentions in their order."""
    if not whole(_ALIASES, r"\b%s\b").search(text) and not whole("surname_label", r"\b%s\b").search(text):
        return
    starts = [m.start for m in persons]
    for between in _BETWEEN:
        for row in rows(text, between):
            named = [[c for c in row if whole(section, r"^%s$").match(_bare(c))] for section in _NAMES]
            called = [c for c in row if _tells_alias(c)]
            if max(map(len, named)) != 1:  # none, or two persons of one row
                continue
            held = [_inside(cell, persons, starts) for cells in named for cell in cells]
            if any(len(inside) != 1 for inside in held):
                continue
            first, *others = [inside[0] for inside in held]
            for other in (*others, *(m for cell in called for m in _inside(cell, persons, starts))):
                yield join(first, other)


def _tells_alias(cell: Cell) -> bool:
    """Whether a head tells of nothing but aliases: "Alias", "Apodo / Alias", "Alias (apodo)"."""
    label = f"(?:{words(_ALIASES)})"
    return bool(whole(_ALIASES, rf"^%s(?:\s*(?:[/,;(]|or|and|o|y)\s*{label}\)?)*$").match(_bare(cell)))


def _bare(cell: Cell) -> str:
    return cell.head.strip(" .:*_\"'")


def _inside(cell: Cell, persons: Sequence[Marked], starts: Sequence[int]) -> list[Marked]:
    among = persons[bisect.bisect_left(starts, cell.start) : bisect.bisect_left(starts, cell.end)]
    return [m for m in among if m.end <= cell.end]
