"""The small language of `links.LANG.yaml`, compiled to regular expressions over a line's text.

A pattern is elements with single spaces between them:

    {S} {O}            subject and object, of any type the link allows there; {S:Person} of these types only
    {Place}            some mention of this type
    <4> <4w>           up to 4 items, none of them an end's type, an event or a full stop; with w words only
    <4!,> <4w!at|on>   the same, none of them one of these: a regular expression over folded words
    leader|boss|head   a word; a regular expression over folded words. `_` stands for a space inside it
    (the)?             an element in brackets with ? may be missing

Without {S} the subject is the topic: the last mention before of a type the entry names in `topic`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from extractors.relations.data import LANGUAGES, entries, expression, texts
from ontology.errors import PatternError
from ontology.loader import schema

_KEYS = frozenset(("link", "patterns", "topic", "score", "why", "alone"))
_SLOT = re.compile(r"\{([SOP])(?::([A-Za-z|]+))?\}\Z")
_MENTION = re.compile(r"\{([A-Za-z|]+)\}\Z")
_GAP = re.compile(r"<(\d+)(w?)(?:!(.+))?>\Z")
_STOP = r"(?![.;!?:] )"


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled pattern. Groups s and o hold mention indices; `alone`: ends are not spread over coordinated names."""

    name: str
    link: str
    expression: re.Pattern[str]
    score: float
    topic: frozenset[str]
    alone: bool
    subjects: frozenset[str]
    objects: frozenset[str]


@cache
def patterns(lang: str) -> tuple[Pattern, ...]:
    """The patterns of a language, none for one without a file. Raises PatternError with file and entry."""
    if lang not in LANGUAGES:
        return ()
    file = f"links.{lang}.yaml"
    return tuple(
        compiled for n, entry in enumerate(entries(file)) for compiled in compile_entry(entry, f"{file} entry {n + 1}")
    )


def compile_entry(entry: Mapping[str, Any], where: str) -> list[Pattern]:
    """The patterns of one entry of a file. Raises PatternError with `where`."""
    if unknown := sorted(set(entry) - _KEYS):
        raise PatternError(f"unknown key {unknown[0]!r}", where=where, mend=", ".join(sorted(_KEYS)))
    link = schema().links.get(entry.get("link", ""))
    if link is None:
        raise PatternError(f"unknown link {entry.get('link')!r}", where=where)
    topic = frozenset(texts(entry["topic"], where=where)) if "topic" in entry else frozenset()
    if not 0 < (score := float(entry.get("score", 0))) <= 1:
        raise PatternError("a score above 0 and up to 1 is expected", where=where)
    made = []
    if not (written := texts(entry.get("patterns"), where=where)):
        raise PatternError("at least one pattern is expected", where=where)
    for n, pattern in enumerate(written):
        ends = {"S": frozenset(link.subjects), "O": frozenset(link.objects)}
        if link.symmetric:
            ends = dict.fromkeys("SO", ends["S"] | ends["O"])
        elements = pattern.split()
        for element in elements:
            if (slot := _SLOT.match(element)) and slot[1] in ends and slot[2]:
                ends[slot[1]] = _types(slot[2], ends[slot[1]], where)
        names = [slot[1] for e in elements if (slot := _SLOT.match(e))]
        if names.count("O") != 1 or names.count("S") != (0 if topic else 1):
            raise PatternError("one {O}, and one {S} or a topic, are expected", where=where, mend=pattern)
        text = " " + "".join(element_of(e, ends, where) for e in elements)
        made.append(
            Pattern(
                f"{where.split('.')[1]} {where.rsplit(' ', 1)[1]}.{n + 1} {pattern}", link.name,
                expression(f"(?={text})", where=where), score, topic, bool(entry.get("alone")),
                topic or ends["S"], ends["O"],
            )
        )  # fmt: skip
    return made


def _types(written: str, allowed: frozenset[str], where: str) -> frozenset[str]:
    types = frozenset(written.split("|"))
    if not types <= allowed:
        raise PatternError(f"the link does not allow {sorted(types - allowed)}", where=where)
    return types


def element_of(element: str, ends: Mapping[str, frozenset[str]], where: str) -> str:
    """The regular expression of one element. `ends` are the types that each slot, by its letter, may hold."""
    if (slot := _SLOT.match(element)) and slot[1] in ends:
        return rf"@(?P<{slot[1].lower()}>\d+):(?:{'|'.join(sorted(ends[slot[1]]))}) "
    if mention := _MENTION.match(element):
        return rf"@\d+:(?:{'|'.join(sorted(_types(mention[1], frozenset(schema().types), where)))}) "
    if gap := _GAP.match(element):
        barred = "" if gap[2] else "|".join(sorted({"Event"}.union(*ends.values())))
        item = r"[^@ ]\S* " if gap[2] else rf"(?!@\d+:(?:{barred}) )\S+ "
        never = rf"(?!(?:{gap[3].replace('_', ' ')}) )" if gap[3] else ""
        return rf"(?:{_STOP}{never}{item}){{0,{gap[1]}}}?"
    if len(element) == 1:
        return f"{re.escape(element)} "
    plain = element.replace("_", " ")
    if plain.startswith("(") and plain.endswith(")?"):
        return f"(?:{plain[:-1]} )?"
    return f"(?:{plain}) "
