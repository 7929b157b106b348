"""Words that the tagger takes for a name and that a rule knows for something else: `patterns/not_names.yaml`."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from ontology.errors import PatternError
from ontology.loader import schema

FILE = Path(__file__).parent.parent / "patterns" / "not_names.yaml"


def not_names(text: str) -> frozenset[tuple[str, int, int]]:
    """Type, start and end of every span that is no mention of that type."""
    return frozenset((type_, *m.span("span")) for type_, match in load(FILE) for m in match.finditer(text))


@cache
def load(path: Path) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The types and their patterns. Raises PatternError naming file and entry when one is wrong."""
    try:
        entries = yaml.safe_load(path.read_text("utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise PatternError(f"cannot be read: {error}", where=path.name) from error
    if not isinstance(entries, list):
        raise PatternError("a list of entries is wanted", where=path.name)
    return tuple(_entry(entry, f"{path.name} entry {number}") for number, entry in enumerate(entries, 1))


def _entry(entry: Any, where: str) -> tuple[str, re.Pattern[str]]:
    if not isinstance(entry, dict) or entry.keys() != {"type", "why", "match"}:
        raise PatternError("`type`, `why` and `match` are wanted", where=where)
    if entry["type"] not in schema().types:
        raise PatternError(f"no type {entry['type']!r}", where=where)
    try:
        match = re.compile(entry["match"])
    except re.error as error:
        raise PatternError(f"is no regular expression: {error}", where=where) from error
    if "span" not in match.groupindex:
        raise PatternError("has no group `span`", where=where)
    return entry["type"], match
