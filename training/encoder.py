"""The encoder that is fine-tuned: a BERT whose word embeddings carry three classes of each word beside its pieces.

Starts from the lower eight of the twelve layers of multilingual-e5-small (`training.e5`: 384 wide, cased, MIT). The
tagger's training keeps the encoder it made in TRAINED, from which the scorer of links starts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812 -- the name by which everyone knows it
from safetensors import safe_open
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from torch import Tensor, nn

from extractors.tagger.blocks import blocks
from extractors.tagger.windows import Window
from extractors.tagger.words import FEATURES
from ontology.errors import WeightsError
from training import e5

BLOCKS = 3
"""Lowest layers, which read pieces in blocks. Those above read words."""
SHARED = 4
"""Lowest layers that the scorer of links stands upon: what they make of a text is worked out once."""
TRAINED = Path(__file__).parent.parent / "build" / "tagger-encoder.safetensors"


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of an encoder."""

    words: int
    layers: int = 8
    width: int = 384
    heads: int = 12
    inner: int = 1536
    positions: int = 512


def locked_dropout(x: Tensor, share: float, training: bool) -> Tensor:
    """Dropout with one mask for all places of a row (Gal and Ghahramani 2016): as good, and a CPU draws it at once."""
    if not training:
        return x
    return x * (torch.empty(x.shape[0], 1, x.shape[2], dtype=x.dtype).bernoulli_(1 - share) / (1 - share))


class Layer(nn.Module):
    """One transformer layer: attention and feed-forward, each with its sum and norm behind it."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.heads, self.dropout = shape.heads, dropout
        self.query, self.key, self.value, self.out = (nn.Linear(shape.width, shape.width) for _ in range(4))
        self.up, self.down = nn.Linear(shape.width, shape.inner), nn.Linear(shape.inner, shape.width)
        self.attended, self.left = (nn.LayerNorm(shape.width, eps=1e-12) for _ in range(2))

    def forward(self, x: Tensor, hidden: Tensor | None) -> Tensor:
        batch, length, width = x.shape

        def split(y: Tensor) -> Tensor:
            return y.view(batch, length, self.heads, width // self.heads).transpose(1, 2)

        # Written out, and in one precision: the fused operator's backward pass on a CPU takes three times as long.
        query, key, value = split(self.query(x)), split(self.key(x)), split(self.value(x))
        with torch.autocast("cpu", enabled=False):
            near = (query * (width // self.heads) ** -0.5) @ key.transpose(2, 3)
            if hidden is not None:
                near = near + hidden.to(near.dtype)
            seen = near.softmax(-1) @ value
        seen = self.out(seen.transpose(1, 2).reshape(batch, length, width))
        x = self.attended(x + locked_dropout(seen, self.dropout, self.training))
        return self.left(x + locked_dropout(self.down(F.gelu(self.up(x))), self.dropout, self.training))


class Encoder(nn.Module):
    """The lower layers see the pieces of a block and their features, the upper ones the words of the whole window: the
    mean of each word's pieces, and before them the mark at the beginning."""

    def __init__(self, shape: Shape, *, dropout: float = 0.1) -> None:
        super().__init__()
        self.shape, self.dropout = shape, dropout
        self.pieces, self.places = nn.Embedding(shape.words, shape.width), nn.Embedding(shape.positions, shape.width)
        self.features = nn.ModuleList(nn.Embedding(classes, shape.width) for classes in FEATURES)
        for table in self.features:
            nn.init.normal_(table.weight, 0, 0.02)
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(shape, dropout) for _ in range(shape.layers))

    def lower(self, ids: Tensor, features: Tensor, places: Tensor, hidden: Tensor | None) -> Tensor:
        """What the layers below make of pieces that are read together, at their places in the window."""
        x = self.pieces(ids) + self.places(places)
        for number, table in enumerate(self.features):
            x = x + table(features[..., number])
        x = locked_dropout(self.norm(x), self.dropout, self.training)
        for layer in self.layers[:BLOCKS]:
            x = layer(x, hidden)
        return x

    def shared(self, x: Tensor, hidden: Tensor | None) -> Tensor:
        """What the next layers make of words: as far as the scorer of links reads along."""
        for layer in self.layers[BLOCKS:SHARED]:
            x = layer(x, hidden)
        return x

    def upper(self, x: Tensor, hidden: Tensor | None) -> Tensor:
        """What the layers above make of words."""
        for layer in self.layers[SHARED:]:
            x = layer(x, hidden)
        return x

    def forward(self, given: Batch, joins: Tensor) -> Tensor:
        """Windows side by side to vectors of their words: (batch, words, width). `joins` (batch, 1, width) is added to
        every word below the layers that are not shared."""
        x = self.lower(given.ids, given.features, torch.arange(given.ids.shape[1]), given.apart)
        x, there = words_of(x, given.word)
        hidden = hiding(there[:, None, None, :])
        return self.upper(self.shared(x, hidden) + joins, hidden)[:, 1:]


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows side by side, filled up with zeros; `word` as in Window, with -1 where nothing is. `apart` hides from
    each piece what is not of its block (1 or batch, 1, length, length)."""

    ids: Tensor
    features: Tensor
    word: Tensor
    apart: Tensor | None


def batch(windows: Sequence[Window]) -> Batch:
    longest = max(len(window.ids) for window in windows)
    ids = np.zeros((len(windows), longest), dtype=np.int64)
    features = np.zeros((len(windows), longest, len(FEATURES)), dtype=np.int64)
    word, block = (np.full((len(windows), longest), -1, dtype=np.int64) for _ in range(2))
    for row, window in enumerate(windows):
        count = len(window.ids)
        ids[row, :count], features[row, :count], word[row, :count] = window.ids, window.features, window.word
        block[row, :count] = np.arange(count) // blocks(count)[1]
    together = torch.from_numpy(block[:, None, :, None] == block[:, None, None, :])
    return Batch(torch.from_numpy(ids), torch.from_numpy(features), torch.from_numpy(word), hiding(together))


def hiding(seen: Tensor) -> Tensor | None:
    """What attention adds so that only what is True is seen; None where all is, which is a little faster."""
    return None if bool(seen.all()) else torch.where(seen, 0.0, -1e4)


def words_of(pieces: Tensor, word: Tensor) -> tuple[Tensor, Tensor]:
    """The means over the first piece and over the pieces of each word: (batch, length, n) to (batch, words + 1, n),
    and where there is a word (batch, words + 1)."""
    place = torch.where(word < 0, -1, word + 1)
    place[:, 0] = 0
    many = place.max(1).values + 1
    count = int(many.max())
    place = torch.where(place < 0, count, place)
    total = pieces.new_zeros(pieces.shape[0], count + 1, pieces.shape[2])
    total = total.scatter_add(1, place[..., None].expand_as(pieces), pieces)
    parts = pieces.new_zeros(pieces.shape[0], count + 1).scatter_add(
        1, place, torch.ones_like(place, dtype=pieces.dtype)
    )
    return total[:, :count] / parts[:, :count, None].clamp(min=1), torch.arange(count) < many[:, None]


def means(vectors: Tensor, spans: Tensor) -> Tensor:
    """Means of the vectors (length, n) from one place up to another, (spans, 2) to (spans, n); zero for none."""
    sums = F.pad(vectors.cumsum(0), (0, 0, 1, 0))
    length = (spans[:, 1] - spans[:, 0]).clamp(min=1).unsqueeze(1).to(sums.dtype)
    return (sums[spans[:, 1]] - sums[spans[:, 0]]) / length


def starting(texts: Iterable[str]) -> tuple[Tokenizer, Callable[[], Encoder]]:
    """The tokenizer with the pieces that these texts use and the frequent ones, and what makes the encoder to be
    trained upon it, with the weights of the starting point."""
    file = e5.held()
    numbers = e5.kept(file, texts)
    shape = Shape(words=len(numbers))

    def encoder() -> Encoder:
        made = Encoder(shape)
        state = e5.state(file, numbers, shape.layers, shape.width)
        missing = made.load_state_dict(state, strict=False).missing_keys
        assert all(name.startswith("features.") for name in missing)
        return made

    return e5.cut_tokenizer(file, numbers), encoder


def keep(trained: Encoder, tagger: str, path: Path = TRAINED) -> None:
    """Keep a trained encoder in full precision, under the SHA-256 of the tagger that was made with it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    save_file(trained.state_dict(), path, metadata={"tagger": tagger})


def kept(tagger: str, path: Path = TRAINED) -> Encoder:
    """The encoder that was kept of this tagger. Raises WeightsError where it is another's: its training comes first."""
    with safe_open(path, "pt") as file:
        if (file.metadata() or {}).get("tagger") != tagger:
            raise WeightsError("is not of the tagger that is installed", where=str(path), mend="make train")
    state = load_file(path)
    made = Encoder(Shape(words=len(state["pieces.weight"])))
    made.load_state_dict(state)
    return made
