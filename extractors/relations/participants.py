"""Who and what takes part in an event, and in which role: the table `roles.yaml` over slot and cue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, get_args

from extractors.part import Marked, Scene
from extractors.relations.candidate import Candidate
from extractors.relations.coordination import coordinated
from extractors.relations.data import entries, words_of
from extractors.relations.kin import is_of_another
from extractors.relations.line import Line
from extractors.relations.slots import Slot, slot
from extractors.relations.words import name_words
from ontology.errors import PatternError
from ontology.loader import schema

_FILE = "roles.yaml"
_CUES = ("officer", "victim", "suspect", "named")
_PRONOUN, _KIN = "pronoun", "kin"
_PREPOSITIONS = {"payment": "party", "meeting": "company"}
"""The cue that a preposition directly before a person gives, by the kind of event."""
_HANDED = "handed"
_ARTICLES = frozenset(("the", "la", "el", "los", "las", "de"))
_LINES = ("same", "previous", "next")
OF_POLICE = frozenset(("arrest", "encounter", "seizure", "rescue", "search", "sighting"))
"""Kinds of event of which the doer acts for a state."""
Suspicion = Literal["told", "beside", "barred"]
_LAWFUL = frozenset(("Agency", "Organization"))
_BEFORE = 4
"""Words before a name among which its title stands."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One entry of `roles.yaml`; `cue` None: whatever the words beside the name."""

    name: str
    events: frozenset[str]
    who: frozenset[str]
    slots: frozenset[str]
    cue: str | None
    line: str
    role: str
    score: float
    without: frozenset[str]


@cache
def _rules() -> tuple[Rule, ...]:
    return tuple(compile_rule(entry, f"{_FILE} entry {n + 1}") for n, entry in enumerate(entries(_FILE)))


def compile_rule(entry: Mapping[str, Any], where: str) -> Rule:
    """One entry of the table. Raises PatternError for an unknown kind, type, slot, cue, line or role."""
    links = schema().links["participatedIn"]
    known: dict[str, set[str | None]] = {
        "events": {*schema().types["Event"].kinds}, "who": {*links.subjects}, "slot": {*get_args(Slot)},
        "cue": {*_CUES, _PRONOUN, _KIN, *_PREPOSITIONS.values(), _HANDED, None},
        "line": {*_LINES}, "role": {*links.properties["role"].codes, "none"},
        "without": {*schema().types, None},
    }  # fmt: skip
    for key, allowed in known.items():
        given = entry.get(key, "same" if key == "line" else None)
        for value in given if isinstance(given, list) else [given]:
            if value not in allowed:
                raise PatternError(f"unknown {key} {value!r}", where=where)
    return Rule(
        where.removeprefix(f"{_FILE} "), frozenset(entry["events"]), frozenset(entry["who"]), frozenset(entry["slot"]),
        entry.get("cue"), entry.get("line", "same"), entry["role"], float(entry["score"]),
        frozenset(entry.get("without", ())),
    )  # fmt: skip


def participants(scene: Scene, lines: Sequence[Line]) -> Iterator[Candidate]:
    for n, line in enumerate(lines):
        events = [scene.mentions[i] for i in line.mentions if scene.mentions[i].type == "Event"]
        for event in events:
            yield from _beside(scene, line, event, events)
            for which, step in (("previous", -1), ("next", 1)):
                if 0 <= n + step < len(lines) and lines[n + step].block == line.block:
                    yield from _neighbours(scene, line, lines[n + step], event, which)


def cue(line: Line, mention: Marked, kinds: Sequence[str] = _CUES) -> str | None:
    """What the words beside a person's name say of him: `officer`, `suspect`, `victim`; the nearest one counts. `kinds`
    are sections of `roles.LANG.yaml`."""
    at = line.place(mention.index)
    around: list[str] = []
    for item in reversed(line.items[max(0, at - _BEFORE) : at]):
        if item.mention is not None or (item.text in (";", ".", ":") and around):
            break
        around.append(item.text)
    around += name_words(mention.text)[:1]
    behind = line.items[at + 1 : at + 5]
    if behind and behind[0].text in (",", "("):
        around += [i.text for i in behind[1:] if i.mention is None]
    for word in around:
        for kind in kinds:
            if word in words_of("roles", line.lang, kind):
                return kind
    return None


def told_apart(scene: Scene, lines: Sequence[Line]) -> set[tuple[int, int]]:
    """Mentions and events of one sentence of which a rule says that the one has no part in the other."""
    apart = set()
    for line in lines:
        events = [scene.mentions[i] for i in line.mentions if scene.mentions[i].type == "Event"]
        for event in events:
            apart |= {(m.index, event.index) for m, rule in _ruled(scene, line, event, events) if rule.role == "none"}
    return apart


def suspicion(scene: Scene, line: Line, event: Marked, person: Marked) -> Suspicion:
    """What the words of an event's sentence make of a person of it.

    `barred`: he bears a rank or office, did the act of police himself, met lawful bodies, or is told in a clause of its
    own ("the payment came while Ada slept"). `told`: it was done to
    him, he did it, or a word beside the name says so. `beside`: no word ties the two, position alone.
    """
    said = cue(line, person)
    if said == "officer" or (event.kind == "meeting" and _LAWFUL & {scene.mentions[i].type for i in line.mentions}):
        return "barred"
    how = slot_of(scene, line, event, person)
    if how == "near":
        tied = said in ("suspect", "named") or _preposition(line, event, person) is not None
        if not tied and event.kind not in OF_POLICE and _in_another_clause(line, event, person):
            return "barred"
        return "told" if tied else "beside"
    return "barred" if how == "doer" and event.kind in OF_POLICE else "told"


def _in_another_clause(line: Line, event: Marked, person: Marked) -> bool:
    """Whether a word that opens a clause of time or ground stands between the two."""
    first, last = sorted((line.place(event.index), line.place(person.index)))
    opening = words_of("roles", line.lang, "meanwhile")
    return any(item.text in opening for item in line.items[first + 1 : last] if item.mention is None)


def _beside(scene: Scene, line: Line, event: Marked, events: Sequence[Marked]) -> Iterator[Candidate]:
    """Participants in the event's own sentence; of several events only the nearest one takes a mention."""
    for mention, rule in _ruled(scene, line, event, events):
        if rule.role != "none":
            span = (min(event.start, mention.start), max(event.end, mention.end))
            near = abs(line.place(event.index) - line.place(mention.index))
            yield Candidate(mention.index, "participatedIn", event.index, rule.name, rule.score, span, near, rule.role)


def _ruled(scene: Scene, line: Line, event: Marked, events: Sequence[Marked]) -> Iterator[tuple[Marked, Rule]]:
    """The mentions of an event's sentence with the first rule that fits each."""
    types = {scene.mentions[i].type for i in line.mentions}
    for index in line.mentions:
        mention = scene.mentions[index]
        here = line.place(index)
        if mention.type == "Event" or min(events, key=lambda e: (abs(line.place(e.index) - here), e.index)) != event:
            continue
        how = slot_of(scene, line, event, mention)
        said = cue(line, mention) if mention.type == "Person" else None
        said = said or _preposition(line, event, mention)
        if mention.type == "Person" and is_of_another(line, event, mention):
            said = _KIN
        if rule := _first(event, mention, how, said, "same", types):
            yield mention, rule


def leading_word(line: Line, mention: Marked, *, passing: frozenset[str] = frozenset()) -> str:
    """The word directly before a mention, articles and the words of `passing` left out."""
    here = line.place(mention.index)
    before = [i.text for i in line.items[max(0, here - 3) : here] if i.text not in _ARTICLES | passing]
    return before[-1] if before else ""


def _preposition(line: Line, event: Marked, mention: Marked) -> str | None:
    """What the word directly before a mention makes of it in the event."""
    kind = _PREPOSITIONS.get(event.kind or "") if mention.type == "Person" else _HANDED
    return kind if kind and leading_word(line, mention) in words_of("roles", line.lang, kind) else None


def slot_of(scene: Scene, line: Line, event: Marked, mention: Marked) -> Slot:
    """The mention's slot, or else that of a name coordinated with it ("detuvo a Luis Paz y a Ada Roca")."""
    how = slot(line, event, mention)
    if how == "near":
        shared = {slot(line, event, scene.mentions[i]) for i in coordinated(scene, line, mention.index)}
        how = "patient" if "patient" in shared else how
    return how


def _neighbours(scene: Scene, line: Line, other: Line, event: Marked, which: str) -> Iterator[Candidate]:
    """Participants in the sentence before or after: it tells no event, and the event's own has none of the type."""
    types = {scene.mentions[i].type for i in line.mentions}
    if any(scene.mentions[i].type == "Event" for i in other.mentions):
        return
    persons = {scene.groups[i] for i in other.mentions if scene.mentions[i].type == "Person"}
    pronoun = len(persons) == 1 and any(i.text in words_of("roles", line.lang, _PRONOUN) for i in line.items)
    for index in other.mentions:
        mention = scene.mentions[index]
        said = cue(other, mention) if mention.type == "Person" else None
        if said is None and pronoun and which == "previous":
            said = _PRONOUN
        rule = _first(event, mention, "near", said, which, types)
        if rule and mention.type not in types:
            span = (min(event.start, mention.start), max(event.end, mention.end))
            yield Candidate(index, "participatedIn", event.index, rule.name, rule.score, span, 50, rule.role)


def _first(event: Marked, mention: Marked, how: str, said: str | None, which: str, types: set[str]) -> Rule | None:
    return next(
        (
            r
            for r in _rules()
            if event.kind in r.events
            and mention.type in r.who
            and how in r.slots
            and r.cue in (None, said)
            and r.line == which
            and not r.without & types
        ),
        None,
    )
