"""Coreference of the short forms that a report gives its persons ("S-1", "ARP") with the names beside which it does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.analysis import Analysis
from extractors.part import Coreference, Coreferencer, Marked
from extractors.recognisers.shorthand import is_numbered, key_of, short_forms

NAME = "short-form"


def stand_for(analysis: Analysis, mentions: Sequence[Marked]) -> Iterator[Coreference]:
    persons = [m for m in mentions if m.type == "Person"]
    names = {(m.start, m.end): m for m in persons if not is_numbered(m.text)}
    told = short_forms(analysis.text, names)
    for m in persons:
        if (span := told.get(key_of(m.text) or "")) and names[span] is not m:
            left, right = sorted((names[span], m), key=lambda each: each.index)
            spans = ((left.start, left.end), (right.start, right.end))
            yield Coreference(left.index, right.index, spans, NAME, 0.9)


SHORTHAND = Coreferencer(NAME, "1", stand_for)
