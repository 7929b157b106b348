"""Labelled documents as windows with the label and the kind of every word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import Tensor

from extractors.tagger.labels import Labels
from extractors.tagger.windows import Window, windows
from training.documents import Document
from training.encoder import Batch, batch


@dataclass(frozen=True, slots=True)
class Example:
    """A window; `gold` and `kinds` by word, numbers as in Labels (kinds: -1 where there is none); `style` of labels."""

    window: Window
    gold: tuple[int, ...]
    kinds: tuple[int, ...]
    style: int


def examples(document: Document, labels: Labels, tokenizer: Tokenizer) -> list[Example]:
    mentions = sorted(document["mentions"], key=lambda m: (m["start"] - m["end"], m["start"]))
    return [_example(window, mentions, labels, document["style"]) for window in windows(document["text"], tokenizer)]


def _example(window: Window, mentions: Sequence[dict[str, Any]], labels: Labels, style: int) -> Example:
    """Of mentions that overlap the longest is kept; a word belongs to a mention that holds most of it."""
    gold, kinds = [0] * len(window.words), [-1] * len(window.words)
    for mention in mentions:
        start, end = mention["start"], mention["end"]
        inside = [
            number
            for number, word in enumerate(window.words)
            if 2 * (min(word.end, end) - max(word.start, start)) > word.end - word.start
        ]
        if not inside or any(gold[number] for number in inside):
            continue
        label = 1 + 2 * labels.types.index(mention["type"])
        whole = window.words[inside[0]].start <= start
        kind = f"{mention['type']}:{mention.get('kind')}"
        for place, number in enumerate(inside):
            gold[number] = label if place == 0 and whole else label + 1
            kinds[number] = labels.kinds.index(kind) if kind in labels.kinds else -1
    if gold and gold[0] and gold[0] % 2 == 0:
        gold[0] -= 1
    return Example(window, tuple(gold), tuple(kinds), style)


def batched(rows: Sequence[Example]) -> tuple[Batch, Tensor, Tensor, Tensor]:
    """Rows side by side: the windows, their labels and kinds, -1 where a row has no word, and the styles of labels."""
    given = batch([row.window for row in rows])
    count = int(given.word.max()) + 1
    gold, kinds = (torch.full((len(rows), count), -1) for _ in range(2))
    for number, row in enumerate(rows):
        gold[number, : len(row.gold)] = torch.tensor(row.gold)
        kinds[number, : len(row.kinds)] = torch.tensor(row.kinds)
    return given, gold, kinds, torch.tensor([row.style for row in rows])
