"""Places in places: "City, State", but not the items of a list of cities."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractors.part import Scene
from extractors.relations.candidate import Candidate
from extractors.relations.data import scores
from extractors.relations.line import Line

_LEVELS = 3
"""Most places in a row that may contain each other (town, state, country)."""
_AND = frozenset(("and", "y", "e", "or", "o", "u"))


def containment(scene: Scene, lines: Sequence[Line]) -> Iterator[Candidate]:
    for line in lines:
        for run in _runs(scene, line):
            first, last = line.place(run[0]), line.place(run[-1])
            before = line.items[first - 1].text if first else ""
            after = [i.text for i in line.items[last + 1 : last + 3]]
            listed = len(run) > _LEVELS or (len(run) == _LEVELS and before == ":") or bool(_AND & set(after[:1]))
            if not listed:
                for inner, outer in pairwise(run):
                    span = (scene.mentions[inner].start, scene.mentions[outer].end)
                    yield Candidate(inner, "locatedIn", outer, "containment", scores()["containment"], span)


def _runs(scene: Scene, line: Line) -> Iterator[list[int]]:
    """Places with a comma and nothing else between each two."""
    run: list[int] = []
    for place, item in enumerate(line.items):
        if item.mention is None or scene.mentions[item.mention].type != "Place":
            continue
        joined = run and place >= 2 and line.items[place - 1].text == "," and line.items[place - 2].mention == run[-1]
        if not joined:
            if len(run) > 1:
                yield run
            run = []
        run.append(item.mention)
    if len(run) > 1:
        yield run
