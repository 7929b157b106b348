"""Fine-tuning: from labelled documents to a tagger, the same on every run with the same number of threads."""

from __future__ import annotations

import math
import random
import time
from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import dataclass

import torch
from tokenizers import Tokenizer
from torch import nn

from extractors.tagger.labels import Labels
from training.augment import Augmenter
from training.documents import Document
from training.encoder import Encoder
from training.examples import Example, batched, examples
from training.model import Tagger

EVERY = 4
"""Steps from one averaging of the weights to the next."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a tagger is trained. Rates are the highest of the schedule: warm-up over a tenth, then linear decay.

    Every fourth step the shipped weights move towards the trained ones, and keep `averaging` of themselves.
    """

    epochs: int = 4
    windows: int = 3
    rate: float = 3e-4
    head_rate: float = 2e-3
    decay: float = 0.01
    averaging: float = 0.95
    augmented: float = 0.6
    seed: int = 0


def fit(
    documents: Sequence[Document],
    labels: Labels,
    start: Callable[[], Encoder],
    tokenizer: Tokenizer,
    recipe: Recipe,
    *,
    styles: int,
    told: Callable[[str, Tagger], None],
) -> Tagger:
    """The tagger after all epochs, with averaged weights. `told` hears a line after each epoch, and sees the tagger.
    `styles` is how many styles of labelling are told apart.
    """
    torch.manual_seed(recipe.seed)
    torch.use_deterministic_algorithms(True)
    torch.utils.deterministic.fill_uninitialized_memory = False  # else 8 % of the time: nothing here reads such
    draw = random.Random(recipe.seed)
    model = Tagger(start(), labels, styles=styles)
    mean = deepcopy(model)
    augmenter = Augmenter(documents, seed=recipe.seed)
    plain = [examples(document, labels, tokenizer) for document in documents]
    steps = recipe.epochs * math.ceil(sum(map(len, plain)) / recipe.windows)
    optimizer, schedule = _optimizer(model, recipe, steps)
    model.train()
    for epoch in range(recipe.epochs):
        begun, lost, count = time.perf_counter(), 0.0, 0
        for group in _batches(_epoch(documents, plain, augmenter, labels, tokenizer, draw, recipe), recipe, draw):
            with torch.autocast("cpu", torch.bfloat16):
                loss = model.loss(*batched(group))
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            lost, count = lost + loss.item(), count + 1
            if count % EVERY == 0:
                _follow(mean, model, recipe.averaging if epoch else 0.8)
        told(
            f"epoch {epoch + 1} of {recipe.epochs}: loss {lost / count:.4f}, {time.perf_counter() - begun:.0f} s", mean
        )
    mean.eval()
    return mean


def _optimizer(
    model: Tagger, recipe: Recipe, steps: int
) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LRScheduler]:
    inside = set(model.encoder.parameters())
    new = {p for table in model.encoder.features for p in table.parameters()}
    optimizer = torch.optim.AdamW(
        [
            {"params": [p for p in model.encoder.parameters() if p not in new], "lr": recipe.rate},
            {"params": [p for p in model.parameters() if p not in inside or p in new], "lr": recipe.head_rate},
        ],
        weight_decay=recipe.decay,
        fused=True,
    )
    warm = max(1, steps // 10)
    rise = lambda step: min((step + 1) / warm, max(0.0, (steps - step) / (steps - warm)))  # noqa: E731
    return optimizer, torch.optim.lr_scheduler.LambdaLR(optimizer, rise)


def _epoch(
    documents: Sequence[Document],
    plain: Sequence[list[Example]],
    augmenter: Augmenter,
    labels: Labels,
    tokenizer: Tokenizer,
    draw: random.Random,
    recipe: Recipe,
) -> list[Example]:
    """Every document once, as it is or as a variant."""
    rows: list[Example] = []
    for document, windows in zip(documents, plain, strict=True):
        if draw.random() < recipe.augmented:
            rows += examples(augmenter.variant(document), labels, tokenizer)
        else:
            rows += windows
    return rows


def _batches(rows: list[Example], recipe: Recipe, draw: random.Random) -> list[list[Example]]:
    """Windows of like length together, the batches in an order drawn anew."""
    ordered = sorted(rows, key=lambda row: len(row.window.ids) + draw.random() * 12)
    made = [ordered[at : at + recipe.windows] for at in range(0, len(ordered), recipe.windows)]
    draw.shuffle(made)
    return made


@torch.no_grad()
def _follow(mean: Tagger, model: Tagger, share: float) -> None:
    ours, theirs = list(mean.parameters()), list(model.parameters())
    torch._foreach_lerp_(ours, theirs, 1 - share)
