"""Proposals as rows of numbers: who proposes a span, how sure the tagger is of its words and of those around them, and
what else is proposed on them. No row holds a word, so no name is learned by heart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from extractors.analysis import Analysis
from extractors.arbiter.proposals import Proposal, beside
from extractors.tagger.labels import Floats
from extractors.tagger.tagger import Reading

_SURE = 10
_MEASURES = 3 + _SURE + 5 + 5


@dataclass(frozen=True, slots=True)
class Columns:
    """The types and the rules' parts that have a column of their own, in this order; the measures follow."""

    types: tuple[str, ...]
    parts: tuple[str, ...]

    @property
    def width(self) -> int:
        return len(self.types) + len(self.parts) + _MEASURES

    def rows(self, proposed: Sequence[Proposal], analysis: Analysis) -> Floats:
        """(proposals, width), for proposals in the order of text whose types are all among `types`."""
        rows = np.zeros((len(proposed), self.width), dtype=np.float32)
        shares = analysis.reading.shares
        of_type = shares[:, 1::2] + shares[:, 2::2]
        for row, p, near in zip(rows, proposed, beside(proposed), strict=True):
            number, rule = self.types.index(p.type), p.rule
            row[number] = 1
            if rule and rule.part in self.parts:
                row[len(self.types) + self.parts.index(rule.part)] = 1
            row[-_MEASURES:] = (
                p.tagged,
                *((rule.rank, rule.score) if rule else (0, 0)),
                *_sure(p, analysis.reading, of_type, number),
                *near,
                *_shape(p, analysis),
            )
        return rows


def _sure(p: Proposal, reading: Reading, of_type: Floats, number: int) -> tuple[float, ...]:
    """The tagger's shares of: the type on all words, on the least sure and on the last; no type on all and the least;
    a beginning at the first; going on behind the last; the type before the first; another type; and how many words.
    By the numbers of Labels: 0 none, then B and I of each type in turn; `of_type` (words, types) is their sum.
    """
    first = int(reading.ends.searchsorted(p.start, side="right"))
    last = max(first + 1, int(reading.starts.searchsorted(p.end)))
    shares = reading.shares
    many = len(shares[first:last])
    if not many:
        return (0.0,) * _SURE
    begin, inner = 2 * number + 1, 2 * number + 2
    own, none = of_type[first:last, number], shares[first:last, 0]
    types = of_type[first:last].sum(0) / many
    types[number] = 0
    return (
        own.sum() / many, own.min(), own[-1], none.sum() / many, none.min(), shares[first, begin],
        shares[last, inner] if last < len(shares) else 0.0, of_type[first - 1, number] if first else 0.0, types.max(),
        last - first,
    )  # fmt: skip


def _shape(p: Proposal, analysis: Analysis) -> tuple[float, ...]:
    """Characters, all capitals, a capital first, whether the words around are Spanish, and the style of labelling."""
    words = analysis.text[p.start : p.end]
    spanish = analysis.lang_at(p.start) == "es"
    return p.end - p.start, words.isupper(), words[:1].isupper(), spanish, analysis.tagger.style
