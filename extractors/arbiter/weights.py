"""The arbiter's files in this folder: `arbiter.json` names the trees with their SHA-256, and holds the columns, the
line above which a proposal stands, and the calibration.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import onnxruntime

from extractors.arbiter.measured import Columns
from extractors.tagger import weights as tagger
from extractors.tagger.labels import Floats
from ontology.errors import WeightsError

FOLDER = Path(__file__).parent
MANIFEST, MODEL = "arbiter.json", "arbiter.onnx"


@dataclass(frozen=True, slots=True)
class Weights:
    """Boosted trees that give a worth in about 0..1 to a row: half for the right type at the place, half for the right
    ends beside. `line` is the least worth that stands; of proposals of a worth in `worths` (ascending) a share of
    `right` was labelled just so on documents kept out.
    """

    columns: Columns
    session: onnxruntime.InferenceSession
    line: float
    worths: Floats
    right: Floats

    def worth(self, rows: Floats) -> Floats:
        if not len(rows):
            return np.zeros(0, dtype=np.float32)
        told: Floats = self.session.run(None, {"rows": rows})[0][:, 0]
        return told


@cache
def load(folder: Path = FOLDER) -> Weights:
    """The weights, once a process. Raises WeightsError where a file is missing, is not the one that was measured, or
    was not made for the tagger that is installed."""
    try:
        manifest = json.loads((folder / MANIFEST).read_bytes())
    except (OSError, ValueError) as error:
        raise WeightsError(f"cannot be read: {error}", where=str(folder / MANIFEST), mend=tagger.MEND) from error
    if manifest.get("tagger") != tagger.load().model:
        raise WeightsError("trained upon another tagger", where=MANIFEST, mend="make train")
    return Weights(
        Columns(tuple(manifest["types"]), tuple(manifest["parts"])),
        tagger.session(tagger.checked(folder / MODEL, manifest["files"][MODEL])),
        float(manifest["line"]),
        np.array(manifest["calibration"]["worth"], dtype=np.float32),
        np.array(manifest["calibration"]["right"], dtype=np.float32),
    )
