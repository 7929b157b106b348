"""What the learned scorer may not tell of its own, whatever its share: each bar is a wrong link that harms a person.

A link that words of a rule tell as well is not barred here, but for one whose reverse alone they tell.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import replace

from extractors.fold import folded, key
from extractors.part import Marked, Scene
from extractors.relations.candidate import SCORER, Candidate
from extractors.relations.cues import whole
from extractors.relations.data import LANGUAGES, words_of
from extractors.relations.items import list_items
from extractors.relations.line import Line
from extractors.relations.meaning import Meaning, meaning
from extractors.relations.needs import NEEDING, needed
from extractors.relations.participants import OF_POLICE, cue, slot_of
from extractors.relations.payment import RULE as EVENT
from extractors.relations.scoring import holders
from extractors.relations.scoring.beside import armed, called_at, is_kin, of_unnamed_kin, sworn
from extractors.relations.scoring.others import CONVEYANCES, Others
from extractors.relations.standing import standings
from extractors.relations.words import name_words
from ontology.loader import schema

_TIES = frozenset(("memberOf", "leads"))
_CUSTODY = frozenset(("arrest", "prosecution"))
_HELD = frozenset(("Phone", "Email", "SocialAccount"))
"""Things that one person holds: whom their own sentence tells, no neighbouring sentence changes."""


_KIN = 40
"""Characters before a name in which its kinship is told."""
_OPENS = re.compile(r"(?:his|her|su|sus)\b")
_TITLED = re.compile(r"[ )](?:[a-z]+\.? ){0,2}")
"""What stands between an agency and its officer's name: nothing, or his rank."""


class Guards:
    """The bars of one document. `holds` tells whether a candidate is meant to hold where it stands; `sure` is the score
    from which a rule makes a statement."""

    def __init__(
        self, scene: Scene, lines: Sequence[Line], proposed: Sequence[Candidate],
        holds: Callable[[Candidate], bool], sure: float,
    ) -> None:  # fmt: skip
        self._scene, self._lines, self._holds = scene, lines, holds
        self._text = folded(scene.analysis.text)
        self._number = {mention: n for n, line in enumerate(lines) for mention in line.mentions}
        self._naming: dict[int, dict[int, Line]] = {}
        for n, line in enumerate(lines):
            for mention in line.mentions:
                self._naming.setdefault(scene.groups[mention], {})[n] = line
        told = [c for c in proposed if c.score >= sure]
        groups = scene.groups
        self._told = {(c.link, groups[c.subject], groups[c.object]) for c in told if holds(c)}
        self._holders: dict[int, set[int]] = {}
        for c in told:
            if (
                c.link == "uses"
                and scene.mentions[c.object].type in _HELD | CONVEYANCES
                and self._same_line(c)
                and c.subject < c.object
            ):
                self._holders.setdefault(groups[c.object], set()).add(groups[c.subject])
        self._handled = _handled(scene, lines)
        self.others = Others(scene, lines, told, frozenset(self._told))
        standing = standings(scene, lines)
        self._cleared, self._aside, self._assailing = standing["cleared"], standing["aside"], standing["assailing"]
        self._sums = sorted(m.start for m in scene.mentions if m.type == "Money")
        self._items = list_items(scene.analysis.text)
        persons = [(line, scene.mentions[i]) for line in lines for i in line.mentions]
        persons = [(line, m) for line, m in persons if m.type == "Person"]
        self._harmed = standing["harmed"] | {groups[m.index] for line, m in persons if cue(line, m) == "victim"}
        self._sworn = {groups[m.index] for line, m in persons if sworn(self._text, m)}
        self._bystanders = self._harmed | self._aside

    def bars(self, c: Candidate) -> bool:
        """Whether a link falls. A payment wants its word or sum of a rule, too, unless an event tells it: who takes
        orders from somebody has not been paid."""
        mentions = self._scene.mentions
        if self._reversed(c) or (c.link == "paid" and c.rule != EVENT and not self._needed(c)):
            return True
        if c.rule != SCORER and c.role == "suspect" and self.clears(c):
            return True
        if c.role == "suspect" and self.is_sworn(c.subject) and self._tells(c):
            return True
        if c.link == "memberOf" and self._of_the_next(c):
            return True
        if c.role == "transported" and self._assails(c):
            return True
        if c.link == "participatedIn" and self._survives(c):
            return True
        if (c.link == "uses" and self._of_kin(c)) or (c.link == "familyOf" and self._told_of_kin(c)):
            return True
        return c.rule == SCORER and (
            (c.link in NEEDING and not self._needed(c))
            or (c.link == "uses" and (self._of_another(c) or self._of_no_suspect(c)))
            or (c.link == "participatedIn" and self.others.act_here(c))
            or (
                c.link in _TIES
                and (
                    self._scene.groups[c.subject] in self._harmed
                    or (self._scene.groups[c.subject] in self._aside and self._of_type(c.object, "CriminalNetwork"))
                    or self._denied(c)
                    or self._tells(c)
                    or self._of_another_item(c)
                    or self.others.tell_a_nearer(c)
                    or self._scene.groups[c.subject] in self._cleared
                )
            )
            or (
                c.link == "associateOf"
                and any(self._scene.groups[i] in self._bystanders for i in (c.subject, c.object))
            )
            or (c.link == "uses" and holders.sent_by(self._text, mentions[c.object], mentions[c.subject]))
            or (
                c.link in ("paid", "contacted")
                and holders.listed_together(self._text, mentions[c.subject], mentions[c.object])
            )
            or (
                c.link == "memberOf"
                and (self._handled_by(c) or self._is_officer(c) or self.others.serves(c) or self._is_source(c))
            )
            or (c.link in ("familyOf", "uses") and self._beyond_its_pronoun(c))
        )

    def _assails(self, c: Candidate) -> bool:
        """Whether a group attacks: by its own words, by those of a sentence, or as the one that stops others."""
        group, event = self._scene.mentions[c.subject], self._scene.mentions[c.object]
        if armed(group) or self._scene.groups[group.index] in self._assailing:
            return True
        line = self._lines[self._number[event.index]] if self._same_line(c) else None
        return line is not None and event.kind == "encounter" and slot_of(self._scene, line, event, group) == "doer"

    def clears(self, c: Candidate) -> bool:
        """Whether a person is no suspect of an event: told as harmed, unless words tell his own arrest or trial;
        cleared in another sentence, or told there for what he saw or as somebody's kin; or only asked."""
        person = self._scene.groups[c.subject]
        if self._asks(self._scene.mentions[c.object]):
            return True
        held = c.role == "suspect" and self._scene.mentions[c.object].kind in _CUSTODY
        return (person in self._harmed and not held) or (
            not self._same_line(c) and (person in self._cleared | self._aside or self._is_kin(c.subject))
        )

    def _of_no_suspect(self, c: Candidate) -> bool:
        """Whether the user of a thing was harmed, saw or helped, and another sentence tells of it; or is an officer and
        the thing is what he stopped, or was harmed, and it carried him; or the thing is a craft of the force that
        stopped him."""
        person = self._scene.groups[c.subject]
        if self.others.is_of_force(c.object):
            return True
        if self._scene.mentions[c.object].type in CONVEYANCES and person in self._sworn | self._harmed:
            return True
        return person in self._bystanders and not self._same_line(c)

    def _of_type(self, mention: int, type_: str) -> bool:
        return self._scene.mentions[mention].type == type_

    def _is_kin(self, person: int) -> bool:
        return person in self._number and is_kin(self._lines[self._number[person]], person)

    @staticmethod
    def _asks(event: Marked) -> bool:
        words = key(event.text)
        return any(not words_of("roles", lang, "asked").isdisjoint(words) for lang in LANGUAGES)

    def handled(self, person: int) -> bool:
        """Whether an act of police was done to a person, who then is no officer by a share alone."""
        return self._scene.groups[person] in self._handled

    def is_sworn(self, person: int) -> bool:
        """Whether a rank or office of police is told of a person, who then is a suspect by words alone."""
        return self._scene.groups[person] in self._sworn

    def is_accused(self, person: int) -> bool:
        """Whether the words beside a name accuse its bearer, who then is no officer by a share alone either."""
        return (
            person in self._number and cue(self._lines[self._number[person]], self._scene.mentions[person]) == "suspect"
        )

    def _handled_by(self, c: Candidate) -> bool:
        return self._scene.mentions[c.object].type == "Agency" and self.handled(c.subject)

    def _is_officer(self, c: Candidate) -> bool:
        """Whether a member of a criminal network bears a rank or office: a corrupt one is told as such by words."""
        return self._of_type(c.object, "CriminalNetwork") and self._scene.groups[c.subject] in self._sworn

    def _of_the_next(self, c: Candidate) -> bool:
        """Whether an agency told behind a person stands right before another one, whose it is: "his wife, Ada Roca, and
        PNC officer Leo Paz"."""
        body, person = self._scene.mentions[c.object], self._scene.mentions[c.subject]
        following = self._scene.mentions[body.index + 1 : body.index + 2]
        if body.type != "Agency" or person.end > body.start or not following or following[0].type != "Person":
            return False
        return bool(_TITLED.fullmatch(self._text, body.end, following[0].start))

    def _same_line(self, c: Candidate) -> bool:
        return c.subject in self._number and self._number[c.subject] == self._number.get(c.object)

    def _reversed(self, c: Candidate) -> bool:
        """ "was paid by", "received from": the words tell the link the other way round."""
        ends = self._scene.groups[c.subject], self._scene.groups[c.object]
        return (
            not schema().links[c.link].symmetric
            and (c.link, *ends[::-1]) in self._told
            and (c.link, *ends) not in self._told
        )

    def _needed(self, c: Candidate) -> bool:
        """Whether some word of the sentences of both ends, or of those between, tells of the link. Speakers of a chat
        need none."""
        if c.link == "contacted" and "Phone" not in {self._scene.mentions[i].type for i in (c.subject, c.object)}:
            return True
        ends = [self._lines[self._number[i]] for i in (c.subject, c.object) if i in self._number]
        if not ends:
            return False
        start = min(c.span[0], *(line.sentence.start for line in ends))
        end = max(c.span[1], *(line.sentence.end for line in ends))
        if c.link == "paid" and bisect_left(self._sums, start) < bisect_left(self._sums, end):
            return True
        wanted = [needed(c.link, line.lang) for line in ends]
        return any(words is None or words.search(self._text, start, end) for words in wanted)

    def _of_another(self, c: Candidate) -> bool:
        person, thing = self._scene.mentions[c.subject], self._scene.mentions[c.object]
        if self._same_line(c) and called_at(self._text, person, thing, self._lines[self._number[c.object]].lang):
            return True
        if thing.type in _HELD and (
            holders.saved_as_another(self._text, self._scene, thing, person)
            or holders.of_one_described(self._text, self._scene, thing)
        ):
            return True
        known = self._holders.get(self._scene.groups[c.object], set())
        return bool(known) and self._scene.groups[c.subject] not in known and not self._same_line(c)

    def _of_kin(self, c: Candidate) -> bool:
        if c.object not in self._number or self._is_kin(c.subject):
            return False
        return of_unnamed_kin(self._lines[self._number[c.object]], self._scene.mentions[c.object])

    def _of_another_item(self, c: Candidate) -> bool:
        """Whether the ends stand in two items of a list that each tell a thing of their own."""
        one, other = (self._scene.mentions[i].start for i in (c.subject, c.object))
        first, second = (next((item for item in self._items if item[0] <= at < item[1]), None) for at in (one, other))
        return first is not None and second is not None and first != second

    def _denied(self, c: Candidate) -> bool:
        """Whether a sentence that names both denies it. The same or a fuller name is taken for the same person here."""
        mentions, object_ = self._scene.mentions, self._scene.groups[c.object]
        name = set(name_words(mentions[c.subject].text))
        for line in self._naming.get(object_, {}).values():
            persons = [i for i in line.mentions if mentions[i].type == "Person"]
            subjects = [i for i in persons if name <= set(name_words(mentions[i].text))]
            objects = [i for i in line.mentions if self._scene.groups[i] == object_]
            if any(not self._holds(replace(c, subject=s, object=o)) for s in subjects for o in objects):
                return True
        return False

    def _tells(self, c: Candidate) -> bool:
        """Whether the person is who tells the sentence: "works for them, said Ada" makes Ada no member, and an officer
        who says who was held was not."""
        if not self._same_line(c):
            return False
        line, text = self._lines[self._number[c.object]], self._scene.analysis.text
        told = meaning(line, line.place(c.object), strict=False, state=True, text=text)
        name = name_words(self._scene.mentions[c.subject].text)
        return bool(name) and name_words(told.speaker) == name and not self._confesses(line, told)

    def _survives(self, c: Candidate) -> bool:
        """Whether people told as survivors would be the victims of a death."""
        words = key(self._scene.mentions[c.subject].text)
        return self._scene.mentions[c.object].kind == "death" and any(
            not words_of("roles", lang, "surviving").isdisjoint(words) for lang in LANGUAGES
        )

    def _confesses(self, line: Line, told: Meaning) -> bool:
        words = {word for span in told.cues for word in key(self._text[slice(*span)])}
        return not words_of("roles", line.lang, "confessing").isdisjoint(words)

    def _is_source(self, c: Candidate) -> bool:
        """Whether a body is who tells the sentence: "según un informe de la Defensoría, Roca coordina" makes nobody who
        does not serve it one of its men."""
        if not self._same_line(c) or self._scene.groups[c.subject] in self._sworn:
            return False
        line, text = self._lines[self._number[c.object]], self._scene.analysis.text
        said = set(name_words(meaning(line, line.place(c.subject), strict=False, state=True, text=text).speaker))
        body, person = (set(name_words(self._scene.mentions[i].text)) for i in (c.object, c.subject))
        return bool(body) and body <= said and not person <= said

    def _beyond_its_pronoun(self, c: Candidate) -> bool:
        """Whether "his wife, Ada" or "Su teléfono, …" at the head of a sentence looks back past a nearer sentence that
        names somebody, or to one who himself was told as another's kin ("con su hija Ada. Su teléfono")."""
        first, last = (self._scene.mentions[i] for i in sorted((c.subject, c.object)))
        if not {first.index, last.index} <= self._number.keys() or self._same_line(c):
            return False
        line = self._lines[self._number[last.index]]
        if not line.items or not _OPENS.match(self._text, line.items[0].start):
            return False
        if c.link == "familyOf" and not self._introduced(last):
            return False
        return self._introduced(first) or any(
            self._scene.mentions[i].type == "Person" and self._scene.groups[i] != self._scene.groups[first.index]
            for between in self._lines[self._number[first.index] + 1 : self._number[last.index]]
            for i in between.mentions
        )

    def _told_of_kin(self, c: Candidate) -> bool:
        """Whether "with her brother, Leo" would be said of whom another line tells as somebody's kin: the mother whom a
        form gives as contact."""
        first, last = (self._scene.mentions[i] for i in sorted((c.subject, c.object)))
        return not self._same_line(c) and self._is_kin(first.index) and self._introduced(last)

    def _introduced(self, m: Marked) -> bool:
        """Whether a person is told as somebody's kin right before the name."""
        return bool(whole("kin", r"\b%s[\s,:]*$").search(self._text[max(0, m.start - _KIN) : m.start]))


def _handled(scene: Scene, lines: Sequence[Line]) -> frozenset[int]:
    """The persons, by their groups, to whom an act of police was done."""
    found = set()
    for line in lines:
        told = [scene.mentions[i] for i in line.mentions]
        persons = [m for m in told if m.type == "Person" and cue(line, m) != "officer"]
        for event in (m for m in told if m.kind in OF_POLICE):
            found |= {scene.groups[m.index] for m in persons if slot_of(scene, line, event, m) == "patient"}
    return frozenset(found)
