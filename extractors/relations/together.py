"""What two things of one event say of each other, and what a block of text says of its one person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from extractors.part import Scene
from extractors.relations.candidate import Candidate
from extractors.relations.data import scores, words_of
from extractors.relations.line import Line
from extractors.relations.participants import leading_word
from extractors.relations.slots import slot
from ontology.loader import schema

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


def payers(scene: Scene, lines: Sequence[Line]) -> Iterator[Candidate]:
    """The doer of a payment and its recipient behind it: "Ada wired $400 to Leo"."""
    links = schema().links["paid"]
    for line in lines:
        told = [scene.mentions[i] for i in line.mentions]
        for event in (m for m in told if m.kind == "payment"):
            doers = [m for m in told if m.type in links.subjects and slot(line, event, m) == "doer"]
            behind = [m for m in told if m.type in links.objects and m.start > event.end]
            recipients = [m for m in behind if leading_word(line, m) in words_of("roles", line.lang, "recipient")]
            if len(doers) == 1 and recipients:
                span = (min(doers[0].start, event.start), recipients[0].end)
                yield Candidate(doers[0].index, "paid", recipients[0].index, "payer", scores()["payer"], span, 5)


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
