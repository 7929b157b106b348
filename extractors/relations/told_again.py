"""Coreference of persons by name. Mentions are taken as a reader meets them: a surname alone means whom the text has
introduced with it, and an unclear one nobody.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from extractors.analysis import Analysis
from extractors.part import Marked
from extractors.relations.acting import Parted, parted
from extractors.relations.persons import Person, conflict, persons

Words = tuple[str, ...]
_FULL = 3
"""Words of a name with both surnames."""


def told_again(analysis: Analysis, mentions: Sequence[Marked]) -> Iterator[tuple[int, int]]:
    """Pairs (a mention told before, this one) of Person mentions that their names make one."""
    known = persons(analysis, mentions)
    people = _People(known, parted(analysis, mentions))
    for index in sorted(known):
        before = people.before(index)
        if before is not None:
            yield before, index


class _People:
    """The persons told so far, each a list of mentions in the order of text."""

    def __init__(self, known: Mapping[int, Person], two: Parted) -> None:
        self._known, self._two = known, two
        self._told: list[list[int]] = []
        self._with: dict[str, list[int]] = defaultdict(list)
        self._names: dict[str, set[Words]] = defaultdict(set)
        for person in known.values():
            for word in person.words:
                self._names[word].add(person.words)

    def before(self, index: int) -> int | None:
        """A mention of the same person told before: of the same name if there is one."""
        me = self._known[index]
        home = None if me.apart or me.relative or not me.words else self._home(me.words)
        if home is None or not self._may(index, self._told[home]):
            self._told.append([])
            home = len(self._told) - 1
        members = self._told[home]
        equal = [i for i in members if self._known[i].words == me.words]
        members.append(index)
        for word in set(me.words):
            if home not in self._with[word]:
                self._with[word].append(home)
        return None if members == [index] else (equal or members)[0]

    def _home(self, name: Words) -> int | None:
        """The person whom a name means: the only one whose name holds it, of several the one told in full, if nobody
        was told since; or else the only one told before by a part of it."""
        near = sorted({person for word in name for person in self._with[word]})
        holding = [p for p in near if any(_shortens(name, other) for other in self._names_of(p))]
        if len(holding) > 1:
            full = [p for p in holding if any(len(other) > len(name) for other in self._names_of(p))]
            last = max(holding, key=lambda p: self._told[p][-1])
            return last if full == [last] else None
        if holding:
            return holding[0]
        parts = [p for p in near if all(_shortens(other, name) for other in self._names_of(p))]
        return parts[0] if len(parts) == 1 and all(self._begins(o, name) for o in self._names_of(parts[0])) else None

    def _names_of(self, person: int) -> list[Words]:
        return [self._known[i].words for i in self._told[person]]

    def _begins(self, short: Words, name: Words) -> bool:
        """Whether a name told before its fuller form is surely that one's: it begins like it, or is the first of two
        surnames and nobody else's. A given name or a last surname alone may be a namesake's or a brother's."""
        if len(short) > 1:
            return short[0] == name[0] or not set(short) <= set(name)
        first_surname = len(name) >= _FULL and short[0] not in (name[0], name[-1])
        return first_surname and all(_shortens(other, name) for other in self._names[short[0]])

    def _may(self, index: int, told: Sequence[int]) -> bool:
        """Whether nothing told of the two, or of anybody with that name, says that there are two."""
        me = self._known[index]
        return not any(
            self._known[i].apart
            or conflict(me, self._known[i])
            or frozenset((index, i)) in self._two
            or _turned_round(me.words, self._known[i].words)
            for i in told
        )


def _shortens(short: Words, name: Words) -> bool:
    """Whether a name is another one, or a part of it, or has initials for some of its words ("J. Roca", Juan Roca)."""
    if len(short) > len(name):
        return False
    rest = list(name)
    for word in sorted(short, key=len, reverse=True):
        fits = (other for other in rest if (other == word if len(word) > 1 else other[0] == word))
        found = next(fits, None)
        if found is None:
            return False
        rest.remove(found)
    return any(len(word) > 1 for word in short) or short == name


def _turned_round(one: Words, other: Words) -> bool:
    """Whether two full names have the same words with the surnames changed ("Juan Roca Paz", "Juan Paz Roca"), as
    cousins have. A surname in front ("ROCA PAZ, Juan") changes nothing."""
    if len(one) < _FULL or sorted(one) != sorted(other):
        return False
    return all(one[n:] + one[:n] != other for n in range(len(one)))
