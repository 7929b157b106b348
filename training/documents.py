"""The labelled reports: as read for training, which of them are learned from, and their labels."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from extractors.layout import unwrapped
from extractors.tagger.labels import Labels
from training.styles import styles

_CORPORA = Path(__file__).parent.parent / "corpora"
TRAINING, WRITTEN = _CORPORA / "training", _CORPORA / "written"
FOLDS = 5

Document = dict[str, Any]
"""One line of a labelled corpus: `id`, `text`, `mentions` with `start`, `end`, `type`, `kind`; and the `corpus` and
the number of the `style` in which it is labelled."""


def read(folder: Path) -> list[Document]:
    """The documents of a folder of corpora, in the order of their ids, without layout, as
    the parts of extraction read them."""
    made = [
        {**_laid(json.loads(line)), "corpus": path.stem, "style": styles().numbers[path.stem]}
        for path in folder.glob("*.jsonl")
        for line in path.read_text("utf-8").splitlines()
        if line.strip()
    ]
    return sorted(made, key=lambda document: str(document["id"]))


def _laid(document: Document) -> Document:
    laid = unwrapped(document["text"])
    mentions = []
    for mention in document["mentions"]:
        start, end = laid.forth(mention["start"], mention["end"])
        mentions.append({**mention, "start": start, "end": end})
    return {**document, "text": laid.text, "mentions": mentions}


def parted(folder: Path, fold: int) -> tuple[list[Document], list[Document]]:
    """The documents of a folder that the tagger learns from, and those left out, on which it is looked at: of TRAINING
    every fifth, from number `fold` on; of WRITTEN every fifth of each corpus labelled in the style that ships."""
    documents = read(folder)
    out = {id(document) for counted in _counted(folder, documents) for document in counted[fold::FOLDS]}
    return [d for d in documents if id(d) not in out], [d for d in documents if id(d) in out]


def _counted(folder: Path, documents: list[Document]) -> list[list[Document]]:
    if folder == TRAINING:
        return [documents]
    of: Callable[[Document], str] = itemgetter("corpus")
    shipped = sorted((document for document in documents if document["style"] == styles().shipped), key=of)
    return [list(corpus) for _, corpus in groupby(shipped, key=of)]


def hashes(folder: Path) -> dict[str, str]:
    """SHA-256 of every corpus of a folder by its name."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.glob("*.jsonl"))}


def labels_of(documents: Iterable[Document]) -> Labels:
    mentions = [mention for document in documents for mention in document["mentions"]]
    types = sorted({mention["type"] for mention in mentions})
    kinds = sorted({f"{m['type']}:{m['kind']}" for m in mentions if m.get("kind")})
    return Labels(tuple(types), tuple(kinds))
