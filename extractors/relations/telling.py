"""Coreference of the noun and the verb that tell one event, joined only when it is safe.

Safe is: the document tells exactly two events of the kind, and both stand in one sentence, or the first stands in
the opening (a headline) and the two sentences name nothing that differs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.analysis import Analysis
from extractors.part import Coreference, Coreferencer, Marked
from extractors.relations.line import Line, lines
from extractors.relations.words import name_words

NAME = "telling"
_OPENING = 3
"""Lines at the top of a document among which a headline stands."""
_NOT = frozenset(("prosecution", "sighting", "meeting"))
"""Kinds that a report tells one after the other (charge, plea, sentence), so two are seldom one."""
_TELLING = ("Person", "PopulationGroup", "Vehicle", "Vessel", "Commodity", "Place", "Site", "Date")
"""Types that tell two events apart: sentences that name different ones are not joined."""


def tellings(analysis: Analysis, mentions: Sequence[Marked]) -> Iterator[Coreference]:
    by_kind: dict[str, list[Marked]] = {}
    for m in mentions:
        if m.type == "Event" and m.kind and m.kind not in _NOT:
            by_kind.setdefault(m.kind, []).append(m)
    found = lines(analysis, mentions)
    number = {index: n for n, line in enumerate(found) for index in line.mentions}
    for events in by_kind.values():
        if len(events) == 2 and all(e.index in number for e in events):
            first, second = events
            one, other = number[first.index], number[second.index]
            headline = one < _OPENING and found[one].block != found[other].block
            if one == other or (headline and not _differ(found[one], found[other], mentions)):
                spans = ((first.start, first.end), (second.start, second.end))
                yield Coreference(first.index, second.index, spans, NAME, 0.85)


def _differ(one: Line, other: Line, mentions: Sequence[Marked]) -> bool:
    """Whether both sentences name things of a type and have none in common."""
    for type_ in _TELLING:
        left, right = (
            {name_words(mentions[i].text) for i in ln.mentions if mentions[i].type == type_} for ln in (one, other)
        )
        if left and right and not left & right:
            return True
    return False


TELLING = Coreferencer(NAME, "1", tellings)
