"""The tagger by itself: how well it finds mentions, how often it is right when it is sure, and how fast it is.

    python -m benchmarks.tagger [--weights FOLDER] [--fold N] [CORPUS.jsonl …]

Without corpora, on the training documents that were left out as fold N of five (default 0, as the shipped weights). All
five folds: train each by `python -m training.train --fold N --out build/fold-N`, then measure it here.
It labels in the style that ships; by style of the corpora (`corpora/styles.yaml`) it is told too how well it labels
each as its annotators did, which is what its score was calibrated on.
Speed is words of text a second of this process's processor time, one thread, beside the small English pipeline.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

from benchmarks.scoring import Document, score
from extractors.analysis import pipeline
from extractors.tagger.tagger import Tagged, read
from extractors.tagger.weights import FOLDER, Weights, load
from training.documents import FOLDS, TRAINING
from training.styles import styles

STEPS = (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="*", type=Path)
    parser.add_argument("--weights", type=Path, default=FOLDER)
    parser.add_argument("--fold", type=int, choices=range(FOLDS), default=0)
    args = parser.parse_args()
    weights = load(args.weights)
    documents = _read(args.corpora) if args.corpora else _read(sorted(TRAINING.glob("*.jsonl")))[args.fold :: FOLDS]
    tagged = _tagged(documents, weights)
    for lang in ("all", *sorted({d["lang"] for d in documents})):
        _show(lang, [d for d in documents if lang in ("all", d["lang"])], tagged)
    own = dict(tagged)
    for number, name in enumerate(styles().names):
        if chosen := [d for d in documents if d["style"] == number]:
            own |= _tagged(chosen, replace(weights, style=number))
            _show(f"labelled {name}, tagged as all", chosen, tagged)
            _show(f"labelled {name}, tagged so", chosen, own)
    _reliability(documents, own)
    _speed(documents, weights)


def _read(paths: Iterable[Path]) -> list[Document]:
    lines = [
        {**json.loads(line), "style": styles().numbers.get(path.stem)}
        for path in paths
        for line in path.read_text("utf-8").splitlines()
    ]
    return sorted(lines, key=lambda document: str(document["id"]))


def _tagged(documents: Iterable[Document], weights: Weights) -> dict[str, list[Tagged]]:
    return {str(d["id"]): list(read(d["text"], weights).mentions) for d in documents}


def _line(found: list[Tagged]) -> dict[str, Any]:
    mentions = [{"start": t.start, "end": t.end, "type": t.type, "kind": t.kind, "entity": str(t.start)} for t in found]
    return {"mentions": mentions, "links": []}


def _show(name: str, documents: list[Document], tagged: dict[str, list[Tagged]]) -> None:
    total = score(documents, {key: _line(found) for key, found in tagged.items()})
    figures = total.figures()
    print(f"{name}: {len(documents)} documents, overlap {figures['overlap']:.3f}, exact {figures['exact']:.3f}")
    if name == "all":
        print("  " + "  ".join(f"{t} {figures[t]:.2f} ({c.labelled})" for t, c in sorted(total.types.items())))


def _reliability(documents: Iterable[Document], tagged: dict[str, list[Tagged]]) -> None:
    """How many mentions have a score from one step to the next, and the part of them that is labelled exactly so."""
    judged = [
        (t.score, (t.start, t.end, t.type) in {(m["start"], m["end"], m["type"]) for m in d["mentions"]})
        for d in documents
        for t in tagged[str(d["id"])]
    ]
    print("score: mentions, right")
    for low, high in pairwise(STEPS):
        if part := [right for sure, right in judged if low <= sure < high]:
            print(f"  {low:.2f} to {min(high, 1):.2f}: {len(part)}, {sum(part) / len(part):.2f}")


def _speed(documents: list[Document], weights: Weights) -> None:
    english = [d["text"] for d in documents if d["lang"] == "en"]
    nlp = pipeline("en")
    tagger = _rate(english, lambda text: read(text, weights))
    print(f"words a second: {tagger:.0f}; the small English pipeline as it runs here {_rate(english, nlp):.0f}")


def _rate(texts: list[str], run: Callable[[str], object]) -> float:
    run(texts[0])
    started = time.process_time()
    for text in texts:
        run(text)
    return sum(len(text.split()) for text in texts) / (time.process_time() - started)


if __name__ == "__main__":
    main()
