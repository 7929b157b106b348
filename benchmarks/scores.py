"""The figures that are recorded and that no change may lower by more than a point: extraction on labelled reports.

    python -m benchmarks.scores            prints them, beside what is recorded
    python -m benchmarks.scores --record   writes them to scores.yaml

`corredor` is the corpus kept for measuring; `held-out` every third of the training documents that the shipped tagger
has not seen (it leaves out one in five; the rules have been written with all of them in view); `lenguas` reports in
languages that are read by the way.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import yaml

from api.offline import extract_lines
from benchmarks.scoring import score
from extractors.readers.base import Rejected

CORPORA = Path(__file__).parent.parent / "corpora"
RECORDED = Path(__file__).with_suffix(".yaml")
FOLDS, EVERY = 5, 3
TOLERANCE = 0.01

Figures = dict[str, dict[str, float]]


def measure(scratch: Path) -> Figures:
    """Figures by set and language. `scratch` is a folder for the held-out documents."""
    held = scratch / "held-out.jsonl"
    held.write_text("".join(json.dumps(d, ensure_ascii=False) + "\n" for d in _held_out()), "utf-8")
    figures: Figures = {}
    measuring = CORPORA / "measuring"
    sets = ("corredor", measuring / "corredor.jsonl"), ("held-out", held), ("lenguas", measuring / "lenguas.jsonl")
    for name, path in sets:
        gold = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        found = {str(line["id"]): line for line in extract_lines([path]) if not isinstance(line, Rejected)}
        if name != "lenguas":
            figures[name] = score(gold, found).figures()
        for lang in sorted({d["lang"] for d in gold} if name == "lenguas" else {"en", "es"}):
            whole = score([d for d in gold if d["lang"] == lang], found).figures()
            figures[f"{name} {lang}"] = {key: whole[key] for key in ("overlap", "exact", "links", "roles")}
    return figures


def _held_out() -> list[dict[str, Any]]:
    lines = [
        line for path in sorted((CORPORA / "training").glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()
    ]
    return sorted(map(json.loads, lines), key=lambda d: str(d["id"]))[:: FOLDS * EVERY]


def recorded() -> Figures:
    held: Figures = yaml.safe_load(RECORDED.read_text("utf-8"))["figures"]
    return held


def main() -> None:
    import tempfile

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--record", action="store_true", help="write them")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        figures = measure(Path(scratch))
    text = yaml.safe_dump(
        {"why": "F1 of extraction; the suite fails where one falls", "figures": figures}, sort_keys=False
    )
    if args.record:
        RECORDED.write_text(text, "utf-8")
    print(text)


if __name__ == "__main__":
    main()
