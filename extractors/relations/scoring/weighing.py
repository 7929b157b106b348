"""What stands of the rules' proposals and of the pairs that the scorer is asked about, each with a calibrated score."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

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
from extractors.relations.scoring.twins import Twins
from extractors.relations.scoring.weights import load
from extractors.tagger.labels import Floats
from ontology.loader import schema

_ROLE = "participatedIn"
_ROUNDED = 0.001
"""More than a share gains by rounding."""
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
    by_rule, apart = _best(scene, proposed), told_apart(scene, lines)
    guards = Guards(scene, lines, proposed, holds, sure)
    standing = list(_standing(found, shares, roles, line))
    twins = Twins(scene, ((pair, name) for pair, name, *_ in standing))
    for pair, name, share, parts in standing:
        if twins.takes(pair, name):
            continue
        made = _learned(pair, name, share, by_rule.get(_key(name, pair.subject, pair.object)))
        if guards.bars(made):
            continue
        if name != _ROLE:
            yield made
        elif (made.subject, made.object) not in apart and (role := _role(scene, lines, made, parts, line, guards)):
            yield replace(made, role=role)
    known = {(found[n].subject, found[n].object): n for n in np.flatnonzero(logits[:, 0] > UNTOLD).tolist()}
    for c in proposed:
        if guards.bars(c) and holds(c):
            continue
        share_of = _share_of(c, scene, found, known, shares)
        if share_of is None or not holds(c):
            if c.score >= sure:
                yield c
        elif c.score >= line.keep and line.veto <= share_of < line.links[c.link]:
            yield replace(c, score=line.right)


def _standing(
    found: Sequence[Pair], shares: Floats, roles: Floats, line: Thresholds
) -> Iterator[tuple[Pair, str, float, Floats]]:
    """The pairs and links whose shares reach the link's line, with the shares of roles."""
    least = np.array([line.links[name] for name in LINKS]) - _ROUNDED
    for n, column in np.argwhere(shares >= least).tolist():
        name, share = LINKS[column], round(float(shares[n, column]), 3)
        if share >= line.links[name] and name in found[n].links:
            yield found[n], name, share, roles[n]


def _share_of(
    c: Candidate, scene: Scene, found: Sequence[Pair], known: Mapping[tuple[int, int], int], shares: Floats
) -> float | None:
    """The share of a rule's link where the scorer was asked about it; `known` gives the pairs' places by their ends."""
    ends = scene.groups[c.subject], scene.groups[c.object]
    for way in (ends, ends[::-1])[: 1 + schema().links[c.link].symmetric]:
        if (n := known.get(way)) is not None and c.link in found[n].links:
            return float(shares[n, LINKS.index(c.link)])
    return None


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
    if role == "officer" and person.type == "Person" and (guards.handled(c.subject) or guards.is_accused(c.subject)):
        return c.role
    if role == "suspect" and person.type == "PopulationGroup" and guards.others.carried(c.subject):
        return c.role
    if role == "suspect" and person.type == "Person" and c.role != role:
        spared = guards.clears(c) or guards.is_sworn(c.subject)
        return role if not spared and _suspect(scene, lines, c, c.score * float(shares[best]), line) else None
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
