"""Groups that are joined and held apart: union-find with cannot-links."""

from __future__ import annotations

from collections.abc import Iterable


class Groups:
    """Members start alone. `join` unites two groups unless `part` holds some of their members apart."""

    def __init__(self, members: Iterable[str]) -> None:
        self._leader = {m: m for m in members}
        self._members = {m: [m] for m in self._leader}
        self._apart: dict[str, set[str]] = {}

    def leader(self, member: str) -> str:
        while self._leader[member] != member:
            self._leader[member] = self._leader[self._leader[member]]
            member = self._leader[member]
        return member

    def members(self, member: str) -> list[str]:
        return self._members[self.leader(member)]

    def part(self, left: str, right: str) -> bool:
        """Hold two members apart from now on; False when they are together already."""
        a, b = self.leader(left), self.leader(right)
        if a == b:
            return False
        self._apart.setdefault(a, set()).add(b)
        self._apart.setdefault(b, set()).add(a)
        return True

    def parted(self, left: str, right: str) -> bool:
        return self.leader(right) in self._apart.get(self.leader(left), ())

    def join(self, left: str, right: str) -> bool:
        """Unite the groups of two members; False when they are held apart."""
        a, b = self.leader(left), self.leader(right)
        if a == b:
            return True
        if b in self._apart.get(a, ()):
            return False
        if (len(self._members[a]), b) < (len(self._members[b]), a):
            a, b = b, a
        self._leader[b] = a
        self._members[a] += self._members.pop(b)
        for other in self._apart.pop(b, ()):
            self._apart[other].discard(b)
            self._apart[other].add(a)
            self._apart.setdefault(a, set()).add(other)
        return True

    def all(self) -> list[list[str]]:
        """Every group, ordered by its first member in the order given at the start."""
        groups: dict[str, list[str]] = {}
        for member in self._leader:
            groups.setdefault(self.leader(member), []).append(member)
        return list(groups.values())
