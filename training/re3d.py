"""The method checked on text that others labelled: the tagger's recipe on re3d (Dstl), five folds by document.

    python -m training.re3d FOLDER [--epochs 10] [--fold N …]

Real news and releases, 71 documents, in types as `benchmarks.re3d` maps them. Nothing that ships learns from it.
About two minutes a fold on two cores.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import torch

from benchmarks import re3d
from benchmarks.scoring import Score, score
from extractors.tagger.labels import Labels
from extractors.tagger.tagger import read
from extractors.tagger.weights import load
from training.documents import Document, labels_of
from training.encoder import starting
from training.export import export
from training.fit import Recipe, fit

FOLDS, THREADS = 5, 2


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--fold", type=int, choices=range(FOLDS), nargs="*", default=range(FOLDS))
    args = parser.parse_args()
    torch.set_num_threads(THREADS)
    documents = sorted(re3d.documents(args.folder), key=lambda d: str(d["id"]))
    found: dict[str, dict[str, object]] = {}
    for fold in args.fold:
        new = dict(tagged(documents, fold, args.epochs))
        tell(f"fold {fold}", score([d for d in documents if d["id"] in new], new))
        found |= new
    tell("all", score([d for d in documents if d["id"] in found], found))


def tagged(documents: list[Document], fold: int, epochs: int) -> Iterator[tuple[str, dict[str, object]]]:
    """The mentions of the documents of a fold, by a tagger that learned from the others."""
    learned = [{**d, "style": 0} for number, d in enumerate(documents) if number % FOLDS != fold]
    recipe = replace(Recipe(), epochs=epochs)
    labels = Labels(labels_of(documents).types, ("Vehicle:other",))  # the set tells no kinds; the model wants one
    tokenizer, encoder = starting(str(document["text"]) for document in learned)
    model = fit(learned, labels, encoder, tokenizer, recipe, styles=1, told=lambda line, _: print(line))
    with tempfile.TemporaryDirectory() as folder:
        export(model, tokenizer, Path(folder), {})
        weights = load(Path(folder))
        for document in documents[fold::FOLDS]:
            mentions = [{"start": t.start, "end": t.end, "type": t.type, "entity": str(t.start)}
                        for t in read(document["text"], weights).mentions]  # fmt: skip
            yield str(document["id"]), {"mentions": mentions, "links": []}


def tell(name: str, total: Score) -> None:
    print(f"{name}: overlap {total.overlap.f1:.3f}, exact {total.exact.f1:.3f}", flush=True)


if __name__ == "__main__":
    main()
