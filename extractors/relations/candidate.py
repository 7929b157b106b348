"""Candidates and the decision between them: `candidates → decide → statements`.

A rule only proposes, with the score it had when it was measured; the learned scorer weighs that and proposes more
(`scoring.weighing`); what of it stands is decided here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from extractors.part import Scene
from ontology.loader import schema

SCORER = "scorer"
"""The name of the rule that no words of a rule stand behind."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A link that a rule or the scorer proposes between two mentions. `near` breaks ties: fewer between is better.

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

    An event has one place and a participant one role in it; who leads is not told to be a member beside it; two
    networks have one tie; the phone that somebody called is not his. Ends must be two things of types that the ontology
    allows.
    """
    links = schema().links
    taken: dict[tuple[object, ...], Candidate] = {}
    groups = scene.groups
    proposed = list(candidates)
    called: dict[frozenset[int], float] = {}
    for c in proposed:
        if c.link == "contacted":
            score = c.score if c.rule == SCORER else 1.0  # words that tell a call are stronger than a share
            ends = frozenset((groups[c.subject], groups[c.object]))
            called[ends] = max(score, called.get(ends, 0.0))
    for c in sorted(
        proposed, key=lambda c: (c.link == "memberOf", -c.score, c.near, c.span, c.subject, c.object, c.link, c.rule)
    ):
        subject, object_ = groups[c.subject], groups[c.object]
        types = scene.mentions[c.subject].type, scene.mentions[c.object].type
        if subject == object_ or not links[c.link].allows(*types):
            continue
        if c.link == "uses" and c.score <= called.get(frozenset((subject, object_)), 0.0):
            continue
        both = (min(subject, object_), max(subject, object_)) if links[c.link].symmetric else (subject, object_)
        key: tuple[object, ...] = (c.link, *both)
        if c.link == "occurredAt":
            key = (c.link, subject)
        elif c.link in ("memberOf", "leads"):
            key = ("memberOf", *both)
        elif c.link in ("startsAt", "endsAt", "passesThrough"):
            key = ("route", *both)
        elif c.link in ("partOf", "alliedWith", "rivalOf"):
            key = ("tie", min(subject, object_), max(subject, object_))
        taken.setdefault(key, c)
    return sorted(taken.values(), key=lambda c: (c.span, c.link, c.subject, c.object))
