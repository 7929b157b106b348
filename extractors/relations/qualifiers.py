"""Properties of a link that its own words tell: kinship, function, channel, basis. Data: `qualifiers.LANG.yaml`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from extractors.relations.data import LANGUAGES, expression, read, texts
from extractors.relations.line import Line
from ontology.errors import PatternError
from ontology.loader import schema

Table = Mapping[str, tuple[tuple[str, str, re.Pattern[str]], ...]]
"""Link → (property, code, expression over a line's text)."""


@cache
def _table(lang: str) -> Table:
    return compile_table(read(f"qualifiers.{lang}.yaml"), f"qualifiers.{lang}.yaml")


def compile_table(content: Mapping[str, object], file: str) -> Table:
    """Raises PatternError for an unknown link, property or code, and for an entry without a `why`."""
    table: dict[str, tuple[tuple[str, str, re.Pattern[str]], ...]] = {}
    for name, entry in content.items():
        where = f"{file}: {name}"
        link = schema().links.get(name)
        if link is None or not isinstance(entry, dict) or not entry.get("why"):
            raise PatternError("a link of the ontology with a `why` is expected", where=where)
        rows = []
        for prop, codes in entry.items():
            if prop == "why":
                continue
            if prop not in link.properties:
                raise PatternError(f"unknown property {prop!r}", where=where)
            if unknown := sorted(set(codes) - set(link.properties[prop].codes)):
                raise PatternError(f"unknown code {unknown[0]!r} of {prop}", where=where)
            for code, words in codes.items():
                alternatives = "|".join(w.replace("_", " ") for w in texts(words, where=where))
                rows.append((prop, code, expression(f"(?<= )(?:{alternatives}) ", where=where)))
        table[name] = tuple(rows)
    return table


def qualifiers(line: Line, link: str, span: tuple[int, int]) -> tuple[tuple[str, str], ...]:
    """Each property at most once: the code whose words stand first in the stretch of the line."""
    if line.lang not in LANGUAGES:
        return ()
    inside = [i for i in line.items if span[0] <= i.start and i.end <= span[1]]
    if not inside:
        return ()
    start, end = inside[0].at, inside[-1].at + len(inside[-1].text) + 1
    found: dict[str, tuple[int, str]] = {}
    for prop, code, pattern in _table(line.lang).get(link, ()):
        if match := pattern.search(line.text, start, end):
            found[prop] = min(found.get(prop, (end, code)), (match.start(), code))
    return tuple(sorted((prop, code) for prop, (_, code) in found.items()))
