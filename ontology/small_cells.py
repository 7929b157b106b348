"""The policy of small cells (policy/small_cells.yaml): the least count that is told, and which words tell counts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ontology.entry import Entry
from ontology.loader import schema

_FILE = "policy/small_cells.yaml"
_LISTS = (
    "few", "before", "after", "composing", "ranging", "opening", "opening_text", "label", "behind_label", "between",
    "ordinal", "things",
)  # fmt: skip
_MOST = 10
_MARKS = "\u0300-\u036f"
WORD = re.compile(rf"[^\W_]+(?:[{_MARKS}]+[^\W_]*)*")
"""A word or figure of running text, its accents in whatever form."""

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SmallCells:
    """`smallest`: the least count that is told. `told_in`: type → properties whose values are words that may count.
    `lists`: by name, phrases by their first word in lower case, the longest first."""

    smallest: int
    told_in: Mapping[str, frozenset[str]]
    lists: Mapping[str, Mapping[str, tuple[Phrase, ...]]]


@cache
def policy() -> SmallCells:
    """The policy that ships with the package. Raises SchemaError."""
    return read_policy(files("ontology").joinpath(_FILE).read_text("utf-8"))


def read_policy(text: str) -> SmallCells:
    """Read a policy. Raises SchemaError, also for a property that is no text of the ontology."""
    entry = Entry.read(_FILE, text)
    entry.only("id", "version", "effective", "citation", "owner", "verified", "why", "smallest", "told_in", "lists")
    for key in ("id", "version", "effective", "citation", "owner", "why"):
        entry.text(key)
    smallest = entry.whole("smallest")
    if not 1 <= smallest <= _MOST:
        entry.fail("smallest", f"from 1 to {_MOST}: figures of one digit are looked for")
    lists = entry.entry("lists")
    lists.only(*_LISTS)
    return SmallCells(smallest, _told_in(entry.entry("told_in")), {name: _list(lists.entry(name)) for name in _LISTS})


def words_of(text: str) -> Phrase:
    return tuple(WORD.findall(unicodedata.normalize("NFC", text)))


def _told_in(entry: Entry) -> dict[str, frozenset[str]]:
    entry.only("why", "values")
    entry.text("why")
    values = entry.entry("values")
    for type_ in values.nodes:
        described = schema().types.get(type_)
        for name in values.texts(type_):
            if described is None or name not in described.properties or described.properties[name].value != "text":
                values.fail(type_, f"{type_}.{name} is no text of the ontology")
    return {type_: frozenset(values.texts(type_)) for type_ in values.nodes}


def _list(entry: Entry) -> dict[str, tuple[Phrase, ...]]:
    entry.only("why", "words")
    entry.text("why")
    found: dict[str, list[Phrase]] = {}
    for words in entry.texts("words"):
        phrase = words_of(words)
        if not phrase:
            entry.fail("words", f"{words!r} holds no word")
        found.setdefault(phrase[0].lower(), []).append(phrase)
    return {first: tuple(sorted(phrases, key=len, reverse=True)) for first, phrases in found.items()}
