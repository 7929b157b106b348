"""Overlapping proposals settled in one place: by rank, then longer, then earlier, then by type and part."""

from __future__ import annotations

from collections.abc import Iterable

from extractors.part import Found


def settle(found: Iterable[Found]) -> list[Found]:
    """The proposals that stand, in the order of text. Two of one place stay when their `k` differ.

    Spans that nest or cross lose to the higher rank, so a checked identifier is never swallowed by a longer guess.
    """
    order = sorted(found, key=lambda f: (-f.rank, f.start - f.end, f.start, f.k, f.type, f.part))
    taken: list[Found] = []
    for proposal in order:
        if all(
            proposal.end <= other.start
            or other.end <= proposal.start
            or ((proposal.start, proposal.end) == (other.start, other.end) and proposal.k != other.k)
            for other in taken
        ):
            taken.append(proposal)
    return sorted(taken, key=lambda f: (f.start, f.end, f.k))
