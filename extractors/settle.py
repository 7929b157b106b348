"""Overlapping proposals settled in one place: by rank, then longer, then earlier, then by type and part."""

from __future__ import annotations

import bisect
from collections.abc import Iterable

from extractors.part import Found


def settle(found: Iterable[Found]) -> list[Found]:
    """The proposals that stand, in the order of text. Two of one place stay when their `k` differ.

    Spans that nest or cross lose to the higher rank, so a checked identifier is never swallowed by a longer guess.
    """
    return first_come(by_rank(found))


def by_rank(found: Iterable[Found]) -> list[Found]:
    """The strongest first."""
    return sorted(found, key=lambda f: (-f.rank, f.start - f.end, f.start, f.k, f.type, f.part))


def first_come(order: Iterable[Found]) -> list[Found]:
    """Each proposal whose words are still free, or are those of one before with another `k`; in the order of text."""
    starts: list[int] = []  # of what is taken, ascending, and beside it what is taken there
    taken: list[list[Found]] = []
    for f in order:
        at = bisect.bisect_left(starts, f.start)
        if at < len(starts) and starts[at] == f.start and f.end == taken[at][0].end:
            if all(f.k != other.k for other in taken[at]):
                taken[at].append(f)
        elif (at == len(starts) or f.end <= starts[at]) and (at == 0 or taken[at - 1][0].end <= f.start):
            starts.insert(at, f.start)
            taken.insert(at, [f])
    return [f for place in taken for f in sorted(place, key=lambda f: f.k)]
