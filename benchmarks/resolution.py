"""How right and how fast resolution is on public data, with Splink and nomenklatura beside it in the same run.

    python -m benchmarks.resolution [SECTION…] --data SHARED/data/er [--splink PYTHON] [--nomenklatura PYTHON]
        [--corpora FILE.jsonl…] [--json OUT.json] [--markdown OUT.md]

Sections: historical, febrl3, febrl4, fake (tables); names, ofac (pairs of names); given, extracted (labelled corpora,
with their mentions given or by our own extraction; both bands); reliability (of the posterior, on the same);
incremental (one new mention among 100,000 entities); million (a table of `--rows` invented persons); calibrate (prints
the weights of likeness.yaml). Without a section, all but the last three. PYTHON is that of an environment made of
requirements/bench-splink.txt, or bench-names.txt; without it a section tells ours alone. No labels are used for tables.
Read seconds as ratios within one run; those of names are of processor time.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import million as invented
from benchmarks.corpora import Corpus, load, measured, reliability
from benchmarks.incremental import incremental
from benchmarks.linkage import Data, fake, febrl, historical, linked, right, rows_of
from benchmarks.names import NamePair, average_precision, best_line, calibrated, f1, name_bench, ofac
from graph.resolution.likeness import likeness

ANCHORS = Path(__file__).parent / "anchors"
TRAINING = Path(__file__).parent.parent / "corpora" / "training"
SECTIONS = ("historical", "febrl3", "febrl4", "fake", "names", "ofac", "given", "extracted", "reliability")
BY_NAME = ("incremental", "million", "calibrate")
Figures = dict[str, Any]


def table(
    name: str, files: Sequence[Path], read: Callable[[], Data], ids: Sequence[str], splink: str | None
) -> Figures:
    data, ours, seconds = linked(read)
    told: Figures = {"rows": len(data.truth), "pairs": ours["pairs"], "pair recall": ours["pair recall"]}
    told["ours"] = {line: right(label, data.truth) for line, label in ours["clusters"].items()} | {"seconds": seconds}
    if splink:
        answer = _anchor(splink, "splink_tables.py", name, *map(str, files))
        told["splink"] = {"seconds": answer["seconds"]}
        for line, of in answer["clusters"].items():
            label = np.unique([of[i] for i in ids], return_inverse=True)[1]
            told["splink"][line] = right(label, data.truth)
        told["seconds, ours / splink"] = seconds / answer["seconds"]
    return told


def million(rows: int, splink: str | None) -> Figures:
    """Ours and Splink each in a process of its own that reads the table from its file."""
    with tempfile.TemporaryDirectory() as where:
        file = Path(where) / "invented.csv"
        invented.write(file, rows)
        read = rows_of(file)
        ids, truth = [r["unique_id"] for r in read], np.array([int(r["cluster"]) for r in read])
        ours = Path(where) / "ours.json"
        subprocess.run([sys.executable, "-m", "benchmarks.million", str(file), str(ours)], check=True)
        answers = {"ours": json.loads(ours.read_text(encoding="utf-8"))}
        if splink:
            answers["splink"] = _anchor(splink, "splink_tables.py", "invented", str(file))
    told: Figures = {"rows": rows, "pairs": answers["ours"]["pairs"]}
    for side, answer in answers.items():
        told[side] = {"seconds": answer["seconds"], "MB": answer["MB"]}
        for line, of in answer["clusters"].items():
            label = of if side == "ours" else np.unique([of[i] for i in ids], return_inverse=True)[1]
            told[side][line] = right(np.array(label), truth)
    if splink:
        told |= {f"{key}, ours / splink": told["ours"][key] / told["splink"][key] for key in ("seconds", "MB")}
    return told


def _anchor(python: str, script: str, first: str, *rest: str) -> Any:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out.json"
        order = [first, str(out), *rest] if script == "splink_tables.py" else [first, str(out)]
        subprocess.run([python, str(ANCHORS / script), *order], check=True, capture_output=True)
        return json.loads(out.read_text(encoding="utf-8"))


def tables(section: str, folder: Path, splink: str | None) -> Figures:
    if section == "historical":
        if splink is None:
            raise SystemExit("historical is a Parquet file: give --splink, whose environment reads it")
        with tempfile.TemporaryDirectory() as where:
            file = Path(where) / "historical.csv"
            source = str(folder / "historical_figures_with_errors_50k.parquet")
            subprocess.run([splink, str(ANCHORS / "splink_tables.py"), "convert", str(file), source], check=True)
            rows = rows_of(file)
            return table("historical", [file], lambda: historical(rows), [r["unique_id"] for r in rows], splink)
    if section == "fake":
        files = [folder / "fake_1000.csv"]
        rows = rows_of(files[0])
        return table("fake", files, lambda: fake(rows), [r["unique_id"] for r in rows], splink)
    names = ["dataset3.csv"] if section == "febrl3" else ["dataset4a.csv", "dataset4b.csv"]
    files = [folder / "febrl" / name for name in names]
    parts = [rows_of(file) for file in files]
    rows = [row for part in parts for row in part]
    second = len(parts[0]) if len(parts) > 1 else None
    return table("febrl", files, lambda: febrl(rows, second), [r["rec_id"] for r in rows], splink)


def pairs_of_names(section: str, folder: Path, python: str | None) -> Figures:
    counts = None
    if section == "names":
        pairs = name_bench(folder / "name_bench" / "cases.csv")
    else:
        pairs, counts = ofac(folder / "ofac_latam_entities.json")
    for kind in ("person", "body"):  # what is loaded once is loaded before the clock
        likeness("Ñandú б", "a c", kind)
    started = time.process_time()
    ours = [likeness(p.left, p.right, p.kind, counts) for p in pairs]
    microseconds = (time.process_time() - started) / len(pairs) * 1e6
    told: Figures = {"pairs": len(pairs), "ours": _halves(section, pairs, ours) | {"microseconds": microseconds}}
    if python:
        with tempfile.TemporaryDirectory() as where:
            listed = Path(where) / "pairs.json"
            listed.write_text(json.dumps([[p.schema, p.left, p.right] for p in pairs]), encoding="utf-8")
            answer = _anchor(python, "nomenklatura_names.py", str(listed))
        told["logic-v2"] = _halves(section, pairs, answer["scores"]) | {"microseconds": answer["microseconds"]}
        told["times as fast"] = answer["microseconds"] / microseconds
    return told


def _halves(section: str, pairs: Sequence[NamePair], scores: Sequence[float]) -> Figures:
    same = [p.same for p in pairs]
    halves = [[i for i, p in enumerate(pairs) if p.half == half] for half in (0, 1)]
    first, last = (([scores[i] for i in half], [same[i] for i in half]) for half in halves)
    if section == "ofac":
        return {"average precision": average_precision(*last), "on the calibration half": average_precision(*first)}
    return f1(*last, best_line(*first))


def markdown(told: Figures) -> str:
    """Figures as nested lists: one section after the other."""

    def lines(value: Any, depth: int) -> list[str]:
        made = []
        for key, of in value.items():
            if isinstance(of, dict):
                made += [f"{'  ' * depth}- {key}", *lines(of, depth + 1)]
            else:
                made.append(
                    f"{'  ' * depth}- {key}: {of:.4g}" if isinstance(of, float) else f"{'  ' * depth}- {key}: {of}"
                )
        return made

    return "\n".join(lines(told, 0)) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sections", nargs="*", metavar="SECTION", help=", ".join((*SECTIONS, *BY_NAME)))
    parser.add_argument("--data", type=Path, help="the folder of the public data")
    parser.add_argument("--corpora", nargs="*", type=Path, default=sorted(TRAINING.glob("*.jsonl")))
    parser.add_argument("--splink", help="Python of an environment with Splink")
    parser.add_argument("--nomenklatura", help="Python of an environment with nomenklatura")
    parser.add_argument("--rows", type=int, default=1_000_000, help="of the section million")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--markdown", type=Path)
    args = parser.parse_args()
    told: Figures = {}
    read: dict[bool, list[Corpus]] = {}
    if unknown := set(args.sections) - {*SECTIONS, *BY_NAME}:
        parser.error(f"no such section: {', '.join(sorted(unknown))}")
    for section in args.sections or SECTIONS:
        if section in ("given", "extracted", "reliability"):
            given = section != "extracted"
            if given not in read:
                read[given] = [load(path, given) for path in args.corpora]
            told[section] = reliability(read[given]) if section == "reliability" else measured(read[given])
        elif section == "million":
            told[section] = million(args.rows, args.splink)
        elif section == "incremental":
            told[section] = incremental()
        elif args.data is None:
            parser.error(f"{section} needs --data")
        elif section == "calibrate":
            aliases, counts = ofac(args.data / "ofac_latam_entities.json")
            bench = name_bench(args.data / "name_bench" / "cases.csv")
            told[section] = calibrated(bench, aliases, counts)
        elif section in ("names", "ofac"):
            told[section] = pairs_of_names(section, args.data, args.nomenklatura)
        else:
            told[section] = tables(section, args.data / "splink_datasets", args.splink)
        print(markdown({section: told[section]}), flush=True)
    if args.json:
        args.json.write_text(json.dumps(told, indent=1), encoding="utf-8")
    if args.markdown:
        args.markdown.write_text(markdown(told), encoding="utf-8")


if __name__ == "__main__":
    main()
