"""Labelled documents as windows with the label and the kind of every word."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import Tensor

from extractors.layout import unwrapped
from extractors.tagger.labels import Labels
from extractors.tagger.windows import Window, windows
from training.encoder import Batch, batch

_CORPORA = Path(__file__).parent.parent / "corpora"
TRAINING, WRITTEN = _CORPORA / "training", _CORPORA / "written"

Document = dict[str, Any]
"""One line of a labelled corpus: `id`, `text`, `mentions` with `start`, `end`, `type`, `kind`."""


@dataclass(frozen=True, slots=True)
class Example:
    """A window; `gold` and `kinds` by word, numbers as in Labels (kinds: -1 where there is none)."""

    window: Window
    gold: tuple[int, ...]
    kinds: tuple[int, ...]


def read(folder: Path) -> list[Document]:
    """The documents of a folder of corpora, in the order of their ids, without layout, as
    the parts of extraction read them."""
    lines = [line for path in sorted(folder.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()]
    return sorted((_laid(json.loads(line)) for line in lines if line.strip()), key=lambda document: str(document["id"]))


def _laid(document: Document) -> Document:
    laid = unwrapped(document["text"])
    mentions = []
    for mention in document["mentions"]:
        start, end = laid.forth(mention["start"], mention["end"])
        mentions.append({**mention, "start": start, "end": end})
    return {**document, "text": laid.text, "mentions": mentions}


def hashes(folder: Path) -> dict[str, str]:
    """SHA-256 of every corpus of a folder by its name."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.glob("*.jsonl"))}


def labels_of(documents: Iterable[Document]) -> Labels:
    mentions = [mention for document in documents for mention in document["mentions"]]
    types = sorted({mention["type"] for mention in mentions})
    kinds = sorted({f"{m['type']}:{m['kind']}" for m in mentions if m.get("kind")})
    return Labels(tuple(types), tuple(kinds))


def examples(document: Document, labels: Labels, tokenizer: Tokenizer) -> list[Example]:
    mentions = sorted(document["mentions"], key=lambda m: (m["start"] - m["end"], m["start"]))
    return [_example(window, mentions, labels) for window in windows(document["text"], tokenizer)]


def _example(window: Window, mentions: Sequence[dict[str, Any]], labels: Labels) -> Example:
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
    return Example(window, tuple(gold), tuple(kinds))


def batched(rows: Sequence[Example]) -> tuple[Batch, Tensor, Tensor]:
    """Rows side by side: the windows, their labels and kinds, -1 where a row has no word."""
    given = batch([row.window for row in rows])
    count = int(given.word.max()) + 1
    gold, kinds = (torch.full((len(rows), count), -1) for _ in range(2))
    for number, row in enumerate(rows):
        gold[number, : len(row.gold)] = torch.tensor(row.gold)
        kinds[number, : len(row.kinds)] = torch.tensor(row.kinds)
    return given, gold, kinds
