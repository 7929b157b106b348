"""Words taken for a name that a rule knows for something else: `patterns/not_names.yaml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from extractors.pattern_file import content
from ontology.errors import PatternError
from ontology.loader import schema

_SPAN, _BEGINNING = "span", "beginning"
FILE = Path(__file__).parent.parent / "patterns" / "not_names.yaml"


@dataclass(frozen=True, slots=True)
class NotNames:
    """Type, start and end of every span of a text that is no mention of that type; and type and start of those whose
    beginning alone says so."""

    spans: frozenset[tuple[str, int, int]]
    beginnings: frozenset[tuple[str, int]]

    def holds(self, type_: str, start: int, end: int) -> bool:
        return (type_, start, end) in self.spans or (type_, start) in self.beginnings


@lru_cache(maxsize=2)
def not_names(text: str) -> NotNames:
    """What in a text is no name. Two parts ask for the same text one after the other."""
    found = [(type_, group, *m.span(group)) for type_, match, group in load(FILE) for m in match.finditer(text)]
    return NotNames(
        frozenset((type_, start, end) for type_, group, start, end in found if group == _SPAN),
        frozenset((type_, start) for type_, group, start, _ in found if group == _BEGINNING),
    )


@cache
def load(path: Path) -> tuple[tuple[str, re.Pattern[str], str], ...]:
    """The types, their patterns, and the group of each that is meant. Raises PatternError naming file and entry when
    one is wrong."""
    entries = content(path)
    if not isinstance(entries, list):
        raise PatternError("a list of entries is wanted", where=path.name)
    return tuple(_entry(entry, f"{path.name} entry {number}") for number, entry in enumerate(entries, 1))


def _entry(entry: Any, where: str) -> tuple[str, re.Pattern[str], str]:
    if not isinstance(entry, dict) or entry.keys() != {"type", "why", "match"}:
        raise PatternError("`type`, `why` and `match` are wanted", where=where)
    if entry["type"] not in schema().types:
        raise PatternError(f"no type {entry['type']!r}", where=where)
    try:
        match = re.compile(entry["match"])
    except re.error as error:
        raise PatternError(f"is no regular expression: {error}", where=where) from error
    group = next((name for name in (_SPAN, _BEGINNING) if name in match.groupindex), None)
    if group is None:
        raise PatternError(f"has no group `{_SPAN}` or `{_BEGINNING}`", where=where)
    return entry["type"], match, group
