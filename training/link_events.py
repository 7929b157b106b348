"""Trains the second look at events (`extractors.relations.scoring.events`), after the first: `make train`, or

    python -m training.link_events [--out FOLDER]

It learns from the corpora that the first look was not trained on, since on the others the first is surer than it ever
is on new text. The figures and the calibration come from trees that have not seen the corpus that they are asked about.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper
from sklearn.ensemble import HistGradientBoostingClassifier

from extractors.default import default_configuration
from extractors.relations.scoring import weights
from extractors.relations.scoring.again import MANIFEST, MODEL
from extractors.relations.scoring.events import AGAIN, WIDTH, First, Look, looks
from extractors.relations.scoring.pairs import LINKS
from extractors.relations.scoring.scorer import told as scored
from extractors.relations.scoring.thresholds import thresholds
from extractors.relations.scoring.weights import FOLDER, load
from extractors.tagger.labels import Floats
from training.documents import TRAINING, hashes, read
from training.export import OPSET
from training.link_examples import Example, example, scenes
from training.link_report import Judged, calibration, judged, lines_of_report, shares
from training.links import KEPT_OUT
from training.trees import attributes

CORPORA = tuple(corpus for corpora in KEPT_OUT.values() for corpus in corpora)
_LEAVES, _ROUNDS, _RATE, _COLUMNS = 8, 150, 0.05, 0.3

Trees = Mapping[str, HistGradientBoostingClassifier]
"""One model for each link of AGAIN."""


@dataclass(frozen=True, slots=True)
class Case:
    """One document with its labelled mentions, or with those recognised, and what the first look made of it."""

    corpus: str
    labelled: bool
    example: Example
    logits: Floats
    roles: Floats
    looks: Mapping[str, Look]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=FOLDER, help="folder of the two files (default: the package's)")
    args = parser.parse_args()
    every = cases()
    unseen = {corpus: fit([c for c in every if c.corpus != corpus]) for corpus in CORPORA}
    told = {
        (style, labelled): _judged([c for c in every if c.corpus in corpora and c.labelled == labelled], unseen)
        for style, corpora in KEPT_OUT.items()
        for labelled in (True, False)
    }
    slope, shift = calibration(*(_looked_at(second) for _, second in told.values()))
    write(fit(every), slope, shift, args.out)
    lines = thresholds()
    for (style, labelled), (first, second) in told.items():
        print(f"== {', '.join(KEPT_OUT[style])}: {'labelled' if labelled else 'recognised'} mentions")
        share = np.where(np.isnan(second.logit), shares(first, 1.0, 0.0), shares(second, slope, shift))
        print("\n".join(lines_of_report(first, share, dict(lines.links), dict(lines.roles))))


def cases() -> list[Case]:
    documents, made = {str(d["id"]): d for d in read(TRAINING)}, []
    for corpus in CORPORA:
        for labelled in (True, False):
            for id_, scene in scenes([TRAINING / f"{corpus}.jsonl"], default_configuration(), given=labelled):
                made.append(_case(corpus, labelled, example(documents[id_], scene, load().sorts)))
    return made


def _case(corpus: str, labelled: bool, seen: Example) -> Case:
    logits, roles = scored(seen.asked, seen.measured, replace(load(), style=seen.style))
    first = First(logits, load().shares(logits), roles, seen.measured)
    return Case(corpus, labelled, seen, logits, roles, looks(seen.layout, seen.pairs, first))


def fit(learned: Sequence[Case]) -> Trees:
    made = {}
    for name in AGAIN:
        asked = [(c, c.looks[name]) for c in learned if name in c.looks]
        answers, worth = (
            np.concatenate([getattr(c.example, of)[look.pairs, LINKS.index(name)] for c, look in asked])
            for of in ("answers", "weights")
        )
        model = HistGradientBoostingClassifier(
            max_iter=_ROUNDS, learning_rate=_RATE, max_leaf_nodes=_LEAVES, max_features=_COLUMNS, min_samples_leaf=20,
            l2_regularization=5.0, early_stopping=False, random_state=0,
        )  # fmt: skip
        made[name] = model.fit(np.concatenate([look.rows for _, look in asked]), answers, sample_weight=worth)
    return made


def _judged(mine: Sequence[Case], unseen: Mapping[str, Trees]) -> tuple[Judged, Judged]:
    """What the first look and what the second say of the pairs of documents: the second by trees that have not seen
    their corpus, and not a number where it says nothing."""
    first, second = [], []
    for c in mine:
        first.append((load().slope * c.logits + load().shift, c.roles))
        logits = np.full_like(c.logits, np.nan)
        for name, look in c.looks.items():
            if len(look.rows):
                logits[look.pairs, LINKS.index(name)] = unseen[c.corpus][name].decision_function(look.rows)
        second.append((logits, c.roles))
    examples = [c.example for c in mine]
    return judged(examples, first), judged(examples, second)


def _looked_at(told: Judged) -> Judged:
    there = ~np.isnan(told.logit)
    return replace(told, logit=told.logit[there], right=told.right[there])


def write(trees: Trees, slope: float, shift: float, folder: Path) -> None:
    """The trees as ONNX, and the manifest with their hash and the first look's."""
    floats: Callable[[str, int], onnx.ValueInfoProto] = lambda name, width: helper.make_tensor_value_info(  # noqa: E731
        name, TensorProto.FLOAT, [None, width]
    )
    nodes = [
        helper.make_node("TreeEnsembleRegressor", [name], [f"{name} logit"], domain="ai.onnx.ml", **attributes(model))
        for name, model in trees.items()
    ]
    graph = helper.make_graph(
        nodes, "events", [floats(name, WIDTH) for name in trees], [floats(f"{name} logit", 1) for name in trees]
    )
    opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid("ai.onnx.ml", 3)]
    made = helper.make_model(graph, opset_imports=opsets, ir_version=8)
    onnx.checker.check_model(made)
    onnx.save(made, folder / MODEL)
    manifest = {
        "files": {MODEL: hashlib.sha256((folder / MODEL).read_bytes()).hexdigest()},
        "first": json.loads((FOLDER / weights.MANIFEST).read_bytes())["files"][weights.MODEL],
        "training": {"corpora": {f"{name}.jsonl": hashes(TRAINING)[f"{name}.jsonl"] for name in CORPORA}},
        "calibration": {"slope": round(slope, 4), "shift": round(shift, 4)},
    }
    (folder / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
