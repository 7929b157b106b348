"""Run the extraction over labelled corpora and print the scorer's table.

    python benchmarks/extraction.py --scorer PATH/score.py CORPUS.jsonl [CORPUS.jsonl …] [--resolve] [--gold-mentions]

Each corpus is scored alone and by language; the scorer is the measuring data's own, imported from the path given.
Speed is words of text a second, all steps, start excluded.
"""

from __future__ import annotations

import argparse
import importlib.util
import itertools
import time
from pathlib import Path
from types import ModuleType
from typing import Any

from api.offline import extract_lines, resolve_lines
from extractors.readers.base import Rejected


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument("--scorer", required=True, type=Path, help="the measuring data's score.py")
    parser.add_argument("--resolve", action="store_true", help="entity ids over all documents of a corpus")
    parser.add_argument("--gold-mentions", action="store_true", help="take spans and types as labelled")
    args = parser.parse_args()
    scorer = _module(args.scorer)
    run = resolve_lines if args.resolve else extract_lines
    for corpus in args.corpora:
        gold: dict[str, Any] = scorer.read(corpus)
        started = time.perf_counter()
        predicted: dict[str, Any] = {}
        for line in run([corpus], gold_mentions=args.gold_mentions):
            if isinstance(line, Rejected):
                print(f"  rejected: {line}")
            else:
                predicted[str(line["id"])] = line
        seconds = time.perf_counter() - started
        words = sum(len(document["text"].split()) for document in gold.values())
        print(f"== {corpus.stem}: {words} words, {words / seconds:.0f} words a second")
        for name, documents in _by_language(gold).items():
            scorer.show(name, scorer.score(documents, predicted))


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("scorer", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"not a Python file: {path}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _by_language(gold: dict[str, Any]) -> dict[str, dict[str, Any]]:
    ordered = sorted(gold.values(), key=lambda document: document["lang"])
    groups = itertools.groupby(ordered, key=lambda document: document["lang"])
    return {"all": gold} | {lang: {d["id"]: d for d in documents} for lang, documents in groups}


if __name__ == "__main__":
    main()
