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

_REACH = 60
"""Characters after a name within which its birth date is told."""
_YEAR_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Person:
    """What decides whether a mention may be joined by its name. `apart`: never join it by name."""

    words: tuple[str, ...]
    generation: str | None
    born: str | None
    apart: bool


def persons(analysis: Analysis, mentions: Sequence[Marked]) -> dict[int, Person]:
    """Every Person mention by its index."""
    text = folded(analysis.text)
    kin = whole("kin", r"\b%s[\s,:]*(?:don |dona |de |of )?[\"'“«(]*$")
    warned = _around(analysis, text)
    born = _births(text, mentions)
    result: dict[int, Person] = {}
    for m in mentions:
        if m.type == "Person":
            words, inside = _split_generation(name_words(m.text))
            generation = inside or _generation(text[m.end : m.end + 14])
            apart = any(start <= m.start < end for start, end in warned) or bool(
                kin.search(text[max(0, m.start - 50) : m.start])
            )
            result[m.index] = Person(words, generation, born.get(m.index), apart)
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
    return (left.generation != right.generation and None not in (left.generation, right.generation)) or (
        left.born != right.born and None not in (left.born, right.born)
    )


def _generation(after: str) -> str | None:
    """The generation told behind a name: `, Jr.`, `(hijo)`, ` padre`."""
    for section in ("junior", "senior"):
        if whole(section, r"^\s*,?\s*[(]?%s\b(?! de\b)").match(after):
            return section
    return None


def _split_generation(words: tuple[str, ...]) -> tuple[tuple[str, ...], str | None]:
    """The name without a generation as its last word, and that generation."""
    for section in ("junior", "senior"):
        if len(words) > 1 and whole(section, r"^%s$").match(words[-1]):
            return words[:-1], section
    return words, None


def _births(text: str, mentions: Sequence[Marked]) -> dict[int, str]:
    """Birth dates: a Date behind a Person, with a cue between them and no other person. Only the year is compared
    where no normal form is known, since "2/3/81" and "March 2, 1981" are told of one man."""
    result: dict[int, str] = {}
    cue = whole("born", r"\b%s[\s:(]*$")
    person: Marked | None = None
    for m in mentions:
        if m.type == "Person":
            person = m
        elif m.type == "Date" and person and m.start - person.end <= _REACH and cue.search(text[person.end : m.start]):
            normal = next((value.normal for _, value in m.attributes), None)
            year = next((w for w in name_words(m.text) if len(w) == _YEAR_DIGITS and w.isdigit()), None)
            if known := normal or year:
                result[person.index] = known
    return result
