"""Which mentions of one name may be one person: father and son, relatives and namesakes are kept apart.

Precision comes before recall everywhere: a name that could mean two persons of the document joins neither.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.analysis import Analysis
from extractors.fold import folded
from extractors.part import Marked
from extractors.relations.alias import of_persons
from extractors.relations.cues import whole
from extractors.relations.words import name_words, shortens
from ontology.claim import UNSURE
from ontology.interval import Interval

_REACH = 60
"""Characters after a name within which its birth date is told."""
_CUE = 30
"""Characters before a date or alias in which its cue stands."""
_YEAR_DIGITS = 4
_FULL = 3
"""Words of a name with both surnames."""
_TITLE = 14
"""Characters before a name in which its title stands."""
_LAST_WORD = re.compile(r"\b([a-z]+)\.?\s*\Z")
_GENERATIONS = ("junior", "senior")
_SEXES = ("man", "woman")
_TITLES = ("title_man", "title_woman")
_NICKNAME = 3
"""Most words of a nickname."""


@dataclass(frozen=True, slots=True)
class Person:
    """What decides whether a mention may be joined by its name. `titles`: sections of titles before it; `sex`: of a
    title or else a given name; `apart`: never join it by name; `relative`: it is told as somebody's relative, so that
    it joins none before it; `called`: the name beside which it is told as an alias."""

    words: tuple[str, ...]
    titles: frozenset[str]
    sex: str | None
    generation: str | None
    born: Interval | None
    apart: bool
    relative: bool
    called: tuple[str, ...] | None = None


def persons(analysis: Analysis, mentions: Sequence[Marked]) -> dict[int, Person]:
    """Every Person mention by its index."""
    text = folded(analysis.text)
    kin = whole("kin", r"\b%s[\s,:]*(?:don |dona |de |of )?[\"'“«(]*$")
    surnames = {word for m in mentions if m.type == "Person" for word in _given_first(m.text)[1:]}
    behind = whole("kin_behind", r"[\"”»’']?\s*[,(]\s*%s\b")
    warned = _around(analysis, text)
    born = {person: _born(date) for person, date in births(text, mentions).items()}
    called = _called(text, mentions)
    result: dict[int, Person] = {}
    for m in mentions:
        if m.type == "Person":
            words, titles = _split_titles(_given_first(m.text), text[max(0, m.start - _TITLE) : m.start])
            words, inside = _split_generation(words)
            generation = inside or _generation(text[m.end : m.end + 14])
            # "His son Juan Roca" may be a namesake of the father; given name and both surnames are not shared.
            relative = len(words) < _FULL and bool(kin.search(text[max(0, m.start - 50) : m.start]))
            if len(words) == 1 and words[0] not in surnames:
                relative = relative or bool(behind.match(text[m.end : m.end + 50]))
            apart = any(start <= m.start < end for start, end in warned)
            sex = _sex(words, titles)
            result[m.index] = Person(
                words, titles, sex, generation, born.get(m.index), apart, relative, called.get(m.index)
            )
    return result


def _called(text: str, mentions: Sequence[Marked]) -> dict[int, tuple[str, ...]]:
    """The full name that each alias stands beside."""
    result: dict[int, tuple[str, ...]] = {}
    for told in of_persons(text, [m for m in mentions if m.type == "Person"]):
        alias, name = sorted((mentions[told.left], mentions[told.right]), key=lambda m: len(name_words(m.text)))
        if told.certainty not in UNSURE and len(name_words(name.text)) > 1 == len(name_words(alias.text)):
            result[alias.index] = name_words(name.text)
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
    return (
        len({left.generation, right.generation} - {None}) > 1
        or len({left.sex, right.sex} - {None}) > 1
        or bool(left.born and right.born and not left.born.meets(right.born))
        or _surname_of(left, right)
        or _surname_of(right, left)
        or _two_bear_it(left, right)
        or _two_bear_it(right, left)
    )


def _two_bear_it(alias: Person, other: Person) -> bool:
    """Whether an alias is told of another one as well ("Juan Roca, alias Pato; Leo Paz, alias Pato"), or is another
    one's given name. What begins with none may be a longer form of the alias: "Pato the driver"."""
    if alias.called is None:
        return False
    if other.called is not None:
        return not (shortens(alias.called, other.called) or shortens(other.called, alias.called))
    return other.sex is not None and len(other.words) > 1 and set(alias.called).isdisjoint(other.words)


def _surname_of(given: Person, other: Person) -> bool:
    """Whether what "don" tells to be a given name is the other's surname: "Don Reed" is not John Reed."""
    alone = "title_given" in given.titles and len(given.words) == 1
    return alone and len(other.words) > 1 and other.words[0] != given.words[0]


def _generation(after: str) -> str | None:
    """The generation told behind a name: `, Jr.`, `(hijo)`, ` padre`."""
    for section in _GENERATIONS:
        if whole(section, r"^\s*,?\s*[(]?%s\b(?! de\b)").match(after):
            return section
    return None


def _given_first(text: str) -> tuple[str, ...]:
    """The words of a name; of "ROCA PAZ, Juan" those behind the comma first."""
    surnames, _, given = text.partition(",")
    words = name_words(given)
    if not words or any(whole(section, r"^%s$").match(words[-1]) for section in _GENERATIONS):
        return name_words(text)
    return (*words, *name_words(surnames))


def _split_titles(words: tuple[str, ...], before: str) -> tuple[tuple[str, ...], frozenset[str]]:
    """The name without "don", "Mrs" or the like, and the sections of these and of one that `before` ends with."""
    ahead = _LAST_WORD.search(before)
    titles = [ahead[1]] if ahead else []
    while len(words) > 1 and any(whole(section, r"^%s$").match(words[0]) for section in _TITLES):
        titles.append(words[0])
        words = words[1:]
    return words, frozenset(s for s in (*_TITLES, "title_given") for t in titles if whole(s, r"^%s$").match(t))


def _sex(words: tuple[str, ...], titles: frozenset[str]) -> str | None:
    """What a title tells, or else a given name before others: "Mrs Roca" is no Juan Roca, nor is "María Roca" the José
    María Roca told before."""
    for sex, title in zip(_SEXES, _TITLES, strict=True):
        if title in titles or (not titles and len(words) > 1 and whole(f"given_{sex}", r"^%s$").match(words[0])):
            return sex
    return None


def _split_generation(words: tuple[str, ...]) -> tuple[tuple[str, ...], str | None]:
    """The name without a generation as its last word, and that generation."""
    for section in _GENERATIONS:
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
