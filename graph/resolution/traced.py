"""Groups that remember how they came about: what joined, what was held apart, what was refused."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from graph.resolution.together import Groups


@dataclass(frozen=True, slots=True)
class Joined:
    """Two members by which two groups became one, and how many members each group had."""

    left: str
    right: str
    left_size: int
    right_size: int


class Traced(Groups):
    """In the order in which it happened. `refused` are joins against members that are held apart."""

    def __init__(self, members: Iterable[str]) -> None:
        super().__init__(members)
        self.joined: list[Joined] = []
        self.refused: list[tuple[str, str]] = []
        self.held_apart: list[tuple[str, str]] = []

    def part(self, left: str, right: str) -> bool:
        parted = super().part(left, right)
        if parted:
            self.held_apart.append((left, right))
        return parted

    def join(self, left: str, right: str) -> bool:
        if self.leader(left) == self.leader(right):
            return True
        sizes = len(self.members(left)), len(self.members(right))
        if not super().join(left, right):
            self.refused.append((left, right))
            return False
        self.joined.append(Joined(left, right, *sizes))
        return True
