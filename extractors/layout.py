"""A document's text without what its layout put in: the marks of quoted mail, hyphens and ends of wrapped lines.

Every part reads this text, in which a name is whole; the spans of what they find lead back to the text as received.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from extractors.fold import folded
from extractors.recognisers.lexicon import lexicon
from extractors.recognisers.person_words import words

_QUOTED = re.compile(r"(?:^>[^\n]*(?:\n|\Z)){2,}", re.MULTILINE)
"""One line alone that begins so may tell that something is more than something else."""
_MARK = re.compile(r"^(?:>[ ]?)+", re.MULTILINE)
_CUT = re.compile(
    r"(?P<hyphen>[-‐\xad])(?P<break>[ \t]*\r?\n[ \t]*)(?:(?P<letters>[^\W\d_]{2,40})|(?P<digit>\d))"
    r"|(?P<unseen>[\xad\u200b\u2060\ufeff])"
)
_BEFORE = re.compile(r"[^\W\d_]{2,}\Z|\d\Z")
_LONGEST = 40
"""Characters of a word that are looked at."""
_VOWEL = re.compile(r"[aeiouy]")
_COLUMNS = re.compile(r"\t|[ ]{3}|\.{4}|[|]")
_GOES_ON = re.compile(r"[^\W\d_][,)]?\Z")
_WIDE = 50
"""Characters of a paragraph's longest line from which it may be wrapped."""
_FULL = 0.75
"""Least share of it that the other lines have, but for the last."""
_MANY = 4
"""Lines of a paragraph from which it is wrapped by their lengths alone."""

Edit = tuple[int, int, str]
"""Characters and what stands for them: nothing, or one of them."""


@dataclass(frozen=True, slots=True)
class Layer:
    """What one kind of edit made of a text. `here` and `there`: where each unchanged piece begins now and began before,
    ascending."""

    here: tuple[int, ...]
    there: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Unwrapped:
    """A text without its layout, and the way back to the one received."""

    text: str
    layers: tuple[Layer, ...]

    def back(self, start: int, end: int) -> tuple[int, int]:
        """The characters of the text received that a span of this one, which is not empty, stands for."""
        last = end - 1
        for layer in reversed(self.layers):
            start, last = (_moved(at, layer.here, layer.there) for at in (start, last))
        return start, last + 1

    def forth(self, start: int, end: int) -> tuple[int, int]:
        """The span of this text that stands for one of the text received."""
        for layer in self.layers:
            start, end = (_moved(at, layer.there, layer.here) for at in (start, end))
        return start, end


def unwrapped(text: str) -> Unwrapped:
    """The text with the halves of its words joined and each wrapped paragraph on one line."""
    layers = []
    for edits in (_unmarked, _joined, _unbroken):
        if made := list(edits(text)):
            text, layer = _edited(text, made)
            layers.append(layer)
    return Unwrapped(text, tuple(layers))


def _moved(at: int, one: tuple[int, ...], other: tuple[int, ...]) -> int:
    """Where a character lies after the move of its piece; one that was left out, where the next piece begins."""
    piece = bisect_right(one, at) - 1
    moved = other[piece] + at - one[piece]
    return min(moved, other[piece + 1]) if piece + 1 < len(other) else moved


def _edited(text: str, edits: Iterable[Edit]) -> tuple[str, Layer]:
    pieces, here, there = [], [0], [0]
    for start, end, instead in edits:
        pieces += [text[there[-1] : start], instead]
        here.append(here[-1] + start - there[-1] + len(instead))
        there.append(end)
    return "".join((*pieces, text[there[-1] :])), Layer(tuple(here), tuple(there))


def _unmarked(text: str) -> Iterator[Edit]:
    """The marks of lines that a mail quotes."""
    for block in _QUOTED.finditer(text):
        yield from ((*mark.span(), "") for mark in _MARK.finditer(text, *block.span()))


def _joined(text: str) -> Iterator[Edit]:
    """Hyphens at the ends of lines, with the line's end: `Villa-lobos`; of `Mora-García` and numbers the end alone.
    Signs that nobody sees, too."""
    for cut in _CUT.finditer(text):
        if cut["unseen"]:
            yield *cut.span(), ""
            continue
        found = _BEFORE.search(text, max(0, cut.start() - _LONGEST), cut.start())
        before, after = found.group() if found else "", cut["letters"]
        if before.isdigit() if cut["digit"] else _is_compound(before, after):
            yield *cut.span("break"), ""
        elif after and _is_word(before, after):
            yield cut.start("hyphen"), cut.end("break"), ""


def _is_compound(before: str, after: str) -> bool:
    """Whether the hyphen belongs to the word: two names, or a beginning that is written with one."""
    known = words()
    names = all(half[:1].isupper() and (folded(half) in known.given or folded(half) in known.surname)
                for half in (before, after))  # fmt: skip
    return names or folded(before) in lexicon("layout")["keeps_hyphen"]


def _is_word(before: str, after: str) -> bool:
    """Whether two halves are one word: the second in lower case, or both in capitals, each a syllable."""
    alike = after[0].islower() or (before.isupper() and after.isupper())
    return alike and all(_VOWEL.search(folded(half)) for half in (before, after))


def _unbroken(text: str) -> Iterator[Edit]:
    """The line ends of wrapped paragraphs: one space for each."""
    lines: list[tuple[int, int]] = []
    at = 0
    for line in (*text.split("\n"), ""):
        if words_ := line.strip():
            start = at + line.index(words_[0])
            lines.append((start, start + len(words_)))
        else:
            if len(lines) > 1 and _is_wrapped([text[start:end] for start, end in lines]):
                yield from ((end, start, " ") for (_, end), (start, _) in pairwise(lines))
            lines = []
        at += len(line) + 1


def _is_wrapped(lines: list[str]) -> bool:
    """Whether lines end for want of room: no first word of the next one had any; or all but the last are long, and a
    sentence goes on in lower case."""
    width = max(map(len, lines))
    if width < _WIDE or any(_COLUMNS.search(line) for line in lines):
        return False
    if len(lines) >= _MANY and all(len(a) + 1 + len(b.split()[0]) > width for a, b in pairwise(lines)):
        return True
    long = min(map(len, lines[:-1])) >= _FULL * width
    return long and any(b[0].islower() and _GOES_ON.search(a) for a, b in pairwise(lines))
