"""The word lists of names (words.yaml): particles, titles, words of kind, legal forms, translations, short forms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from ontology.errors import PatternError
from ontology.values.country import countries
from ontology.values.name import fold

_FILE = Path(__file__).with_name("words.yaml")
_LISTS = (
    "particles",
    "titles",
    "epithets",
    "placeholders",
    "senior",
    "junior",
    "vague",
    "many_offices",
    "everywhere",
    "towns",
    "divisions",
    "twofold",
    "twins",
    "makes",
)
_KINDS = ("body", "agency", "site", "place", "vessel", "vehicle")


@dataclass(frozen=True, slots=True)
class Words:
    """`epithets` stand in front of nicknames (Tía, Chele), `placeholders` where a part of a name is not known. `vague`
    words beside a name change nothing of what it names. `many_offices` are bodies that reports name when they mean one
    of their offices, `everywhere` those that every state or town has. `towns` and `divisions` are words of kind of
    places, `twofold` names of a town and of what lies around it, `twins` those of towns on two sides of a border.
    `makes` are makers of vehicles. `beside` are all words that stand beside the parts of a person's name. `kinds` are
    words of kind by class of thing; `common_parts` are parts of names that very many bear; `generic` are words that
    hundreds of organisations bear. `colours`, `numerals`, `translations` lead each word to one for all that mean the
    same, `short_forms` a name to those it may be short for; `phrases` lead a legal form of several words to its short
    one; `bodies` lead the names that a body has in another language, or for short, to one, `national` do so for names
    that mean another body in each country (ISO 3166 alpha-3), and `place_forms` for those of states and countries."""

    particles: frozenset[str]
    titles: frozenset[str]
    epithets: frozenset[str]
    placeholders: frozenset[str]
    senior: frozenset[str]
    junior: frozenset[str]
    vague: frozenset[str]
    many_offices: frozenset[str]
    everywhere: frozenset[str]
    towns: frozenset[str]
    divisions: frozenset[str]
    twofold: frozenset[str]
    twins: frozenset[str]
    makes: frozenset[str]
    beside: frozenset[str]
    kinds: Mapping[str, frozenset[str]]
    common_parts: frozenset[str]
    legal: frozenset[str]
    generic: frozenset[str]
    phrases: Mapping[str, str]
    colours: Mapping[str, str]
    numerals: Mapping[str, str]
    translations: Mapping[str, str]
    bodies: Mapping[str, str]
    national: Mapping[str, Mapping[str, str]]
    place_forms: Mapping[str, str]
    short_forms: Mapping[str, frozenset[str]]


@cache
def words() -> Words:
    """The lists of words.yaml. Raises PatternError, which names file and entry, when one is wrong."""
    data = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    flat = {name: _listed(data, name) for name in _LISTS}
    forms: dict[str, set[str]] = {}
    for name, form in _grouped(data, "short_forms"):
        forms.setdefault(form, set()).add(name)
    return Words(
        **flat,
        beside=flat["particles"] | flat["titles"] | flat["senior"] | flat["junior"],
        kinds={name: _listed(data, name) for name in _KINDS},
        common_parts=_listed(data, "common_parts"),
        legal=_listed(data, "legal_forms"),
        generic=_listed(data, "generic"),
        phrases={fold(str(k)): fold(str(v)) for k, v in data["legal_forms"]["phrases"].items()},
        colours={word: to for to, word in _grouped(data, "vehicle_colours")},
        numerals={word: to for to, word in _grouped(data, "numerals")},
        translations={word: to for to, word in _grouped(data, "translations")},
        bodies={form: to for to, form in _grouped(data, "bodies")},
        national={
            _country(country): {form: to for to, form in _forms(groups)}
            for country, groups in _entry(data, "national_bodies", "countries").items()
        },
        place_forms={form: to for to, form in _grouped(data, "place_forms")},
        short_forms={form: frozenset(names) for form, names in forms.items()},
    )


def _entry(data: Mapping[str, Any], name: str, part: str) -> Any:
    entry = data.get(name) or {}
    listed = entry if name in _LISTS else entry.get(part)
    if not listed or (name not in _LISTS and not entry.get("why")):
        raise PatternError(f"needs a why and {part}", where=f"{_FILE.name}: {name}")
    return listed


def _listed(data: Mapping[str, Any], name: str) -> frozenset[str]:
    return frozenset(fold(str(word)) for word in _entry(data, name, "words"))


def _grouped(data: Mapping[str, Any], name: str) -> Iterator[tuple[str, str]]:
    """Every word of a group, its head too, with the head."""
    yield from _forms(_entry(data, name, "groups"))


def _forms(groups: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for head, group in groups.items():
        for word in (head, *group):
            yield fold(str(head)), fold(str(word))


def _country(code: str) -> str:
    if code not in countries():
        raise PatternError(f"not an ISO 3166-1 alpha-3 code: {code}", where=f"{_FILE.name}: national_bodies")
    return code
