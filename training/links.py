"""Trains the scorer of links that ships: `make train`, or

    python -m training.links [--epochs N] [--out FOLDER]

The corpora of KEPT_OUT are left out: figures, calibration and the lines of `patterns/scoring.yaml` are measured on
them, whole corpora, since the documents of one name the same persons, each in the style in which it is labelled.
Deterministic on one kind of machine.
"""

from __future__ import annotations

import argparse
from collections.abc import Collection, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, replace
from multiprocessing import get_context
from pathlib import Path

import torch

from extractors.default import default_configuration
from extractors.relations.scoring.reading import Sorts
from extractors.relations.scoring.scorer import told as scored
from extractors.relations.scoring.thresholds import thresholds
from extractors.relations.scoring.weights import FOLDER, load
from extractors.tagger import weights as tagger
from training import encoder, link_export, link_trees
from training.documents import TRAINING, WRITTEN, hashes, read
from training.link_examples import Example, example, scenes, sorts
from training.link_fit import Recipe, fit
from training.link_report import calibration, judged, lines_of_report, shares
from training.styles import styles

THREADS = 2
KEPT_OUT = {"full": ("cronica", "pacifico", "voces"), "sparing": ("frontera", "istmo")}
"""By the style in which they are labelled. On the first three no rule of this room was tuned either."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """Every document by id: with its labelled mentions, and with those that the recognisers find."""

    sorts: tuple[str, ...]
    labelled: tuple[Example, ...]
    recognised: tuple[Example, ...]

    def of(self, corpora: Collection[str]) -> Prepared:
        return replace(
            self,
            labelled=tuple(e for e in self.labelled if e.corpus in corpora),
            recognised=tuple(e for e in self.recognised if e.corpus in corpora),
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--epochs", type=int, default=Recipe().epochs)
    parser.add_argument("--out", type=Path, default=FOLDER, help="folder of the two files (default: the package's)")
    args = parser.parse_args()
    torch.set_num_threads(THREADS)
    train(prepared(), replace(Recipe(), epochs=args.epochs), args.out)


def prepared() -> Prepared:
    known = sorts([*read(TRAINING), *read(WRITTEN)])
    with ProcessPoolExecutor(THREADS, mp_context=get_context("spawn")) as pool:
        labelled, recognised = pool.map(examples, (known, known), (True, False))
    return Prepared(known.names, labelled, recognised)


def examples(known: Sorts, given: bool) -> tuple[Example, ...]:
    """Every document with its labelled mentions, or with those recognised, in the order of ids."""
    documents = {str(document["id"]): document for document in (*read(TRAINING), *read(WRITTEN))}
    paths = [*sorted(TRAINING.glob("*.jsonl")), *sorted(WRITTEN.glob("*.jsonl"))]
    seen = scenes(paths, default_configuration(), given=given)
    made = {id_: example(documents[id_], scene, known) for id_, scene in seen}
    return tuple(made[id_] for id_ in sorted(made))


def train(data: Prepared, recipe: Recipe, folder: Path) -> None:
    """Writes the weights and prints the figures of what was written."""
    kept_out = [corpus for corpora in KEPT_OUT.values() for corpus in corpora]
    learned = data.of({example.corpus for example in data.labelled}.difference(kept_out))
    trees = link_trees.fit((*learned.labelled, *learned.recognised), len(data.sorts))
    model = fit(learned.labelled, learned.recognised, encoder.kept(tagger.load().model), data.sorts, recipe, told=print)
    told = {
        "start": "the tagger's encoder",
        "recipe": asdict(recipe),
        "kept out": KEPT_OUT,
        "documents": len(learned.labelled),
        "corpora": hashes(TRAINING) | hashes(WRITTEN),
        "styles": styles().names,
    }
    link_export.export(model, trees, data.sorts, folder, told)
    for line in calibrated(data, folder):
        print(line)


def calibrated(data: Prepared, folder: Path) -> Iterator[str]:
    """Measures the written weights on what was kept out, writes their calibration, and tells the figures."""
    lines, found = thresholds(), {}
    for style, corpora in KEPT_OUT.items():
        weights = replace(load(folder), style=styles().names.index(style))
        part = data.of(corpora)
        for name, examples in (("labelled", part.labelled), ("recognised", part.recognised)):
            found[f"{', '.join(corpora)}: {name} mentions"] = judged(
                examples, [scored(e.asked, e.measured, weights) for e in examples]
            )
    slope, shift = calibration(*found.values())
    link_export.calibrate(folder, slope, shift)
    load.cache_clear()
    for name, each in found.items():
        yield f"== {name}"
        yield from lines_of_report(each, shares(each, slope, shift), dict(lines.links), dict(lines.roles))


if __name__ == "__main__":
    main()
