"""Where an event happened: the finest place of its sentence that a preposition, or nearness, makes its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.part import Marked, Scene
from extractors.relations.candidate import Candidate
from extractors.relations.data import scores, words_of
from extractors.relations.line import Line

_FAR = 14
"""Items beyond which a place of the same sentence is no longer taken for the event's."""
_LOOK = 6
"""Items read backwards from a place in search of its preposition."""


def places(scene: Scene, lines: Sequence[Line]) -> Iterator[Candidate]:
    for n, line in enumerate(lines):
        events = [i for i in line.mentions if scene.mentions[i].type == "Event"]
        found = [m for m in (scene.mentions[i] for i in line.mentions) if m.type in ("Place", "Site")]
        for m in found:
            if events and not _contains_another(scene, line, m):
                here = line.place(m.index)
                event = scene.mentions[min(events, key=lambda e: (abs(line.place(e) - here), e))]
                yield from _candidate(line, event, m)
        if events and not found and n and lines[n - 1].block == line.block:
            before = [scene.mentions[i] for i in lines[n - 1].mentions]
            sites = [m for m in before if m.type == "Site"]
            if len(sites) == 1 and not any(m.type == "Event" for m in before):
                for told in events:
                    span = (sites[0].start, scene.mentions[told].end)
                    yield Candidate(
                        told, "occurredAt", sites[0].index, "site before", scores()["site before"], span, 50
                    )


def preposition(line: Line, place: int) -> str | None:
    """`at` or `elsewhere` by the words before the item, None where they say nothing."""
    for item in reversed(line.items[max(0, place - _LOOK) : place]):
        if item.mention is not None:
            return None
        if item.text in words_of("places", line.lang, "elsewhere"):
            return "elsewhere"
        if item.text in words_of("places", line.lang, "at"):
            return "at"
        if item.text not in words_of("places", line.lang, "light") and not item.text.isdigit():
            return None
    return None


def _candidate(line: Line, event: Marked, place: Marked) -> Iterator[Candidate]:
    here, there = line.place(event.index), line.place(place.index)
    how, side = preposition(line, there), "after" if there > here else "before"
    rule = f"{place.type} {how or 'none'} {side}"
    score = scores().get(rule)
    if score and abs(there - here) <= _FAR:
        span = (min(event.start, place.start), max(event.end, place.end))
        yield Candidate(event.index, "occurredAt", place.index, rule, score, span, abs(there - here))


def _contains_another(scene: Scene, line: Line, place: Marked) -> bool:
    """Whether the place is told as the greater one of a place just before it ("Nogales, Sonora")."""
    at = line.place(place.index)
    before = [i.mention for i in line.items[max(0, at - 4) : at] if i.mention is not None]
    return (
        bool(before)
        and scene.mentions[before[-1]].type in ("Place", "Site")
        and line.items[at - 1].mention is None
        and (any(i.text in (",", "(") for i in line.items[line.place(before[-1]) + 1 : at]))
    )
