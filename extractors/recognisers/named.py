"""What other lists already know of a text's capitalised spans, so that a person is not seen in a place or an agency."""

from __future__ import annotations

from functools import lru_cache

from extractors.analysis import Analysis
from extractors.recognisers import agencies, places


def listed_elsewhere(analysis: Analysis) -> frozenset[tuple[int, int]]:
    """Spans of listed places and agencies."""
    return _spans(analysis.text)


@lru_cache(maxsize=8)
def _spans(text: str) -> frozenset[tuple[int, int]]:
    hits = {(hit.start, hit.end) for hit in places.listed(text)}
    return frozenset(hits | {(hit.start, hit.end) for hit in agencies.bodies().find(text)})
