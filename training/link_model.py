"""The scorer of links that is trained: an encoder that sees which words are mentions of what, and a head over pairs."""

from __future__ import annotations

from collections.abc import Sequence

import torch
import torch.nn.functional as F  # noqa: N812 -- the name by which everyone knows it
from torch import Tensor, nn

from extractors.relations.scoring.features import RULES, WIDTH
from extractors.relations.scoring.pairs import LINKS, ROLES
from training.encoder import SHARED, Encoder, means

_LAYERS = 2
"""Layers of its own above the shared ones."""
_SORT = 32
_HEADS, _KEY = 4, 32
_HIDDEN = 256


class LinkScorer(nn.Module):
    """Scores the links and roles of pairs; arguments and their shapes as in `extractors.relations.scoring.reading`.

    The layers below are the tagger's own and run there; the marks of mentions join their output, and the layers above,
    the tagger's too at the start, are fine-tuned. A pair is seen as its two things (means over their
    mentions), its two closest mentions, the words between them, the words that an attention of the pair finds in the
    whole window, the sorts, and what was measured (`features`).
    """

    def __init__(self, encoder: Encoder, names: Sequence[str], styles: int) -> None:
        super().__init__()
        sorts = len(names)
        self.events = frozenset(2 * n for n, name in enumerate(names) if name.startswith("Event"))
        self.shape = encoder.shape
        width = encoder.shape.width
        self.upper = encoder.layers[SHARED : SHARED + _LAYERS]
        self.styles = nn.Embedding(styles, width)
        nn.init.zeros_(self.styles.weight)
        self.marks = nn.Embedding(2 * (sorts + 1) + 1, width)
        nn.init.normal_(self.marks.weight, 0, 0.02)
        self.sort = nn.Embedding(sorts + 1, _SORT)
        self.mention = nn.Linear(width, 2 * (_HEADS * _KEY + 2 * _HIDDEN))
        self.thing = nn.Linear(width, 2 * _HIDDEN)
        self.piece = nn.Linear(width, _HEADS * _KEY + 2 * _HIDDEN)
        self.sorted = nn.Linear(2 * _SORT, _HEADS * _KEY)
        self.known = nn.Linear(2 * _SORT + WIDTH, _HIDDEN)
        self.second = nn.Linear(_HIDDEN, _HIDDEN)
        self.links, self.roles = nn.Linear(_HIDDEN, len(LINKS)), nn.Linear(_HIDDEN, len(ROLES))

    def forward(
        self,
        below: Tensor,
        marks: Tensor,
        spans: Tensor,
        groups: Tensor,
        ends: Tensor,
        between: Tensor,
        measured: Tensor,
        style: Tensor,
    ) -> tuple[Tensor, Tensor]:
        """Logits of links (P, links) and of roles (P, roles) for one window."""
        return self.head(self.marked(below, marks, style, None)[0], spans, groups, ends, between, measured)

    def marked(self, x: Tensor, marks: Tensor, style: Tensor, mask: Tensor | None) -> Tensor:
        """The upper layers' vectors (batch, length, width) from the lower ones'. `style` (batch,) is that of the
        labels, `mask` True where a word is."""
        x = x + self.marks(marks) + self.styles(style)[:, None]
        hidden = None if mask is None else torch.where(mask, 0.0, -1e4)[:, None, None, :]
        for layer in self.upper:
            x = layer(x, hidden)
        return x

    def head(
        self, seen: Tensor, spans: Tensor, groups: Tensor, ends: Tensor, between: Tensor, measured: Tensor
    ) -> tuple[Tensor, Tensor]:
        """The same from the encoder's vectors (L, width) of a window."""
        sizes = (_HEADS * _KEY, _HIDDEN, _HIDDEN)
        keys, around, inside = self.piece(seen).split(sizes, -1)
        mentions = means(seen, spans)
        one, other = self.mention(mentions).chunk(2, -1)
        ask_one, one, times_one = one[ends[:, 2]].split(sizes, -1)
        ask_other, other, times_other = other[ends[:, 3]].split(sizes, -1)
        subject, object_ = self.thing(groups @ mentions).chunk(2, -1)
        sorts = torch.cat((self.sort(ends[:, 4]), self.sort(ends[:, 5])), -1)
        query = (ask_one + ask_other + self.sorted(sorts)).view(-1, _HEADS, _KEY).transpose(0, 1)
        near = (query @ keys.view(-1, _HEADS, _KEY).permute(1, 2, 0) * _KEY**-0.5).softmax(-1).mean(0)
        x = one + other + subject[ends[:, 0]] + object_[ends[:, 1]] + near @ around + means(inside, between)
        x = F.gelu(x + self.known(torch.cat((sorts, measured), -1))) + F.gelu(times_one) * F.gelu(times_other)
        x = F.dropout(x, 0.25, self.training)
        x = x + F.gelu(self.second(x))
        return self.links(x), self.roles(x)


def without_rules(measured: Tensor, share: float) -> Tensor:
    """The rules' proposals forgotten for a share of the pairs, so that the words are learned too."""
    kept = (torch.rand(len(measured), 1) >= share).to(measured.dtype)
    return torch.cat((measured[:, :-RULES], measured[:, -RULES:] * kept), 1)
