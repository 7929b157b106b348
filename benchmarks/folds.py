"""Mentions out of fold: the recipe of tagger and arbiter on every fifth of the labelled reports in turn.

For each fold N of 0 to 4, in a copy of the checkout of its own, since a tagger is read from the package:

    python -m training.train --given-alone --fold N
    python -m training.arbiter --fold N
    python -m benchmarks.folds N >> folds.jsonl

and then `python -m benchmarks.folds folds.jsonl` for the whole. The tagger leaves the fold out; the arbiter learns from
two thirds of it; measured is the other third. Rules have been written with all these reports in view. Links are not
told: their scorer is trained upon the tagger that ships.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from api.offline import NEUTRAL, out_line, within
from benchmarks.scores import CORPORA, EVERY, FOLDS
from benchmarks.scoring import Score, score
from extractors.default import default_configuration
from extractors.pipeline import extract
from extractors.readers.base import Reading
from extractors.readers.read import read_all
from ontology.document import NO_DATE


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", help="a fold's number, or the lines that all folds gave")
    args = parser.parse_args()
    if args.what.isdigit():
        for line in found(int(args.what)):
            print(json.dumps(line, ensure_ascii=False))
        return
    lines = {line["id"]: line for line in map(json.loads, Path(args.what).read_text("utf-8").splitlines())}
    gold = [document for fold in range(FOLDS) for document in measured(fold)]
    for lang in (None, "en", "es"):
        tell(lang or "all", score([d for d in gold if lang in (None, d["lang"])], lines))
    for fold in range(FOLDS):
        tell(f"fold {fold}", score(measured(fold), lines))


def measured(fold: int) -> list[dict[str, Any]]:
    """Every third document of a fold, from the first on: those that the arbiter does not learn from."""
    every = (json.loads(line) for path in sorted((CORPORA / "training").glob("*.jsonl"))
             for line in path.read_text("utf-8").splitlines())  # fmt: skip
    return sorted(every, key=lambda d: str(d["id"]))[fold::FOLDS][::EVERY]


def found(fold: int) -> list[dict[str, Any]]:
    """What the package's tagger, arbiter and rules find in them."""
    wanted = {str(document["id"]) for document in measured(fold)}
    parts = replace(default_configuration(), coreferencers=(), staters=())
    readings = read_all(sorted((CORPORA / "training").glob("*.jsonl")), today=NO_DATE, flags={}, profile=NEUTRAL,
                        gold_mentions=False)  # fmt: skip
    lines = []
    for reading in readings:
        if isinstance(reading, Reading) and str(reading.document.given_id) in wanted:
            extraction = extract(reading.document, parts, country=reading.country)
            lines.append(dict(out_line(reading, extraction, within(extraction))))
    return lines


def tell(name: str, told: Score) -> None:
    figures = told.figures()
    types = " ".join(f"{type_} {figures[type_]:.2f}" for type_ in sorted(told.types))
    print(f"{name}: overlap {told.overlap.f1:.3f}, exact {told.exact.f1:.3f}; {types}")


if __name__ == "__main__":
    main()
