"""Routes: where they start, pass and end. The places told behind a route's name, in their order, or an "A–B" in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.part import Marked, Scene
from extractors.relations.candidate import Candidate
from extractors.relations.data import scores
from extractors.relations.line import Line

_FAR = 12
"""Items between two stops beyond which the list of stops is over."""


def routes(scene: Scene, lines: Sequence[Line]) -> Iterator[Candidate]:
    for n, line in enumerate(lines):
        named = [scene.mentions[i] for i in line.mentions if scene.mentions[i].type == "Route"]
        for route in named:
            stops = _stops(scene, line, line.place(route.index) + 1)
            if len(stops) < 2 and n + 1 < len(lines) and lines[n + 1].block == line.block and len(named) == 1:
                following = lines[n + 1]
                if not any(scene.mentions[i].type in ("Route", "Event") for i in following.mentions):
                    stops = _stops(scene, following, 0)
            if len(stops) >= 2:
                yield from _links(route, stops)


def _stops(scene: Scene, line: Line, start: int) -> list[Marked]:
    """The places and sites from an item on, up to another route, an event, a person or a wide gap."""
    stops: list[Marked] = []
    last = start
    for place in range(start, len(line.items)):
        mention = line.items[place].mention
        if mention is None:
            continue
        marked = scene.mentions[mention]
        if marked.type in ("Place", "Site"):
            if place - last > _FAR:
                break
            stops.append(marked)
            last = place
        elif marked.type in ("Route", "Event", "Person", "CriminalNetwork", "Agency"):
            break
    return stops


def _links(route: Marked, stops: Sequence[Marked]) -> Iterator[Candidate]:
    for n, stop in enumerate(stops):
        link = "startsAt" if n == 0 else "endsAt" if n == len(stops) - 1 else "passesThrough"
        span = (min(route.start, stop.start), max(route.end, stop.end))
        yield Candidate(route.index, link, stop.index, "stops", scores()["stops"], span, n)
