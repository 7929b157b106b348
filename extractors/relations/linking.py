"""The stater of links: rules propose, the scorer weighs, `decide` chooses, the words around say how it is meant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from extractors.fold import folded
from extractors.part import Scene, Statement, Stater
from extractors.relations.candidate import Candidate, decide
from extractors.relations.cues import whole
from extractors.relations.geography import containment
from extractors.relations.line import Line, lines
from extractors.relations.matching import matches
from extractors.relations.meaning import Meaning, meaning
from extractors.relations.participants import participants
from extractors.relations.payment import payers
from extractors.relations.qualifiers import qualifiers
from extractors.relations.routes import routes
from extractors.relations.scoring.weighing import weighed
from extractors.relations.together import drivers, holders
from extractors.relations.validity import validity
from extractors.relations.where import places
from ontology.loader import schema

NAME = "links"
_GEOGRAPHY = frozenset(("Place", "Site", "Route"))
_KIN = 50
"""Characters before a name in which its kinship is told."""


def candidates(scene: Scene, found: Sequence[Line]) -> Iterator[Candidate]:
    """What all rules propose."""
    roles = list(participants(scene, found))
    yield from roles
    yield from drivers(scene, roles)
    yield from holders(scene, found)
    yield from payers(scene, found)
    yield from matches(scene, found)
    yield from containment(scene, found)
    yield from places(scene, found)
    yield from routes(scene, found)


def links(scene: Scene) -> Iterator[Statement]:
    found = lines(scene.analysis, scene.mentions)
    line_of = {mention: line for line in found for mention in line.mentions}
    proposed = list(candidates(scene, found))
    for c in decide(scene, weighed(scene, found, proposed, lambda c: _meaning(scene, c, line_of).makes_graph)):
        how = _meaning(scene, c, line_of)
        yield Statement(
            c.subject, c.link, NAME, tuple(sorted({c.span, *how.cues})), object=c.object,
            qualifiers=_qualifiers(c, line_of), polarity=how.polarity, certainty=how.certainty, modality=how.modality,
            speaker=how.speaker, valid=validity(scene, c, line_of), score=c.score,
        )  # fmt: skip


def _qualifiers(c: Candidate, line_of: Mapping[int, Line]) -> tuple[tuple[str, str], ...]:
    if c.role:
        return (("role", c.role),)
    return qualifiers(line_of[c.object], c.link, c.span) if c.object in line_of else ()


def _meaning(scene: Scene, c: Candidate, line_of: Mapping[int, Line]) -> Meaning:
    """Read at the event's word, or at the later end of another link. Geography is not denied by its neighbours.

    A mention inside another one stands in no line: nothing is read of it.
    """
    if not {scene.mentions[c.subject].type, scene.mentions[c.object].type} - _GEOGRAPHY:
        return Meaning()
    of_event = [i for i in (c.subject, c.object) if scene.mentions[i].type == "Event"]
    about = of_event[0] if of_event else max(c.subject, c.object)
    if (line := line_of.get(about)) is None:
        return Meaning()
    state = schema().links[c.link].time != "occurrence" and not of_event
    how = meaning(line, line.place(about), strict=bool(of_event), state=state, text=scene.analysis.text)
    if c.link == "familyOf" and how.polarity == "denied" and _taken_for_granted(scene, about):
        return replace(how, polarity="asserted")
    return how


def _taken_for_granted(scene: Scene, person: int) -> bool:
    """Whether a denial is of what his kin did, and not that he is his kin: "he denied that his brother, Leo, …"."""
    start = scene.mentions[person].start
    before = folded(scene.analysis.text)[max(0, start - _KIN) : start]
    return bool(whole("kin", r"\b(?:that|whether|if|que|si) (?=his |her |their |su )%s[\s,]*$").search(before))


LINKS = Stater(NAME, "6", links)
