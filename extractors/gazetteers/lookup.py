"""Find the names of a list in a text: a tree of folded words, the whole text once, the longest name at each place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from extractors.fold import key, words

T = TypeVar("T")
_JOINTS = frozenset({" ", "-", ". ", ".", "'", "’", "–", "/", " - ", "\n", " & ", ".-"})
"""What may stand between two words of one name."""


@dataclass(slots=True)
class _Node(Generic[T]):
    after: dict[str, _Node[T]] = field(default_factory=dict)
    entries: list[T] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Hit(Generic[T]):
    """A listed name in the text, with all entries that bear it; `first` and `last` are indices of its words."""

    start: int
    end: int
    first: int
    last: int
    entries: tuple[T, ...]


class Lookup(Generic[T]):
    """Names to entries. Names are compared without case and accents; punctuation inside them does not count."""

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        self._root: _Node[T] = _Node()
        for name, entry in entries:
            node = self._root
            for word in key(name):
                node = node.after.setdefault(word, _Node())
            if node is not self._root:
                node.entries.append(entry)

    def get(self, name: str) -> tuple[T, ...]:
        """The entries of exactly this name."""
        node = self._root
        for word in key(name):
            if word not in node.after:
                return ()
            node = node.after[word]
        return tuple(node.entries)

    def find(self, text: str) -> Iterator[Hit[T]]:
        """The longest name that starts at each word; names inside a longer one are not given."""
        found = words(text)
        i = 0
        while i < len(found):
            if found[i].form not in self._root.after:
                i += 1
                continue
            node, best, last = self._root, self._root, i
            for j in range(i, len(found)):
                if j > i and text[found[j - 1].end : found[j].start] not in _JOINTS:
                    break
                step = node.after.get(found[j].form)
                if step is None:
                    break
                node = step
                if node.entries:
                    best, last = node, j
            if best is self._root:
                i += 1
                continue
            yield Hit(found[i].start, found[last].end, i, last, tuple(best.entries))
            i = last + 1
