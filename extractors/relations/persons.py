"""Which mentions of one name may be one person: father and son, relatives and namesakes are kept apart.

Precision comes before recall everywhere: a name that could mean two persons of the document joins neither.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.analysis import Analysis
from extractors.fold import folded
from extractors.part import Marked
from extractors.relations.cues import whole
from extractors.relations.words import name_words
from ontology.interval import Interval

_REACH = 60
"""Characters after a name within which its birth date is told."""
_CUE = 30
"""Characters before a date or alias in which its cue stands."""
_YEAR_DIGITS = 4
_FULL = 3
"""Words of a name with both surnames."""
_NICKNAME = 3
"""Most words of a nickname."""


@dataclass(frozen=True, slots=True)
class Person:
    """What decides whether a mention may be joined by its name. `apart`: never join it by name; `relative`: it is told
    as somebody's relative, so that it joins none before it."""

    words: tuple[str, ...]
    generation: str | None
    born: Interval | None
    apart: bool
    relative: bool


def persons(analysis: Analysis, mentions: Sequence[Marked]) -> dict[int, Person]:
    """Every Person mention by its index."""
    text = folded(analysis.text)
    kin = whole("kin", r"\b%s[\s,:]*(?:don |dona |de |of )?[\"'“«(]*$")
    warned = _around(analysis, text)
    born = {person: _born(date) for person, date in births(text, mentions).items()}
    result: dict[int, Person] = {}
    for m in mentions:
        if m.type == "Person":
            words, inside = _split_generation(_without_title(name_words(m.text)))
            generation = inside or _generation(text[m.end : m.end + 14])
            # "His son Juan Roca" may be a namesake of the father; given name and both surnames are not shared.
            relative = len(words) < _FULL and bool(kin.search(text[max(0, m.start - 50) : m.start]))
            apart = any(start <= m.start < end for start, end in warned)
            result[m.index] = Person(words, generation, born.get(m.index), apart, relative)
    return result


def _around(analysis: Analysis, text: str) -> list[tuple[int, int]]:
    """The sentences that warn of a namesake, each with its neighbours in the paragraph: the warning often follows."""
    warned: list[tuple[int, int]] = []
    cue = whole("namesake", r"\b%s\b")
    for passage in analysis.passages:
        bounds = [(s.start, s.end) for s in passage.sentences()]
        for n, (start, end) in enumerate(bounds):
            if cue.search(text[start:end]):
                warned.append((bounds[max(0, n - 1)][0], bounds[min(len(bounds) - 1, n + 1)][1]))
    return warned


def conflict(left: Person, right: Person) -> bool:
    """Whether something told of the two says that they are two persons."""
    generations = {left.generation, right.generation} - {None}
    return len(generations) > 1 or bool(left.born and right.born and not left.born.meets(right.born))


def _generation(after: str) -> str | None:
    """The generation told behind a name: `, Jr.`, `(hijo)`, ` padre`."""
    for section in ("junior", "senior"):
        if whole(section, r"^\s*,?\s*[(]?%s\b(?! de\b)").match(after):
            return section
    return None


def _without_title(words: tuple[str, ...]) -> tuple[str, ...]:
    """The name without "don", "Mrs" or the like before it."""
    titles = whole("title", r"^%s$")
    while len(words) > 1 and titles.match(words[0]):
        words = words[1:]
    return words


def _split_generation(words: tuple[str, ...]) -> tuple[tuple[str, ...], str | None]:
    """The name without a generation as its last word, and that generation."""
    for section in ("junior", "senior"):
        if len(words) > 1 and whole(section, r"^%s$").match(words[-1]):
            return words[:-1], section
    return words, None


def is_birth(text: str, date: Marked) -> bool:
    """Whether the words before a Date say that it is somebody's birth date. `text` is the folded document."""
    return bool(whole("born", r"\b%s[\s:(]*$").search(text[max(0, date.start - _CUE) : date.start]))


def births(text: str, mentions: Sequence[Marked]) -> dict[int, Marked]:
    """Birth dates by the index of the Person each is told of: the last one before it, close by."""
    result: dict[int, Marked] = {}
    person: Marked | None = None
    for m in mentions:
        if m.type == "Person":
            person = m
        elif m.type == "Date" and person and m.start - person.end <= _REACH and is_birth(text, m):
            result.setdefault(person.index, m)
    return result


def is_alias(text: str, mention: Marked) -> bool:
    """Whether a name is told as an alias: behind a cue, in quotes, or with an article ("el Tigre")."""
    before, after = text[max(0, mention.start - _CUE) : mention.start], text[mention.end : mention.end + 2]
    one = len(name_words(mention.text)) <= _NICKNAME
    return one and bool(
        whole("alias", r"(?:\b%s|\(a\))[\s:,\"“«‘'(]*$").search(before)
        or (before.endswith(('"', "“", "«", "‘", "'")) and after[:1] in ('"', "”", "»", "’", "'", ","))
        or mention.text.casefold().startswith(("el ", "la ", "los "))
    )


def _born(date: Marked) -> Interval | None:
    """The days of a birth date, or its year where no recogniser gave a normal form."""
    normal = next((value.normal for name, value in date.attributes if name == "value"), None)
    if normal:
        return Interval.parse(normal)
    year = next((w for w in name_words(date.text) if len(w) == _YEAR_DIGITS and w.isdigit()), None)
    return Interval.parse(year) if year else None
