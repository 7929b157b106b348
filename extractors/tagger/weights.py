"""The tagger's files in this folder: `tagger.json` names the two others with their SHA-256, and holds the labels, the
scores of their steps, and the calibration.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from extractors.tagger.labels import Floats, Labels
from ontology.errors import WeightsError

FOLDER = Path(__file__).parent
MANIFEST, MODEL, TOKENIZER = "tagger.json", "model.onnx", "tokenizer.json"
_QUIET = 3  # errors only: what the runtime warns of (a missing GPU) is no matter here
_SLOW_FUSION = "SkipLayerNormFusion"
"""Its operator takes several times as long on a processor as the sum and the norm that it stands for."""


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """All that tagging needs: the model's SHA-256, tokenizer, encoder with heads, labels, the scores of steps between
    labels, and how often a mention was right (`right`) whose least sure word had a share of `shares`, both ascending.
    `style` is the number of the style of labelling it labels in, of those that it learned from (`corpora/styles.yaml`).
    """

    model: str
    tokenizer: Tokenizer
    session: onnxruntime.InferenceSession
    labels: Labels
    steps: Floats
    first: Floats
    shares: Floats
    right: Floats
    style: int


@cache
def load(folder: Path = FOLDER) -> Weights:
    """The weights, once a process. Raises WeightsError where a file is missing or is not the one that was measured."""
    try:
        manifest = json.loads((folder / MANIFEST).read_bytes())
    except (OSError, ValueError) as error:
        raise WeightsError(f"cannot be read: {error}", where=str(folder / MANIFEST), mend=MEND) from error
    held = {name: checked(folder / name, digest) for name, digest in sorted(manifest["files"].items())}
    labels = Labels(tuple(manifest["types"]), tuple(manifest["kinds"]))
    steps, first = labels.illegal
    return Weights(
        manifest["files"][MODEL],
        Tokenizer.from_str(held[TOKENIZER].decode("utf-8")),
        session(held[MODEL]),
        labels,
        steps + np.array(manifest["steps"], dtype=np.float32),
        first + np.array(manifest["first"], dtype=np.float32),
        np.array(manifest["calibration"]["share"], dtype=np.float32),
        np.array(manifest["calibration"]["right"], dtype=np.float32),
        manifest["style"],
    )


MEND = "install the package again"


def checked(path: Path, digest: str) -> bytes:
    try:
        held = path.read_bytes()
    except OSError as error:
        raise WeightsError(f"cannot be read: {error.strerror}", where=str(path), mend=MEND) from error
    if (found := hashlib.sha256(held).hexdigest()) != digest:
        raise WeightsError(f"SHA-256 is {found[:12]}…, {digest[:12]}… is wanted", where=str(path), mend=MEND)
    return held


def session(model: bytes) -> onnxruntime.InferenceSession:
    """One thread: the same sums in the same order everywhere, and processes do not fight over cores."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = _QUIET
    return onnxruntime.InferenceSession(
        model, options, providers=["CPUExecutionProvider"], disabled_optimizers=[_SLOW_FUSION]
    )
