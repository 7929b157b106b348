"""What is known of a text's names: those that other lists hold, and later mentions of names found with evidence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from extractors.analysis import Analysis
from extractors.fold import folded, plain
from extractors.part import CUED, LISTED, Found
from extractors.recognisers import agencies, places
from ontology.values import name

_GOES_ON = re.compile(r"[\w-]")
SHORTEST = 4
"""Letters of a short form of a name; shorter ones are looked for only where they are all capitals."""


def listed_elsewhere(analysis: Analysis) -> frozenset[tuple[int, int]]:
    """Spans of listed places and agencies."""
    return _spans(analysis.text)


@lru_cache(maxsize=8)
def _spans(text: str) -> frozenset[tuple[int, int]]:
    hits = {(hit.start, hit.end) for hit in places.listed(text)}
    return frozenset(hits | {(hit.start, hit.end) for hit in agencies.listed(text)})


def short_forms(written: str, heads: Mapping[str, object]) -> set[str]:
    """A name and what is left of it without its heads, articles and legal form: "Grupo Palafox" → "Palafox"."""
    forms = {written}
    words = written.split()
    while words and (folded(words[0].strip(",.")) in heads or words[0][0].islower()):
        words = words[1:]
    while words and (folded(words[-1].strip(",.")) in heads or words[-1][0].islower()):
        words = words[:-1]
    if words:
        forms.add(" ".join(words).rstrip(","))
    return {form for form in forms if len(form) >= SHORTEST or (form.isupper() and len(form) > 2)}


def later(analysis: Analysis, firm: Mapping[str, str], found: Iterable[Found], part: str) -> Iterator[Found]:
    """The other mentions of names (written form → type), in the same capitals or all in capitals."""
    text = plain(analysis.text)
    taken = [(f.start, f.end) for f in found]
    listed = listed_elsewhere(analysis)
    for form, type_ in sorted(firm.items()):
        bare = plain(form)
        for start, end in sorted(_alone(bare, text) | _alone(bare.upper(), text)):
            if any(s < end and start < e for s, e in taken):
                continue
            value = name.clean(analysis.text[start:end])
            rank = LISTED if (start, end) in listed else CUED
            attributes = (("name", value),) if value else ()
            yield Found(start, end, type_, rank, part, attributes=attributes, score=0.7)


def _alone(name: str, text: str) -> set[tuple[int, int]]:
    """Where a name stands with no letter, digit or hyphen beside it."""
    found, start = set(), text.find(name)
    while start >= 0:
        end = start + len(name)
        if not _GOES_ON.match(text, end) and not (start and _GOES_ON.match(text, start - 1)):
            found.add((start, end))
        start = text.find(name, start + 1)
    return found
