"""Proposes a mapping for a table: of the shipped ones that whose columns its header names best.

The words that may stand above a column, in English and Spanish, are those of the shipped mappings. A column that no
word tells is guessed by the look of its values.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import islice
from typing import Any

import yaml

from extractors.tables import load
from extractors.tables.cells import named
from extractors.tables.clean import lists
from extractors.tables.grid import Line, letters
from extractors.tables.mapping import TableMapping
from ontology.errors import InputError
from ontology.values.name import fold

_LOOKED_AT = 200
"""Rows whose values are looked at."""
_MOST = 0.8
"""Share of a column's values that must have a look."""
_TOP = 20


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`text` is a mapping file. `columns` are the headers it reads, by its columns; `guessed` those of them that were
    told by their values alone, and `unread` the headers that nothing reads."""

    text: str
    like: str
    columns: Mapping[str, str]
    guessed: tuple[str, ...]
    unread: tuple[str, ...]


def suggest(lines: Iterable[Line], name: str) -> Suggestion:
    """A mapping called `name` for the table. Raises InputError where nothing in it is known."""
    top = list(islice(lines, _TOP + _LOOKED_AT))
    if not top:
        raise InputError("there is no row in it")
    found = [_against(top, mapping) for mapping in _templates()]
    best = max(found, key=lambda match: match.worth)
    if not best.whole:
        raise InputError(
            "no shipped mapping fits its columns: " + ", ".join(filter(None, best.header)),
            mend="write one; docs/mappings.md says how",
        )
    text = _written(best, name)
    load.load(f"{name}.yaml", text)
    unread = tuple(h for place, h in enumerate(best.header) if h and place not in best.columns.values())
    columns = {column: best.header[place] or letters(place) for column, place in best.columns.items()}
    return Suggestion(text, best.mapping.name, columns, tuple(sorted(best.guessed)), unread)


@dataclass(frozen=True, slots=True)
class _Match:
    """How a shipped mapping fits: column → place in the header."""

    mapping: TableMapping
    header: tuple[str, ...]
    columns: Mapping[str, int]
    guessed: frozenset[str]

    @property
    def whole(self) -> bool:
        return set(self.mapping.required) <= set(self.columns)

    @property
    def worth(self) -> tuple[bool, int, int, str]:
        return self.whole, len(self.columns) - len(self.guessed), len(self.columns), self.mapping.name


@cache
def _templates() -> tuple[TableMapping, ...]:
    """The shipped mappings for tables with a header of their own."""
    return tuple(mapping for mapping in map(load.find, load.shipped()) if not mapping.header)


def _against(top: Sequence[Line], mapping: TableMapping) -> _Match:
    known = [sum(name is not None for name in named(line.cells, mapping)) for line in top[:_TOP]]
    place = known.index(max(known))
    header = tuple(cell.strip() for cell in top[place].cells)
    columns = {name: at for at, name in enumerate(named(header, mapping)) if name is not None}
    guessed: set[str] = set()
    for at in range(len(header)):
        if at in columns.values():
            continue
        below = [line.cells[at].strip() for line in top[place + 1 :] if at < len(line.cells)]
        values = [value for value in below if value]
        free = (name for name in _looks_like(values) if name in mapping.columns and name not in columns)
        if (name := next(free, None)) is not None:
            columns[name] = at
            guessed.add(name)
    return _Match(mapping, header, columns, frozenset(guessed))


def _looks_like(values: Sequence[str]) -> list[str]:
    """Names of columns whose values look like these, the likeliest first."""
    for pattern, columns in lists("looks").items():
        if values and sum(bool(re.fullmatch(pattern, value)) for value in values) >= _MOST * len(values):
            return columns
    return []


def _written(match: _Match, name: str) -> str:
    """The shipped mapping's text with the columns that the table has, and no more."""
    file = files("extractors").joinpath("tables/shipped", match.mapping.name + load.SUFFIX)
    data: dict[str, Any] = yaml.load(file.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506  texts alone, no objects
    have = match.columns
    data["mapping"] = re.sub(r"[^a-z0-9]+", "_", fold(name)).strip("_") or "table"
    if not data["mapping"][0].isalpha():
        data["mapping"] = f"table_{data['mapping']}"
    data["columns"] = {column: [match.header[at] or column] for column, at in have.items()}
    if identifying := [column for column in data["row"].pop("id", []) if column in have]:
        data["row"] = {"id": identifying, **data["row"]}
    data["free_text"] = [column for column in data.get("free_text", []) if column in have]
    data["metadata"] = {key: pick for key, pick in data.get("metadata", {}).items() if _pruned(pick, have) is not None}
    mentions: dict[str, Any] = {}
    for mention, entry in data["mentions"].items():
        if _pruned(entry["at"], have) is not None:
            kept = {key: p for key, pick in entry["properties"].items() if (p := _pruned(pick, have)) is not None}
            mentions[mention] = {**entry, "properties": kept}
    data["mentions"] = mentions
    data["links"] = {
        key: {part: p for part, pick in link.items() if (p := _kept(part, pick, have)) is not None}
        for key, link in data.get("links", {}).items()
        if link["subject"] in mentions and link["object"] in mentions
    }
    data = {key: value for key, value in data.items() if value}
    return yaml.safe_dump(data, sort_keys=False, allow_unicode=True, default_flow_style=None, width=110)


def _kept(part: str, pick: Any, have: Mapping[str, int]) -> Any:
    if part in ("link", "subject", "object"):
        return pick
    if part == "qualifiers":
        return {name: p for name, below in pick.items() if (p := _pruned(below, have)) is not None}
    return _pruned(pick, have)


def _pruned(pick: Any, have: Mapping[str, int]) -> Any:
    """A pick with the columns that are there; None where none is left of what it needs."""
    if isinstance(pick, str):
        return pick if pick in have or pick == "self" else None
    if isinstance(pick, list):
        return [p for each in pick if (p := _pruned(each, have)) is not None] or None
    column = pick.get("column")
    if isinstance(column, list):
        column = [name for name in column if name in have]
        return {**pick, "column": column} if column else None
    if column is not None and column not in have and column != "self":
        return None
    return {
        key: value
        for key, value in pick.items()
        if not (isinstance(value, dict) and "column" in value and value["column"] not in have)
    }
