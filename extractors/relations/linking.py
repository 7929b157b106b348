"""The stater of links: every rule proposes, `decide` chooses, and the words around say how it is meant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.part import Scene, Statement, Stater
from extractors.relations.candidate import Candidate, decide
from extractors.relations.geography import containment
from extractors.relations.line import Line, lines
from extractors.relations.matching import matches
from extractors.relations.meaning import Meaning, meaning
from extractors.relations.participants import participants
from extractors.relations.qualifiers import qualifiers
from extractors.relations.routes import routes
from extractors.relations.together import drivers, holders, payers
from extractors.relations.validity import validity
from extractors.relations.where import places
from ontology.loader import schema

NAME = "links"
_GEOGRAPHY = frozenset(("Place", "Site", "Route"))


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
    for c in decide(scene, candidates(scene, found)):
        how = _meaning(scene, c, line_of)
        told = (("role", c.role),) if c.role else qualifiers(line_of[c.object], c.link, c.span)
        yield Statement(
            c.subject, c.link, NAME, tuple(sorted({c.span, *how.cues})), object=c.object,
            qualifiers=told, polarity=how.polarity, certainty=how.certainty, modality=how.modality,
            speaker=how.speaker, valid=validity(scene, c, line_of), score=c.score,
        )  # fmt: skip


def _meaning(scene: Scene, c: Candidate, line_of: dict[int, Line]) -> Meaning:
    """Read at the event's word, or at the later end of another link. Geography is not denied by its neighbours."""
    if not {scene.mentions[c.subject].type, scene.mentions[c.object].type} - _GEOGRAPHY:
        return Meaning()
    of_event = [i for i in (c.subject, c.object) if scene.mentions[i].type == "Event"]
    about = of_event[0] if of_event else max(c.subject, c.object)
    line = line_of[about]
    state = schema().links[c.link].time != "occurrence" and not of_event
    return meaning(line, line.place(about), strict=bool(of_event), state=state, text=scene.analysis.text)


LINKS = Stater(NAME, "1", links)
