"""The stater of links: every rule proposes, `decide` chooses, and the words around say how it is meant."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.part import Scene, Statement, Stater
from extractors.relations.candidate import Candidate, decide
from extractors.relations.line import lines
from extractors.relations.matching import matches
from extractors.relations.participants import participants
from extractors.relations.routes import routes
from extractors.relations.where import places

NAME = "links"


def candidates(scene: Scene) -> Iterator[Candidate]:
    found = lines(scene.analysis, scene.mentions)
    yield from participants(scene, found)
    yield from matches(scene, found)
    yield from places(scene, found)
    yield from routes(scene, found)


def links(scene: Scene) -> Iterator[Statement]:
    for c in decide(scene, candidates(scene)):
        role = (("role", c.role),) if c.role else ()
        yield Statement(
            c.subject, c.link, NAME, (c.span,), object=c.object, qualifiers=(*c.qualifiers, *role), score=c.score
        )


LINKS = Stater(NAME, "1", links)
