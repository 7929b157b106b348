"""Which of many spans share a character with one, without looking at all of them."""

from __future__ import annotations

import bisect
from collections.abc import Iterable
from typing import Generic, Protocol, TypeVar


class Spanned(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


S = TypeVar("S", bound=Spanned)


class Spans(Generic[S]):
    """Spans in the order of their starts; of equal starts in the order given."""

    def __init__(self, spans: Iterable[S]) -> None:
        self._spans = sorted(spans, key=lambda s: s.start)
        self._starts = [s.start for s in self._spans]
        self._longest = max((s.end - s.start for s in self._spans), default=0)

    def crossing(self, start: int, end: int) -> list[S]:
        """Those that share a character with start..end."""
        first = bisect.bisect_left(self._starts, start - self._longest)
        near = self._spans[first : bisect.bisect_left(self._starts, end)]
        return [s for s in near if s.end > start]
