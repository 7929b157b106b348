"""A trained scorer of links as the files that ship: int8 ONNX, and the manifest with its hash and the tagger's."""

from __future__ import annotations

import hashlib
import json
import tempfile
from pathlib import Path
from typing import Any

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from extractors.relations.scoring.features import WIDTH
from extractors.relations.scoring.pairs import LINKS, ROLES
from extractors.relations.scoring.weights import MANIFEST, MODEL
from extractors.tagger import weights as tagger
from training.export import OPSET
from training.graph import fuse_attention
from training.link_model import LinkScorer
from training.link_trees import Trees, join
from training.styles import styles

_AXES = {
    "below": {1: "words"}, "marks": {1: "words"}, "spans": {0: "mentions"}, "groups": {0: "things", 1: "mentions"},
    "ends": {0: "pairs"}, "between": {0: "pairs"}, "measured": {0: "pairs"}, "style": {},
    "links": {0: "pairs"}, "roles": {0: "pairs"},
}  # fmt: skip


def export(model: LinkScorer, trees: Trees, sorts: tuple[str, ...], folder: Path, told: dict[str, Any]) -> None:
    """Write the two files, not calibrated yet. `told` is what the manifest says of the training beside what running
    needs."""
    folder.mkdir(parents=True, exist_ok=True)
    given = (
        torch.zeros(1, 9, model.shape.width), torch.ones(1, 9, dtype=torch.long),
        torch.tensor([[1, 3], [4, 5], [6, 8]]),
        torch.eye(3), torch.tensor([[0, 1, 0, 1, 2, 3], [1, 2, 1, 2, 3, 2]]), torch.tensor([[3, 4], [5, 6]]),
        torch.zeros(2, WIDTH), torch.zeros(1, dtype=torch.long),
    )  # fmt: skip
    with tempfile.TemporaryDirectory() as scratch:
        full = Path(scratch) / "full.onnx"
        torch.onnx.export(
            model.eval(),
            given,
            str(full),
            input_names=list(_AXES)[:8],
            output_names=list(_AXES)[8:],
            dynamic_axes=_AXES,
            opset_version=OPSET,
            dynamo=False,
        )
        # Seven bits lose less than eight here: their products fit the sums of processors without VNNI.
        quantize_dynamic(full, folder / MODEL, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
    whole = onnx.load(folder / MODEL)
    fuse_attention(whole, heads=model.shape.heads, layers=len(model.upper))
    join(whole, trees, sorts)
    onnx.checker.check_model(whole)
    onnx.save(whole, folder / MODEL)
    manifest = {
        "files": {MODEL: hashlib.sha256((folder / MODEL).read_bytes()).hexdigest()},
        "tagger": tagger.load().model,
        "links": LINKS,
        "roles": ROLES,
        "sorts": sorts,
        "style": styles().shipped,
        "training": told,
    }
    _write(manifest, folder)
    calibrate(folder, 1.0, 0.0)


def calibrate(folder: Path, slope: float, shift: float) -> None:
    """Writes into the manifest what makes shares of logits."""
    manifest = json.loads((folder / MANIFEST).read_bytes())
    _write(manifest | {"calibration": {"slope": round(slope, 4), "shift": round(shift, 4)}}, folder)


def _write(manifest: dict[str, Any], folder: Path) -> None:
    (folder / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", "utf-8")
