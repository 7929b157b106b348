"""The scorer's files in this folder: `links.json` names the model, and the tagger whose lower layers it stands upon, by
their SHA-256, and holds the sorts that it knows and the calibration."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import onnxruntime

from extractors.relations.scoring.pairs import LINKS, ROLES
from extractors.relations.scoring.reading import Sorts
from extractors.tagger import weights as tagger
from extractors.tagger.labels import Floats
from ontology.errors import WeightsError

FOLDER = Path(__file__).parent
MANIFEST, MODEL = "links.json", "links.onnx"


@dataclass(frozen=True, slots=True)
class Weights:
    """All that scoring needs. `slope` and `shift` make shares of logits: of the links that were given such a logit on
    documents kept out of training, so many were right. `style` is the number of the style of labelling in which it
    tells them."""

    session: onnxruntime.InferenceSession
    sorts: Sorts
    slope: float
    shift: float
    style: int

    def shares(self, logits: Floats) -> Floats:
        made: Floats = 1 / (1 + np.exp(-(self.slope * logits + self.shift)))
        return made


@cache
def load(folder: Path = FOLDER) -> Weights:
    """The weights, once a process. Raises WeightsError where a file is missing or is not the one that was measured."""
    try:
        manifest = json.loads((folder / MANIFEST).read_bytes())
    except (OSError, ValueError) as error:
        raise WeightsError(f"cannot be read: {error}", where=str(folder / MANIFEST), mend=tagger.MEND) from error
    if (tuple(manifest["links"]), tuple(manifest["roles"])) != (LINKS, ROLES):
        raise WeightsError("trained for other links or roles than the schema's", where=MANIFEST, mend="make train")
    if manifest.get("tagger") != tagger.load().model:
        raise WeightsError("trained upon another tagger", where=MANIFEST, mend="make train")
    model = tagger.checked(folder / MODEL, manifest["files"][MODEL])
    return Weights(tagger.session(model), Sorts(manifest["sorts"]), style=manifest["style"], **manifest["calibration"])
