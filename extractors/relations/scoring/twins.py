"""Who may be somebody takes none of his links: what is told of "Junior" is not told of him who may be Junior."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from extractors.part import Scene
from extractors.relations.scoring.pairs import Pair


class Twins:
    """Things that a report says may be one, and how near each link that stands is told of them."""

    def __init__(self, scene: Scene, standing: Iterable[tuple[Pair, str]]) -> None:
        self._twins: Mapping[int, set[int]] = defaultdict(set)
        for one, other in scene.guesses:
            self._twins[one].add(other)
            self._twins[other].add(one)
        self._gaps = {(name, p.subject, p.object): p.gap for p, name in standing if scene.guesses}

    def takes(self, pair: Pair, name: str) -> bool:
        """Whether a link is between two that may be one, or is told nearer of what an end may be than of the end."""
        if pair.object in self._twins.get(pair.subject, ()):
            return True
        instead = [(twin, pair.object) for twin in self._twins.get(pair.subject, ())]
        instead += [(pair.subject, twin) for twin in self._twins.get(pair.object, ())]
        return any(self._gaps.get((name, *ends), pair.gap) < pair.gap for ends in instead)
