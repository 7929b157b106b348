"""Coreference of persons by name. Mentions are taken as a reader meets them: a surname alone means whom the text has
introduced with it, and an unclear one nobody.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from extractors.analysis import Analysis
from extractors.part import Marked
from extractors.relations.acting import Parted, parted
from extractors.relations.persons import Person, conflict, persons
from extractors.relations.words import shortens

Words = tuple[str, ...]


def told_again(analysis: Analysis, mentions: Sequence[Marked]) -> Iterator[tuple[int, int]]:
    """Pairs (a mention told before, this one) of Person mentions that their names make one."""
    known = persons(analysis, mentions)
    people = _People(known, parted(analysis, mentions, known))
    for index in sorted(known):
        before = people.before(index)
        if before is not None:
            yield before, index


@dataclass(slots=True, eq=False)
class _Told:
    """One person: all that is told of him beside his name, each with the mention that told it first."""

    forms: dict[Person, int] = field(default_factory=dict)
    last: int = -1

    @property
    def first(self) -> Person:
        """How he was introduced."""
        return next(iter(self.forms))

    def holds(self, name: Words) -> bool:
        return any(shortens(name, form.words) for form in self.forms)

    def is_part_of(self, name: Words) -> bool:
        return all(shortens(form.words, name) for form in self.forms)


class _People:
    """The persons told so far."""

    def __init__(self, known: Mapping[int, Person], two: Parted) -> None:
        self._known = known
        self._two: dict[int, list[int]] = defaultdict(list)
        for one, other in map(sorted, two):
            self._two[other].append(one)
        self._of: dict[int, _Told] = {}
        self._with: dict[str, dict[_Told, None]] = defaultdict(dict)
        self._names: dict[str, set[Words]] = defaultdict(set)
        for person in known.values():
            for word in person.words:
                self._names[word].add(person.words)

    def before(self, index: int) -> int | None:
        """A mention of the same person told before: of the same name if there is one."""
        me = self._known[index]
        homes = [] if me.apart or me.relative else self._homes(index)
        if len(homes) > 1 or any(home.first.apart for home in homes):
            return None
        home = homes[0] if homes else _Told()
        equal = (at for form, at in home.forms.items() if form.words == me.words)
        before = next(chain(equal, home.forms.values()), None)
        home.forms.setdefault(me, index)
        home.last = index
        self._of[index] = home
        for word in me.words:
            self._with[word][home] = None
        return before

    def _homes(self, index: int) -> list[_Told]:
        """Whom a mention can mean: all whose name holds its own; of several the one told in full, if nobody was told
        since and none as another one's relative or namesake; or else the only one told before by a part of it."""
        name = self._known[index].words
        near = dict.fromkeys(chain.from_iterable(self._with[word] for word in name))
        holding = [p for p in near if p.holds(name) and not self._are_two(index, p)]
        if len(holding) > 1 and not any(p.first.relative or p.first.apart for p in holding):
            full = [p for p in holding if any(len(form.words) > len(name) for form in p.forms)]
            if full == [max(holding, key=lambda p: p.last)]:
                return full
        if holding:
            return holding
        parts = [p for p in near if p.is_part_of(name) and not (p.first.apart or self._are_two(index, p))]
        return parts if len(parts) == 1 and all(self._begins(form.words, name) for form in parts[0].forms) else []

    def _begins(self, short: Words, name: Words) -> bool:
        """Whether a name told before its fuller form is surely that one's: no other name of the text has it, and it
        begins like the fuller one or is the first of its two surnames. A given name or a last surname alone may be a
        namesake's or a brother's."""
        others = min((self._names[word] for word in short if len(word) > 1), key=len)
        if not all(shortens(other, name) or shortens(name, other) for other in others if shortens(short, other)):
            return False
        if len(short) > 1:
            return short[0] == name[0] or any(len(word) == 1 for word in short)
        return short[0] not in (name[0], name[-1])

    def _are_two(self, index: int, told: _Told) -> bool:
        """Whether something told of a mention and a person says that they are two."""
        me = self._known[index]
        return any(self._of.get(i) is told for i in self._two[index]) or any(conflict(me, form) for form in told.forms)
