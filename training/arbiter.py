"""Trains the arbiter that ships, after the tagger: `make train`, or

    python -m training.arbiter [--fold N] [--out FOLDER]

It learns from documents that the tagger has not seen, since on the others the tagger is surer than it ever is on new
text: what was left out of its training, but for every third of the reports that we were given, on which the published
figures are measured. Each is tagged in the style of its own labels, so that it learns how far the tagger can be trusted
in what it leaves out. It learns from each of them once more in capitals, as much field reporting comes. The line and
the calibration come from five folds within, of the reports that we were given, as they are.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper
from sklearn.ensemble import HistGradientBoostingRegressor

from api.offline import NEUTRAL
from extractors.analysis import analyse
from extractors.arbiter.arbiter import is_weighed
from extractors.arbiter.measured import Columns
from extractors.arbiter.proposals import Proposal, proposals
from extractors.arbiter.weights import FOLDER, MANIFEST, MODEL
from extractors.crossing import Spans
from extractors.default import recogniser_parts
from extractors.part import CHECKED, Found
from extractors.readers.base import Reading
from extractors.readers.read import read_all
from extractors.settle import first_come
from extractors.tagger import weights as tagger
from extractors.tagger.recogniser import PART as TAGGER
from extractors.tagger.weights import load
from ontology.document import NO_DATE
from training.calibrate import bins
from training.documents import FOLDS, TRAINING, WRITTEN, Document, parted
from training.export import OPSET
from training.trees import attributes

KEPT = 3
TRUSTED = 4.0
"""What a document that we were given weighs beside one that we wrote ourselves, of which there are more."""
AS_GOOD = 0.001
"""Lines whose F1 is so near the best are as good: of them the one at which as much stands as is labelled."""
_LINES = [n / 50 for n in range(10, 30)]


@dataclass(frozen=True, slots=True)
class Case:
    """A document's proposals on words that no checked identifier takes, with their rows, and for each whether it is
    labelled just so, and at least there. `labelled` counts the labels on such words;
    `weight` is what it counts in training."""

    labelled: int
    weight: float
    proposed: tuple[Proposal, ...]
    rows: NDArray[np.float32]
    exact: NDArray[np.float64]
    there: NDArray[np.float64]

    @property
    def worth(self) -> NDArray[np.float64]:
        made: NDArray[np.float64] = (self.exact + self.there) / 2
        return made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fold", type=int, choices=range(FOLDS), default=0, help="the fold the tagger has not seen")
    parser.add_argument("--out", type=Path, default=FOLDER, help="folder of the two files (default: the package's)")
    args = parser.parse_args()
    left_out = json.loads((tagger.FOLDER / tagger.MANIFEST).read_bytes())["training"]["fold"]
    if left_out != args.fold:
        raise SystemExit(f"the tagger that is installed left out fold {left_out}, not {args.fold}")
    given, written = (parted(folder, args.fold)[1] for folder in (TRAINING, WRITTEN))
    given = [document for number, document in enumerate(given) if number % KEPT]
    unseen = {str(document["id"]): document for document in (*given, *written)}
    columns = Columns(load().labels.types, tuple(part.name for part in recogniser_parts()))
    read_as = dict(readings(unseen))
    cases = [case(d, read_as[id_], columns) for id_, d in unseen.items()]
    shouted = [case(in_capitals(d), read_as[id_], columns) for id_, d in unseen.items()]
    judged = cases[: len(given)]
    worths = out_of_fold(cases, shouted)[: len(given)]
    labelled = sum(c.labelled for c in judged)
    stands = {at: standing(judged, worths, at) for at in _LINES}
    reached = {at: 2 * right / (stood + labelled) for at, (stood, right) in stands.items()}
    good = [at for at in _LINES if reached[at] >= max(reached.values()) - AS_GOOD]
    line = min(good, key=lambda at: abs(stands[at][0] - labelled))
    write(args.out, columns, fit([*cases, *shouted]), line, judged, worths)
    print(f"{len(cases)} documents; on {len(judged)}, where not learned from, line {line:.2f}, F1 {reached[line]:.4f}")


def readings(documents: dict[str, Document]) -> list[tuple[str, Reading]]:
    found, paths = [], [path for folder in (TRAINING, WRITTEN) for path in sorted(folder.glob("*.jsonl"))]
    for reading in read_all(paths, today=NO_DATE, flags={}, profile=NEUTRAL, gold_mentions=False):
        if isinstance(reading, Reading) and str(reading.document.given_id) in documents:
            found.append((str(reading.document.given_id), reading))
    return found


def in_capitals(document: Document) -> Document:
    """The document with a capital for every letter that has one of one sign."""
    text = "".join(c.upper() if len(c.upper()) == 1 else c for c in document["text"])
    return {**document, "text": text}


def case(document: Document, reading: Reading, columns: Columns) -> Case:
    style = replace(load(), style=document["style"])
    analysis = analyse(replace(reading.document, text=document["text"]), country=reading.country, tagger=style)
    found: list[Found] = [f for part in (*recogniser_parts(), TAGGER) for f in part.run(analysis)]
    checked = Spans(f for f in found if f.rank >= CHECKED)
    every = proposals(f for f in found if is_weighed(f))
    kept = [n for n, p in enumerate(every) if not checked.crossing(p.start, p.end)]
    rows, proposed = columns.rows(every, analysis)[kept], [every[n] for n in kept]
    labels = [(m["start"], m["end"], m["type"]) for m in document["mentions"]]
    gold = [label for label in labels if not checked.crossing(*label[:2])]
    exact = [(p.start, p.end, p.type) in gold for p in proposed]
    there = [any(type_ == p.type and a < p.end and p.start < b for a, b, type_ in gold) for p in proposed]
    told = (np.array(each, dtype=np.float64) for each in (exact, there))
    weight = TRUSTED if document["corpus"] in given_corpora() else 1.0
    return Case(len(gold), weight, tuple(proposed), rows, *told)


@cache
def given_corpora() -> frozenset[str]:
    return frozenset(path.stem for path in TRAINING.glob("*.jsonl"))


def fit(cases: Sequence[Case]) -> HistGradientBoostingRegressor:
    model = HistGradientBoostingRegressor(
        max_iter=150, learning_rate=0.06, max_leaf_nodes=15, min_samples_leaf=20, l2_regularization=1.0,
        early_stopping=False, random_state=0,
    )  # fmt: skip
    weights = np.concatenate([np.full(len(c.rows), c.weight) for c in cases])
    return model.fit(
        np.concatenate([c.rows for c in cases]), np.concatenate([c.worth for c in cases]), sample_weight=weights
    )


def out_of_fold(cases: Sequence[Case], shouted: Sequence[Case]) -> list[NDArray[np.float64]]:
    """The worth of every proposal by trees that have not seen its document; `shouted` are the same in capitals."""
    models = [
        fit([c for each in (cases, shouted) for n, c in enumerate(each) if n % FOLDS != fold]) for fold in range(FOLDS)
    ]
    return [models[n % FOLDS].predict(c.rows) if len(c.rows) else np.zeros(0) for n, c in enumerate(cases)]


def standing(cases: Sequence[Case], worths: Sequence[NDArray[np.float64]], line: float) -> tuple[int, float]:
    """How many stand at a line, and how many of them are right: half for the place, half for the ends."""
    stood, right = 0, 0.0
    for c, worth in zip(cases, worths, strict=True):
        order = [n for n in np.argsort(-worth, kind="stable") if worth[n] >= line]
        number = {id(c.proposed[n].found[0]): n for n in order}
        stands = first_come(c.proposed[n].found[0] for n in order)
        stood += len(stands)
        right += sum(float(c.worth[number[id(f)]]) for f in stands)
    return stood, right


def write(
    folder: Path,
    columns: Columns,
    model: HistGradientBoostingRegressor,
    line: float,
    cases: Sequence[Case],
    worths: Sequence[NDArray[np.float64]],
) -> None:
    node = helper.make_node("TreeEnsembleRegressor", ["rows"], ["worth"], domain="ai.onnx.ml", **attributes(model))
    graph = helper.make_graph(
        [node],
        "arbiter",
        [helper.make_tensor_value_info("rows", TensorProto.FLOAT, [None, columns.width])],
        [helper.make_tensor_value_info("worth", TensorProto.FLOAT, [None, 1])],
    )
    opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid("ai.onnx.ml", 3)]
    made = helper.make_model(graph, opset_imports=opsets, ir_version=8)
    onnx.checker.check_model(made)
    folder.mkdir(parents=True, exist_ok=True)
    onnx.save(made, folder / MODEL)
    pairs = [pair for c, worth in zip(cases, worths, strict=True) for pair in zip(worth, c.exact > 0, strict=True)]
    told = bins(sorted((float(w), bool(e)) for w, e in pairs if w >= line))
    manifest = {
        "files": {MODEL: hashlib.sha256((folder / MODEL).read_bytes()).hexdigest()},
        "tagger": tagger.load().model,
        "types": columns.types,
        "parts": columns.parts,
        "line": round(line, 2),
        "calibration": {"worth": [round(b[0], 4) for b in told], "right": [round(b[1], 4) for b in told]},
        "training": {"calibrated on": len(cases), "proposals": len(pairs)},
    }
    (folder / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
