"""What the scorer's encoder reads: the tagger's windows, in which every mention is marked by what it is."""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from extractors.part import Marked
from extractors.relations.scoring.pairs import Pair
from extractors.tagger.labels import Floats
from extractors.tagger.tagger import Reading
from extractors.tagger.windows import Ints, Window


@dataclass(frozen=True, slots=True)
class Asked:
    """One window with the pairs whose closest mentions both stand in it, as the arrays that the model takes.

    below (1, L, width) what the tagger's shared layers make of the window's beginning and of its words; marks (1, L) of
    the mentions; spans (M, 2) first word and word after the last of each mention, the beginning counted as one; groups
    (E, M) shares of the mentions of a thing; ends (P, 6) thing, thing, mention, mention, sort, sort; between (P, 2)
    words between the two mentions. `pairs` are the places of the P pairs in what was given.
    """

    below: Floats
    marks: Ints
    spans: Ints
    groups: Floats
    ends: Ints
    between: Ints
    pairs: Ints


class Sorts:
    """The sorts of mention that a model tells apart: types, and kinds of event ("Event:arrest")."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = tuple(names)
        self._numbers = {name: n for n, name in enumerate(names)}

    @property
    def other(self) -> int:
        """The number of whatever the model was not trained on."""
        return len(self.names)

    def of(self, mention: Marked) -> int:
        kind = self._numbers.get(f"{mention.type}:{mention.kind}")
        return self._numbers.get(mention.type, self.other) if kind is None else kind


def asked(
    reading: Reading, mentions: Sequence[Marked], groups: Sequence[int], found: Sequence[Pair], sorts: Sorts
) -> Iterator[Asked]:
    """The tagger's windows that hold a pair. Each pair is asked in the first one that holds both its mentions whole."""
    waiting = list(range(len(found)))
    for window, below in reading.windows:
        if not waiting:
            return
        inside = _inside(window, mentions)
        here = [n for n in waiting if {found[n].near_subject.index, found[n].near_object.index} <= inside.keys()]
        if here:
            yield _arrays(below, inside, mentions, groups, [found[n] for n in here], here, sorts)
            waiting = sorted(set(waiting) - set(here))


def _inside(window: Window, mentions: Sequence[Marked]) -> dict[int, tuple[int, int]]:
    """First word and word after the last of each mention of which the window holds all words, as in Asked."""
    starts = [word.start for word in window.words]
    first, last = window.words[0].start, window.words[-1].end
    found = {}
    for mention in mentions:
        if first <= mention.start and mention.end <= last:
            low = max(0, bisect.bisect_right(starts, mention.start) - 1)
            low += window.words[low].end <= mention.start
            high = bisect.bisect_left(starts, mention.end)
            if low < high:
                found[mention.index] = low + 1, high + 1
    return found


def _arrays(
    below: Floats,
    inside: Mapping[int, tuple[int, int]],
    mentions: Sequence[Marked],
    groups: Sequence[int],
    found: Sequence[Pair],
    places: Sequence[int],
    sorts: Sorts,
) -> Asked:
    row = {index: n for n, index in enumerate(inside)}
    thing = {group: n for n, group in enumerate(sorted({groups[index] for index in inside}))}
    shares = np.zeros((len(thing), len(inside)), dtype=np.float32)
    sort = {index: sorts.of(mentions[index]) for index in inside}
    marks = np.zeros(below.shape[1], dtype=np.int64)
    for index, (at, after) in inside.items():
        shares[thing[groups[index]], row[index]] = 1
        marks[at:after] = 2 * sort[index] + 2
        marks[at] = 2 * sort[index] + 1
    spans = np.array(list(inside.values()), dtype=np.int64)
    ends, between = [], []
    for pair in found:
        one, other = pair.near_subject.index, pair.near_object.index
        ends.append((thing[pair.subject], thing[pair.object], row[one], row[other], sort[one], sort[other]))
        low, high = sorted((inside[one], inside[other]))
        between.append((low[1], max(low[1], high[0])))
    return Asked(
        below,
        marks[None],
        spans,
        shares / shares.sum(axis=1, keepdims=True),
        np.array(ends, dtype=np.int64),
        np.array(between, dtype=np.int64),
        np.array(places, dtype=np.int64),
    )
