"""Reading the pattern files of this room: YAML whose every fault is a PatternError that names file and entry."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from extractors.pattern_file import content
from ontology.errors import PatternError


@cache
def _content(name: str) -> object:
    return content(files("extractors") / "patterns" / name)


def entries(name: str) -> tuple[Mapping[str, Any], ...]:
    """The list of mappings that `extractors/patterns/NAME` holds, each with a `why`. Raises PatternError."""
    held = _content(name)
    if not isinstance(held, list) or not held:
        raise PatternError("a list of entries is expected at the top", where=name)
    for n, entry in enumerate(held):
        if not isinstance(entry, dict) or not str(entry.get("why") or "").strip():
            raise PatternError("an entry is a mapping with a `why`", where=f"{name} entry {n + 1}")
    return tuple(held)


def read(name: str) -> Mapping[str, Any]:
    """The mapping that `extractors/patterns/NAME` holds. Raises PatternError when it is missing or no mapping."""
    held = _content(name)
    if not isinstance(held, dict):
        raise PatternError("a mapping is expected at the top", where=name)
    return held


def texts(value: object, *, where: str) -> tuple[str, ...]:
    """A list of texts, none empty. YAML reads `no` and `7` as other things than text: quote them."""
    if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
        raise PatternError("a list of texts is expected", where=where, mend="quote words such as 'no' and numbers")
    return tuple(value)


def expression(pattern: str, *, where: str) -> re.Pattern[str]:
    try:
        return re.compile(pattern)
    except re.error as error:
        raise PatternError(f"not a regular expression: {error}", where=where, mend=pattern) from error


LANGUAGES = ("en", "es")
"""Languages with words of every kind of their own; those of denial and doubt stand for all (`relations.meaning`)."""


def cue_language(lang: str) -> str:
    """The language whose cue words serve a passage: its own, or Spanish, which Portuguese and French are nearest to."""
    return lang if lang in LANGUAGES else "es"


def phrases_of(file: str, lang: str, section: str) -> tuple[str, ...]:
    """The `words` of a section of FILE.LANG.yaml. Raises PatternError where it has none, or no `why`."""
    name = f"{file}.{lang}.yaml"
    where = f"{name}: {section}"
    entry = read(name).get(section)
    if not isinstance(entry, dict) or not str(entry.get("why") or "").strip():
        raise PatternError("a mapping with `words` and `why` is expected", where=where)
    return texts(entry.get("words"), where=where)


@cache
def words_of(file: str, lang: str, section: str) -> frozenset[str]:
    """A section's words as a set, in the language that serves a passage."""
    return frozenset(phrases_of(file, cue_language(lang), section))


def phrases(languages: tuple[str, ...], file: str, section: str) -> str:
    """The alternatives of a section over all languages, longest first, as one regular expression on folded text."""
    found = {p for lang in languages for p in phrases_of(file, lang, section)}
    for phrase in found:
        expression(phrase, where=f"{file}.*.yaml: {section}")
    return "|".join(sorted(found, key=lambda p: (-len(p), p)))


_SCORES = "scores.yaml"


@cache
def scores() -> Mapping[str, float]:
    """The scores of rules that are code, by name. Raises PatternError for one outside (0, 1] or without a `why`."""
    found = {}
    for name, entry in read(_SCORES).items():
        given = entry.get("score") if isinstance(entry, dict) and entry.get("why") else None
        if not isinstance(given, float) or not 0 < given <= 1:
            raise PatternError("a mapping with `score` in (0, 1] and `why` is expected", where=f"{_SCORES}: {name}")
        found[name] = given
    return found
