"""Candidates and the decision between them: `candidates → decide → statements`.

A rule only proposes, with the score it had when it was measured; what stands is decided in one place, so a learned
scorer can take its place without a change to any rule.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from extractors.part import Scene
from extractors.relations.data import scores
from ontology.loader import schema


@dataclass(frozen=True, slots=True)
class Candidate:
    """A link that a rule proposes between two mentions. `near` breaks ties: fewer items between them is better.

    `role` is the participant's part. `span` is the stretch of the document that it rests on.
    """

    subject: int
    link: str
    object: int
    rule: str
    score: float
    span: tuple[int, int]
    near: int = 0
    role: str | None = None


def decide(scene: Scene, candidates: Iterable[Candidate]) -> list[Candidate]:
    """The candidates that stand, at most one for two things and a link: the best score, then the nearest, then first.

    An event has one place and a participant one role in it; who leads is not told to be a member beside it; the phone
    that somebody called is not his. Ends must be two things of types that the ontology allows.
    """
    links, line = schema().links, scores()["decision line"]
    taken: dict[tuple[object, ...], Candidate] = {}
    groups = scene.groups
    proposed = list(candidates)
    called = {frozenset((groups[c.subject], groups[c.object])) for c in proposed if c.link == "contacted"}
    for c in sorted(proposed, key=lambda c: (-c.score, c.near, c.span, c.subject, c.object, c.link, c.rule)):
        subject, object_ = groups[c.subject], groups[c.object]
        types = scene.mentions[c.subject].type, scene.mentions[c.object].type
        if c.score < line or subject == object_ or not links[c.link].allows(*types):
            continue
        if c.link == "uses" and {subject, object_} in called:
            continue
        ends = (min(subject, object_), max(subject, object_)) if links[c.link].symmetric else (subject, object_)
        key: tuple[object, ...] = (c.link, *ends)
        if c.link == "occurredAt":
            key = (c.link, subject)
        elif c.link in ("memberOf", "leads"):
            key = ("memberOf", *ends)
        elif c.link in ("startsAt", "endsAt", "passesThrough"):
            key = ("route", *ends)
        taken.setdefault(key, c)
    return sorted(taken.values(), key=lambda c: (c.span, c.link, c.subject, c.object))
