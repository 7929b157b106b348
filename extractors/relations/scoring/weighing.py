"""What stands of the rules' proposals and of the pairs that the scorer is asked about, each with a calibrated score."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from extractors.part import Scene
from extractors.relations.candidate import SCORER, Candidate
from extractors.relations.data import scores
from extractors.relations.line import Line
from extractors.relations.participants import cue, suspicion, told_apart
from extractors.relations.scoring import again
from extractors.relations.scoring.again import shares_again
from extractors.relations.scoring.events import First, layout
from extractors.relations.scoring.features import Features
from extractors.relations.scoring.guards import Guards
from extractors.relations.scoring.pairs import LINKS, ROLES, Pair, pairs
from extractors.relations.scoring.reading import asked
from extractors.relations.scoring.scorer import UNTOLD, told
from extractors.relations.scoring.thresholds import Thresholds, thresholds
from extractors.relations.scoring.weights import load
from extractors.tagger.labels import Floats
from ontology.loader import schema

_ROLE = "participatedIn"
Key = tuple[str, int, int]
"""A link and its two things, those of a symmetric one in order."""


def weighed(
    scene: Scene, lines: Sequence[Line], proposed: Sequence[Candidate], holds: Callable[[Candidate], bool]
) -> Iterator[Candidate]:
    """Links that the scorer gives enough, and rules that are sure enough.

    `holds` tells whether a candidate is meant to hold: what is denied or planned is told by rules alone and not
    weighed, since the scorer has learned from labels that leave it out.
    """
    found, sure = pairs(scene), scores()["decision line"]
    line, weights = thresholds(), load()
    windows = asked(scene.analysis.reading, scene.mentions, scene.groups, found, weights.sorts)
    measured = Features(scene, lines, proposed).of(found)
    logits, roles = told(windows, measured, weights)
    first = First(logits, weights.shares(logits), roles, measured)
    shares = shares_again(layout(scene, lines), found, first, again.load())
    known = {
        _key(name, pair.subject, pair.object): float(shares[n, LINKS.index(name)])
        for n, pair in enumerate(found)
        if logits[n, 0] > UNTOLD
        for name in pair.links
    }
    by_rule, apart = _best(scene, proposed), told_apart(scene, lines)
    guards = Guards(scene, lines, proposed, holds, sure)
    for n, pair in enumerate(found):
        for name in pair.links:
            share = round(float(shares[n, LINKS.index(name)]), 3)
            if share >= line.links[name]:
                rule = by_rule.get(_key(name, pair.subject, pair.object))
                made = _learned(pair, name, share, rule)
                if guards.bars(made):
                    continue
                if name != _ROLE:
                    yield made
                elif (made.subject, made.object) not in apart and (
                    role := _role(scene, lines, made, roles[n], line, guards)
                ):
                    yield replace(made, role=role)
    for c in proposed:
        if guards.bars(c) and holds(c):
            continue
        share_of = known.get(_key(c.link, scene.groups[c.subject], scene.groups[c.object]))
        if share_of is None or not holds(c):
            if c.score >= sure:
                yield c
        elif c.score >= line.keep and line.veto <= share_of < line.links[c.link]:
            yield replace(c, score=line.right)


def _learned(pair: Pair, name: str, share: float, rule: Candidate | None) -> Candidate:
    """The candidate that the scorer makes of a pair, with the words of a rule where one speaks of it."""
    if rule:
        return replace(rule, score=share)
    near = abs(pair.near_subject.index - pair.near_object.index)
    return Candidate(pair.near_subject.index, name, pair.near_object.index, SCORER, share, pair.span, near)


def _role(
    scene: Scene, lines: Sequence[Line], c: Candidate, shares: Floats, line: Thresholds, guards: Guards
) -> str | None:
    """The scorer's role where it is sure of it, or else the rule's. A person's sentence must allow a suspect's."""
    best = int(shares.argmax())
    if shares[best] < line.roles[ROLES[best]]:
        return c.role
    role, person = ROLES[best], scene.mentions[c.subject]
    if role == "officer" and person.type == "Person" and guards.handled(c.subject):
        return c.role
    if role == "suspect" and person.type == "Person" and c.role != role:
        return role if not guards.clears(c) and _suspect(scene, lines, c, c.score * float(shares[best]), line) else None
    return role


def _suspect(scene: Scene, lines: Sequence[Line], c: Candidate, share: float, line: Thresholds) -> bool:
    """Whether words, or a share high enough without them, make a person a suspect."""
    person, event = scene.mentions[c.subject], scene.mentions[c.object]
    here = next((x for x in lines if person.index in x.mentions), None)
    if here is None or cue(here, person) == "officer":
        return False
    if event.index not in here.mentions:
        return share >= line.apart
    how = suspicion(scene, here, event, person)
    return how == "told" or (how == "beside" and share >= line.beside)


def _key(name: str, subject: int, object_: int) -> Key:
    if schema().links[name].symmetric:
        subject, object_ = sorted((subject, object_))
    return name, subject, object_


def _best(scene: Scene, proposed: Sequence[Candidate]) -> Mapping[Key, Candidate]:
    best: dict[Key, Candidate] = {}
    for c in proposed:
        key = _key(c.link, scene.groups[c.subject], scene.groups[c.object])
        if key not in best or (best[key].score, -best[key].near) < (c.score, -c.near):
            best[key] = c
    return best
