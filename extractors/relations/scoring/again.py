"""The second look's files in this folder: `events.json` names the trees, and the first look that they were trained
upon, by their SHA-256, and holds the calibration."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import onnxruntime

from extractors.relations.scoring import weights
from extractors.relations.scoring.events import AGAIN, WIDTH, First, Layout, looks
from extractors.relations.scoring.pairs import LINKS, Pair
from extractors.relations.scoring.weights import FOLDER
from extractors.tagger import weights as tagger
from extractors.tagger.labels import Floats
from ontology.errors import WeightsError

MANIFEST, MODEL = "events.json", "events.onnx"
_COLUMNS = {name: LINKS.index(name) for name in AGAIN}
_NONE = np.zeros((1, WIDTH), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Weights:
    """Boosted trees for each of AGAIN; `slope` and `shift` make shares of their logits, as those of the first look."""

    session: onnxruntime.InferenceSession
    slope: float
    shift: float


@cache
def load(folder: Path = FOLDER) -> Weights:
    """The weights, once a process. Raises WeightsError where a file is missing, is not the one that was measured, or
    was trained upon another first look."""
    try:
        manifest = json.loads((folder / MANIFEST).read_bytes())
        first = json.loads((folder / weights.MANIFEST).read_bytes())["files"][weights.MODEL]
    except (OSError, ValueError) as error:
        raise WeightsError(f"cannot be read: {error}", where=str(folder / MANIFEST), mend=tagger.MEND) from error
    if manifest["first"] != first:
        raise WeightsError("trained upon another scorer of links", where=MANIFEST, mend="make train")
    model = tagger.checked(folder / MODEL, manifest["files"][MODEL])
    return Weights(tagger.session(model), **manifest["calibration"])


def shares_again(told: Layout, found: Sequence[Pair], first: First, held: Weights) -> Floats:
    """The first look's shares (P, links), those of events' links replaced by the second look's."""
    shares = first.shares.copy()
    asked = looks(told, found, first)
    if any(len(look.pairs) for look in asked.values()):
        given = {name: look.rows if len(look.rows) else _NONE for name, look in asked.items()}
        logits = held.session.run([f"{name} logit" for name in AGAIN], given)
        for name, told_of in zip(AGAIN, logits, strict=True):
            again = 1 / (1 + np.exp(-(held.slope * told_of[:, 0] + held.shift)))
            pairs = asked[name].pairs
            shares[pairs, _COLUMNS[name]] = again[: len(pairs)]
    return shares
