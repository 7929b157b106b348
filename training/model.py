"""The tagger that is trained: encoder, label scores with learned transitions (a linear-chain CRF), scores of kinds."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from extractors.tagger.labels import Labels
from training.encoder import Batch, Encoder, locked_dropout


class Tagger(nn.Module):
    """`told` gives scores of labels and kinds by word, as the ONNX file does. `styles` is how many styles of labelling
    it learns from: a vector of each joins the words' above the encoder's shared layers."""

    def __init__(self, encoder: Encoder, labels: Labels, *, styles: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder, self.labels = encoder, labels
        self.styles = nn.Embedding(styles, encoder.shape.width)
        nn.init.zeros_(self.styles.weight)
        self.dropout = dropout
        self.head = nn.Linear(encoder.shape.width, len(labels.names))
        self.kind_head = nn.Linear(encoder.shape.width, len(labels.kinds))
        self.steps = nn.Parameter(torch.zeros(len(labels.names), len(labels.names)))
        self.first = nn.Parameter(torch.zeros(len(labels.names)))
        steps, first = labels.illegal
        self.register_buffer("never", torch.from_numpy(steps))
        self.register_buffer("never_first", torch.from_numpy(first))

    def told(self, seen: Tensor) -> tuple[Tensor, Tensor]:
        """Scores of labels and of kinds from the encoder's vectors of words."""
        seen = locked_dropout(seen, self.dropout, self.training)
        return self.head(seen), self.kind_head(seen)

    def loss(self, given: Batch, gold: Tensor, kinds: Tensor, style: Tensor) -> Tensor:
        """Negative log likelihood of the gold labels, by word, and of the gold kinds; -1 where there is none."""
        scores, kind_scores = (each.float() for each in self.told(self.encoder(given, self.styles(style)[:, None])))
        there = gold >= 0
        path = self._log_likelihood(scores, gold.clamp(min=0), there)
        told = kinds >= 0
        kind_loss = nn.functional.cross_entropy(kind_scores[told], kinds[told]) if told.any() else path.new_zeros(())
        return -path.sum() / there.sum() + 0.1 * kind_loss

    def _log_likelihood(self, scores: Tensor, gold: Tensor, there: Tensor) -> Tensor:
        """Of each row's gold path under the CRF. Words are at the left of a row, so `there` is True then False."""
        steps, first = self.steps + self.never, self.first + self.never_first
        total = first + scores[:, 0]
        for at in range(1, scores.shape[1]):
            step = torch.logsumexp(total[:, :, None] + steps, 1) + scores[:, at]
            total = torch.where(there[:, at, None], step, total)
        norm = torch.logsumexp(total, 1)
        own = scores.gather(2, gold[..., None])[..., 0] * there
        moves = steps[gold[:, :-1], gold[:, 1:]] * there[:, 1:]
        return own.sum(1) + moves.sum(1) + first[gold[:, 0]] - norm
