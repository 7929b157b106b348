"""What words tell of others than the one whom the scorer thinks of, and what of a group: both bar its share."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.fold import key
from extractors.part import Scene
from extractors.relations.candidate import Candidate
from extractors.relations.data import LANGUAGES, words_of
from extractors.relations.line import Line
from extractors.relations.scoring.beside import is_kin

CONVEYANCES = frozenset(("Vehicle", "Vessel", "Aircraft"))
_MOVED = frozenset(("victim", "transported"))
Told = frozenset[tuple[str, int, int]]
"""Links that rules tell and that hold: name, and both ends by their groups."""


class Others:
    """Of one document: `sure` are the links of rules that stand by their score, `told` those that hold as well."""

    def __init__(self, scene: Scene, lines: Sequence[Line], sure: Sequence[Candidate], told: Told) -> None:
        self._scene, self._told = scene, told
        self._line = {mention: line for line in lines for mention in line.mentions}
        groups = scene.groups
        self._carried = {groups[c.subject] for c in sure if c.role in _MOVED}
        self._of_force = {
            groups[c.subject] for c in sure if c.role == "officer" and self._type(c.subject) in CONVEYANCES
        }

    def carried(self, group: int) -> bool:
        """Whether counted people are told as rescued or transported, or are children: no suspects by a share alone."""
        words = key(self._scene.mentions[group].text)
        young = any(not words_of("roles", lang, "young").isdisjoint(words) for lang in LANGUAGES)
        return young or self._scene.groups[group] in self._carried

    def is_of_force(self, thing: int) -> bool:
        """Whether a vessel or car is told as one that stopped or rescued: no suspect's."""
        return self._scene.groups[thing] in self._of_force

    def tell_a_nearer(self, c: Candidate) -> bool:
        """Whether words tell the same of another person of the sentence: of one between the two ends, or, where they
        tell a leader ("signalled as head of the band, and his helper Ada") or this one is told as kin, of any."""
        line = self._of_both(c)
        if line is None:
            return False
        groups, (low, high) = self._scene.groups, sorted((c.subject, c.object))
        return any(
            groups[i] != groups[c.subject] and (c.link, groups[i], groups[c.object]) in self._told
            for i in line.mentions
            if c.link == "leads" or low < i < high or is_kin(line, c.subject)
        )

    def act_here(self, c: Candidate) -> bool:
        """Whether words tell of other persons that they took part in the event, and of this one that he did in another
        one of the sentence: "convicted Leo and acquitted Ray"."""
        line = self._of_both(c)
        if line is None or self._type(c.subject) != "Person":
            return False
        groups = self._scene.groups
        told = {(i, e) for i in line.mentions for e in line.mentions if (c.link, groups[i], groups[e]) in self._told}
        others = {groups[i] for i, e in told if groups[e] == groups[c.object] and self._type(i) == "Person"}
        mine = {groups[e] for i, e in told if groups[i] == groups[c.subject]}
        return bool(others) and groups[c.subject] not in others and bool(mine - {groups[c.object]})

    def serves(self, c: Candidate) -> bool:
        """Whether a member of a criminal network is told to belong to a body of the state."""
        person = self._scene.groups[c.subject]
        return self._type(c.object) == "CriminalNetwork" and any(
            link == "memberOf" and subject == person and self._type(body) == "Agency"
            for link, subject, body in self._told
        )

    def _type(self, mention: int) -> str:
        return self._scene.mentions[mention].type

    def _of_both(self, c: Candidate) -> Line | None:
        line = self._line.get(c.object)
        return line if line is not None and line is self._line.get(c.subject) else None
