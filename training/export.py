"""A trained tagger as the files that ship: int8 ONNX, tokenizer, and the manifest with their hashes."""

from __future__ import annotations

import hashlib
import json
import tempfile
from pathlib import Path
from typing import Any

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from torch import Tensor, nn

from extractors.tagger.weights import MANIFEST, MODEL, TOKENIZER
from training.encoder import means
from training.graph import fuse_attention
from training.model import Tagger

OPSET = 17


class _OneWindow(nn.Module):
    """What runs: a window at a time, filled by no zeros, so that nothing is masked. It tells beside labels and kinds
    what the layers make that are shared."""

    def __init__(self, model: Tagger) -> None:
        super().__init__()
        self.model = model

    def forward(
        self, ids: Tensor, features: Tensor, places: Tensor, own: Tensor, words: Tensor, style: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        pieces = self.model.encoder.lower(ids, features, places, None)
        below = self.model.encoder.shared(means(pieces.flatten(0, 1)[own], words)[None], None)
        labels, kinds = self.model.told(self.model.encoder.upper(below + self.model.styles(style), None)[:, 1:])
        return labels, kinds, below


def export(model: Tagger, tokenizer: Tokenizer, folder: Path, told: dict[str, Any], *, style: int = 0) -> None:
    """Write the three files, to label in a style, by its number. `told` is what the manifest says of the training
    beside what running needs."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        full = Path(scratch) / "full.onnx"
        torch.onnx.export(
            _OneWindow(model).eval(),
            (
                torch.ones(2, 5, dtype=torch.long),
                torch.ones(2, 5, 3, dtype=torch.long),
                torch.tensor([[0, 1, 2, 3, 4], [4, 5, 6, 7, 8]]),
                torch.tensor([0, 1, 2, 3, 4, 6, 7, 8, 9]),
                torch.tensor([[0, 1], [1, 3], [3, 4], [4, 8]]),
                torch.zeros(1, dtype=torch.long),
            ),
            str(full),
            input_names=["ids", "features", "places", "own", "words", "style"],
            output_names=["labels", "kinds", "below"],
            dynamic_axes={
                **{name: {0: "blocks", 1: "block"} for name in ("ids", "features", "places")},
                **{name: {1: "words"} for name in ("labels", "kinds", "below")},
                "own": {0: "pieces"},
                "words": {0: "marked"},
            },
            opset_version=OPSET,
            dynamo=False,
        )
        quantize_dynamic(full, folder / MODEL, weight_type=QuantType.QInt8, per_channel=True)
    whole, shape = onnx.load(folder / MODEL), model.encoder.shape
    fuse_attention(whole, heads=shape.heads, layers=shape.layers)
    onnx.save(whole, folder / MODEL)
    tokenizer.save(str(folder / TOKENIZER), pretty=False)
    manifest = {
        "files": {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in (MODEL, TOKENIZER)},
        "types": model.labels.types,
        "kinds": model.labels.kinds,
        "style": style,
        "first": _rounded(model.first),
        "steps": _rounded(model.steps),
        "calibration": {"share": [0.0, 1.0], "right": [0.0, 1.0]},
        "training": told,
    }
    (folder / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _rounded(scores: Tensor) -> Any:
    return torch.round(scores.detach(), decimals=4).tolist()
