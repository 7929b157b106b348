"""What two things of one event say of each other, and what a block of text says of its one person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from extractors.part import Scene
from extractors.relations.candidate import Candidate
from extractors.relations.data import scores
from extractors.relations.line import Line

_DRIVEN = frozenset(("encounter", "arrest", "seizure"))
_CONVEYANCES = frozenset(("Vehicle", "Vessel", "Aircraft"))


def drivers(scene: Scene, roles: Iterable[Candidate]) -> Iterator[Candidate]:
    """The one suspect of a stop, arrest or seizure and its conveyance."""
    by_event: dict[int, list[Candidate]] = {}
    for c in roles:
        if c.link == "participatedIn" and scene.mentions[c.object].kind in _DRIVEN:
            by_event.setdefault(scene.groups[c.object], []).append(c)
    for event in sorted(by_event):
        told = by_event[event]
        suspects = [c for c in told if c.role == "suspect" and scene.mentions[c.subject].type == "Person"]
        driven = [
            c for c in told if scene.mentions[c.subject].type in _CONVEYANCES and c.role in ("conveyance", "seized")
        ]
        if len({scene.groups[c.subject] for c in suspects}) == 1:
            for c in driven:
                span = (min(suspects[0].span[0], c.span[0]), max(suspects[0].span[1], c.span[1]))
                yield Candidate(suspects[0].subject, "uses", c.subject, "driver", scores()["driver"], span, 30)


def holders(scene: Scene, lines: Sequence[Line]) -> Iterator[Candidate]:
    """The last person named before an identity document, in its paragraph or form."""
    last, block = None, -1
    for line in lines:
        if line.block != block:
            last, block = None, line.block
        for index in line.mentions:
            mention = scene.mentions[index]
            if mention.type == "Person":
                last = mention
            elif mention.type == "IdentityDocument" and last:
                span = (last.start, mention.end)
                yield Candidate(last.index, "uses", index, "holder", scores()["holder"], span, 20)
