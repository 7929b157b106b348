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
from training.encoder import SHARED
from training.graph import fuse_attention
from training.model import Tagger

OPSET = 17


class _OneWindow(nn.Module):
    """What runs: a window at a time, filled by no zeros, so that nothing is masked. It tells beside labels and kinds
    what the layers make that are shared."""

    def __init__(self, model: Tagger) -> None:
        super().__init__()
        self.model = model
        self.below: list[Tensor] = []
        shared = model.encoder.layers[SHARED - 1]
        self.hook = shared.register_forward_hook(lambda _layer, _given, made: self.below.append(made))

    def forward(self, ids: Tensor, features: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        labels, kinds = self.model(ids, features, None)
        return labels, kinds, self.below.pop()


def export(model: Tagger, tokenizer: Tokenizer, folder: Path, told: dict[str, Any]) -> None:
    """Write the three files. `told` is what the manifest says of the training beside what running needs."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        full = Path(scratch) / "full.onnx"
        ids = torch.ones(1, 9, dtype=torch.long)
        running = _OneWindow(model.eval())
        torch.onnx.export(
            running,
            (ids, torch.ones(1, 9, 3, dtype=torch.long)),
            str(full),
            input_names=["ids", "features"],
            output_names=["labels", "kinds", "below"],
            dynamic_axes={
                "ids": {1: "length"},
                "features": {1: "length"},
                "labels": {1: "length"},
                "kinds": {1: "length"},
                "below": {1: "length"},
            },
            opset_version=OPSET,
            dynamo=False,
        )
        running.hook.remove()
        quantize_dynamic(full, folder / MODEL, weight_type=QuantType.QInt8, per_channel=True)
    whole, shape = onnx.load(folder / MODEL), model.encoder.shape
    fuse_attention(whole, heads=shape.heads, layers=shape.layers)
    onnx.save(whole, folder / MODEL)
    tokenizer.save(str(folder / TOKENIZER), pretty=False)
    manifest = {
        "files": {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in (MODEL, TOKENIZER)},
        "types": model.labels.types,
        "kinds": model.labels.kinds,
        "first": _rounded(model.first),
        "steps": _rounded(model.steps),
        "calibration": {"share": [0.0, 1.0], "right": [0.0, 1.0]},
        "training": told,
    }
    (folder / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _rounded(scores: Tensor) -> Any:
    return torch.round(scores.detach(), decimals=4).tolist()
