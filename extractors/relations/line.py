"""A sentence as a line of items: folded words, and each mention as one item `@12:Person`.

Patterns are written against this line, so they see what kind of thing stands where and not what it is called.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from operator import attrgetter, itemgetter
from typing import NamedTuple

from spacy.tokens import Token

from extractors.analysis import PARSED, Analysis, Sentence
from extractors.fold import folded
from extractors.part import Marked

_FORM_BREAK = re.compile(r"\n+")
_PROSE_WIDTH = 60
"""A line shorter than this, or one that ends a sentence or clause, is broken on purpose, not wrapped."""
_COLUMN_WIDTH = 25
"""The same where the next line goes on in lower case, as narrow columns and scans do."""
_ITEM = re.compile(r"[^\S\n]*(?:[•·▪◦‣*–—-][^\S\n]+\S|[A-Z]{1,3}\d?: |[^\W\d_]{2,20}(?: [^\W\d_]+)?:)")
"""Where a line begins with this, the one before was broken on purpose: an item of a list, a speaker, a form's label."""
_STAMP = re.compile(
    r"[^\S\n]*\[?(?:\d{1,2}:\d\d(?::\d\d)?(?=[\s\]])|\d{1,4}[/-]\d{1,2}[/-]\d{2,4}(?=[\s,\]])"
    r"|\d{4} ?(?:hrs|HRS|[LZhH])\b)"
)
"""The same where it begins with the time or day of a log's entry, and no small word before it leads to that."""
_LEADING = re.compile(
    r"(?:^|\s)(?i:at|on|of|from|until|till|by|to|and|or|between|about|around|since|before|after"
    r"|a|el|la|las|del|de|desde|hasta|entre|y|o|d[ií]a|hacia|sobre)\Z"
)
_QUOTES = frozenset("\"'“”«»‘’")
_AT, _LEFT = attrgetter("at"), itemgetter(1)


class Item(NamedTuple):
    """A word (folded) or a mention (`mention` is its index); `at` is its place in the line's text. A tuple, as texts
    have thousands."""

    text: str
    start: int
    end: int
    at: int
    mention: int | None = None


MOST = 60
"""Mentions of a line. What names more in one go is no sentence but a list without its line ends, and every mention of
a line is laid beside every other."""


@dataclass(frozen=True, slots=True)
class Line:
    """`text` is the items joined by single spaces, with one space at each end. `block` numbers the paragraphs."""

    sentence: Sentence
    block: int
    text: str
    items: tuple[Item, ...]
    mentions: tuple[int, ...]
    places: Mapping[int, int]
    """The number of the item that a mention is."""

    @property
    def lang(self) -> str:
        return self.sentence.lang

    def item_at(self, place: int) -> int:
        """The number of the item that holds a character of `text`."""
        return bisect.bisect_right(self.items, place, key=_AT) - 1

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The document's characters that a stretch of `text` stands for."""
        return self.items[self.item_at(start)].start, self.items[self.item_at(max(start, end - 2))].end

    def place(self, mention: int) -> int:
        """The number of the item that a mention is."""
        return self.places[mention]

    def head(self, marked: Marked) -> Token | None:
        """The syntactic head of a mention where the line has a parse."""
        return self.sentence.token_at(marked.start, marked.end) if self.lang in PARSED else None


def lines(analysis: Analysis, mentions: Sequence[Marked]) -> Sequence[Line]:
    """The lines of a document in the order of text. Of two mentions of one place the first alone stands in the line."""
    return _lines(analysis, tuple(mentions))


@lru_cache(maxsize=2)
def _lines(analysis: Analysis, mentions: tuple[Marked, ...]) -> tuple[Line, ...]:
    """Three parts ask for the same lines one after the other."""
    result: list[Line] = []
    plain = folded(analysis.text)
    starts = [m.start for m in mentions]
    for block, passage in enumerate(analysis.passages):
        for sentence in passage.sentences():
            words = list(_words(plain, sentence))
            among = mentions[bisect.bisect_left(starts, sentence.start) : bisect.bisect_left(starts, sentence.end)]
            for start, end in _pieces(analysis.text, sentence, among):
                first, last = (bisect.bisect_left(starts, at) for at in (start, end))
                cuts = [start, *(starts[n] for n in range(first + MOST, last, MOST)), end]
                for left, right in pairwise(cuts):
                    inside = mentions[bisect.bisect_left(starts, left) : bisect.bisect_left(starts, right)]
                    first_word, last_word = (bisect.bisect_left(words, at, key=_LEFT) for at in (left, right))
                    if line := _line(words[first_word:last_word], sentence, block, inside):
                        result.append(line)
    return tuple(result)


def _pieces(text: str, sentence: Sentence, among: Sequence[Marked]) -> list[tuple[int, int]]:
    """The sentence cut where a line was broken on purpose: forms and logs put one thing a line. No mention is cut."""
    cuts, last = [], sentence.start
    for found in _FORM_BREAK.finditer(text, sentence.start, sentence.end):
        start, end = found.span()
        if _on_purpose(text, start, end) and not any(m.start < start < m.end for m in among):
            cuts.append((last, start))
            last = end
    return [piece for piece in (*cuts, (last, sentence.end)) if piece[0] < piece[1]]


def _on_purpose(text: str, start: int, end: int) -> bool:
    """Whether a line ends here (`start`) for another reason than want of room; the next one begins at `end`."""
    before = text[text.rfind("\n", 0, start) + 1 : start].rstrip()
    if before.endswith((".", ":", ";", ",")) or _ITEM.match(text, end):
        return True
    if _STAMP.match(text, end) and not _LEADING.search(before):
        return True
    return len(before) < (_COLUMN_WIDTH if text[end : end + 1].islower() else _PROSE_WIDTH)


def _words(text: str, sentence: Sentence) -> Iterator[tuple[str, int, int]]:
    """The words of a sentence with their characters, quotes left out."""
    offset = sentence.offset
    for token in sentence.span:
        left = offset + token.idx
        right = left + len(token)
        word = text[left:right].strip()
        if word and word not in _QUOTES:
            yield word, left, right


def _line(
    words: Sequence[tuple[str, int, int]], sentence: Sentence, block: int, inside: Sequence[Marked]
) -> Line | None:
    parts: list[tuple[str, int, int, int | None]] = []
    covered = -1
    for mark in inside:
        if mark.start >= covered:
            parts.append((f"@{mark.index}:{mark.type}", mark.start, mark.end, mark.index))
            covered = mark.end
    taken, ahead = [(p[1], p[2]) for p in parts], 0
    for word, left, right in words:
        while ahead < len(taken) and taken[ahead][1] <= left:
            ahead += 1
        if ahead == len(taken) or right <= taken[ahead][0]:
            parts.append((word, left, right, None))
    if not parts:
        return None
    items, rendered = [], " "
    for word, left, right, mention in sorted(parts, key=_LEFT):
        items.append(Item(word, left, right, len(rendered), mention))
        rendered += word + " "
    places = {item.mention: n for n, item in enumerate(items) if item.mention is not None}
    return Line(sentence, block, rendered, tuple(items), tuple(places), places)
