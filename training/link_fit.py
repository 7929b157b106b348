"""Fine-tuning of the scorer of links, the same on every run with the same number of threads."""

from __future__ import annotations

import math
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812 -- the name by which everyone knows it
from torch import Tensor, nn

from extractors.relations.scoring.reading import Asked
from extractors.tagger.labels import Floats
from extractors.tagger.windows import Ints
from training.encoder import Encoder
from training.link_examples import Example
from training.link_model import LinkScorer, without_rules
from training.styles import styles


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a scorer is trained. Rates are the highest of the schedule: warm-up over a tenth, then linear decay.

    `recognised` is the share of documents that are seen with the mentions that recognisers found in place of the
    labelled ones; `unmarked` the share of mentions whose marks are hidden; `nameless` the share of those whose words
    are, since the documents of one corpus name the same persons, and who is tied to whom must not be learned by heart;
    `forgotten` the share of pairs without the rules' proposals.
    """

    epochs: int = 4
    windows: int = 4
    rate: float = 3e-4
    head_rate: float = 1e-3
    decay: float = 0.01
    recognised: float = 0.5
    unmarked: float = 0.04
    nameless: float = 0.4
    forgotten: float = 0.15
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """One window with its answers, and the style of their labelling."""

    asked: Asked
    measured: Tensor
    answers: Tensor
    weights: Tensor
    roles: Tensor
    style: int


def rows(example: Example) -> list[Row]:
    cut: Callable[[Floats | Ints, Ints], Tensor] = lambda table, places: torch.from_numpy(table[places])  # noqa: E731
    return [
        Row(
            a,
            cut(example.measured, a.pairs),
            cut(example.answers, a.pairs),
            cut(example.weights, a.pairs),
            cut(example.roles, a.pairs),
            example.style,
        )
        for a in example.asked
    ]


def fit(
    labelled: Sequence[Example],
    recognised: Sequence[Example],
    start: Encoder,
    names: Sequence[str],
    recipe: Recipe,
    *,
    told: Callable[[str], None],
) -> LinkScorer:
    """The scorer after all epochs. The two sequences hold the same documents in the same order."""
    torch.manual_seed(recipe.seed)
    torch.use_deterministic_algorithms(True)
    torch.utils.deterministic.fill_uninitialized_memory = False  # else 8 % of the time: nothing here reads such
    draw = random.Random(recipe.seed)
    model = LinkScorer(start, names, len(styles().names))
    model.train()
    both = [(rows(one), rows(other)) for one, other in zip(labelled, recognised, strict=True)]
    steps = recipe.epochs * math.ceil(len(both) / recipe.windows)
    inside = set(model.upper.parameters())
    optimizer = torch.optim.AdamW(
        [
            {"params": list(inside), "lr": recipe.rate},
            {"params": [p for p in model.parameters() if p.requires_grad and p not in inside], "lr": recipe.head_rate},
        ],
        weight_decay=recipe.decay,
        fused=True,
    )
    warm = max(1, steps // 10)
    rise = lambda step: min((step + 1) / warm, max(0.0, (steps - step) / (steps - warm)))  # noqa: E731
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, rise)
    for epoch in range(recipe.epochs):
        begun, lost, count = time.perf_counter(), 0.0, 0
        for group in _batches(both, recipe, draw):
            loss = _loss(model, group, recipe)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            lost, count = lost + loss.item(), count + 1
        told(f"epoch {epoch + 1} of {recipe.epochs}: loss {lost / count:.3f}, {time.perf_counter() - begun:.0f} s")
    model.eval()
    return model


def _batches(both: Sequence[tuple[list[Row], list[Row]]], recipe: Recipe, draw: random.Random) -> Iterator[list[Row]]:
    order = draw.sample(range(len(both)), len(both))
    for at in range(0, len(order), recipe.windows):
        group = [
            row for n in order[at : at + recipe.windows] for row in both[n][int(draw.random() < recipe.recognised)]
        ]
        if group:
            yield group


def _loss(model: LinkScorer, group: Sequence[Row], recipe: Recipe) -> Tensor:
    """Cross entropy over the pairs: a tenth for each link of a document, half as much for each role."""
    seen = encoded(model, [row.asked for row in group], [row.style for row in group], hidden=recipe)
    total = seen.new_zeros(())
    for vectors, row in zip(seen, group, strict=True):
        own = vectors[: row.asked.marks.shape[1]]
        measured = without_rules(row.measured, recipe.forgotten)
        links, roles = model.head(own, *_tensors(row.asked), measured)
        told = F.binary_cross_entropy_with_logits(links, row.answers, weight=row.weights, reduction="sum") / 10
        there = row.roles >= 0
        if there.any():
            told = told + F.cross_entropy(roles[there], row.roles[there], reduction="sum") / 20
        total = total + told
    return total / len(group)


def encoded(
    model: LinkScorer, windows: Sequence[Asked], style_of: Sequence[int], *, hidden: Recipe | None = None
) -> Tensor:
    """The encoder's vectors of windows side by side. With a recipe, shares of the mentions lose marks or words."""
    longest = max(window.marks.shape[1] for window in windows)
    x = torch.zeros(len(windows), longest, model.shape.width)
    mask = torch.zeros(len(windows), longest, dtype=torch.bool)
    marks = np.zeros((len(windows), longest), dtype=np.int64)
    for n, window in enumerate(windows):
        count = window.marks.shape[1]
        x[n, :count], mask[n, :count], marks[n, :count] = torch.from_numpy(window.below[0]), True, window.marks[0]
        if hidden:
            for at, after in window.spans[(torch.rand(len(window.spans)) < hidden.unmarked).numpy()]:
                marks[n, at:after] = 0
            named = torch.rand(len(window.spans)) < hidden.nameless
            for at, after in window.spans[named.numpy()]:
                if int(window.marks[0, at]) - 1 not in model.events:
                    x[n, at:after] = 0
    with torch.autocast("cpu", torch.bfloat16):
        seen = model.marked(x, torch.from_numpy(marks), torch.tensor(style_of), mask)
    return seen.float()


def _tensors(asked: Asked) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    spans, groups, ends, between = (
        torch.from_numpy(array) for array in (asked.spans, asked.groups, asked.ends, asked.between)
    )
    return spans, groups, ends, between
