"""Broken and hostile files of all formats among good ones: what becomes of them, how long it takes, in how much memory.

    python -m benchmarks.fuzz_readers [--broken 2000] [--copies 5] [--seed 7] [--claims]

Exits with 1 where a file is not accounted for, a file takes more than ten seconds, the reading process has more than
1 GiB of address space, or a good file comes out otherwise than alone. `--claims` extracts all documents too and
compares the claims of the good ones. Times are from one result to the next, so the start of a new reading process
counts with the file that needs it.
"""

from __future__ import annotations

import argparse
import multiprocessing
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from tests.extractors.readers import hostile
from tests.extractors.readers.mutations import manifest, mutated, real_files

if TYPE_CHECKING:  # the reading process imports this module too, and shall be as small as in use
    from extractors.readers.base import Reading, Rejected

FLAGS = {"agency": "CBP", "marking": "UNCLASSIFIED", "legal_basis": "8 USC 1324", "lang": "es"}
SECONDS = 10.0
MEMORY = 1 << 20
"""kB of address space."""
_PEAK = re.compile(r"^VmPeak:\s+(\d+) kB", re.MULTILINE)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--broken", type=int, default=2000)
    parser.add_argument("--copies", type=int, default=5, help="good files of each format")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--claims", action="store_true")
    args = parser.parse_args()
    real = real_files()
    good = {f"good-{n}{suffix}": data for suffix, data in real.items() for n in range(args.copies)}
    bad = {f"{n:05}{suffix}": data for n, (suffix, data) in enumerate(mutated(real, args.broken, args.seed))}
    bad |= {f"hostile-{name}": data for name, data in (hostile.quick() | hostile.heavy()).items()}
    with tempfile.TemporaryDirectory() as alone, tempfile.TemporaryDirectory() as among:
        for name, data in good.items():
            Path(alone, name).write_bytes(data)
        for name, data in (good | bad).items():
            Path(among, name).write_bytes(data)
        Path(alone, "manifest.csv").write_bytes(manifest(good))
        Path(among, "manifest.csv").write_bytes(manifest([*good, *bad]))
        return _report(Path(alone), Path(among), set(good), set(bad), claims=args.claims)


def _report(alone: Path, among: Path, good: set[str], bad: set[str], *, claims: bool) -> int:
    from extractors.readers.base import Reading, Rejected

    expected = [_told(record) for record, _ in _timed(alone)]
    found: list[tuple[str, Reading | Rejected]] = []
    slowest: dict[str, float] = {}
    peak = 0
    for record, seconds in _timed(among):
        name = Path(record.path).name
        found.append((name, record))
        slowest[name] = max(seconds, slowest.get(name, 0.0))
        peak = max([peak, *map(_peak, multiprocessing.active_children())])
    reasons = Counter(_kind(r.reason) for name, r in found if name in bad and isinstance(r, Rejected))
    missing = sorted((good | bad) - {name for name, _ in found})
    print(f"{len(bad)} broken files: {sum(reasons.values())} rejected records, "
          f"{sum(isinstance(r, Reading) for name, r in found if name in bad)} documents read")  # fmt: skip
    for reason, count in reasons.most_common():
        print(f"  {count:5}  {reason}")
    print(
        "slowest:",
        ", ".join(f"{name} {slowest[name]:.2f} s" for name in sorted(slowest, key=lambda n: -slowest[n])[:6]),
    )
    print(f"address space of the reading process: at most {peak >> 10} MB")
    print(f"not accounted for: {missing or 'none'}")
    unchanged = [_told(record) for name, record in found if name in good] == expected
    print(f"{len(good)} good files: {'unchanged' if unchanged else 'CHANGED'}")
    if claims:
        unchanged &= _same_claims(alone, among)
    return int(bool(missing) or not unchanged or peak > MEMORY or max(slowest.values()) > SECONDS)


def _timed(folder: Path) -> Iterator[tuple[Reading | Rejected, float]]:
    from extractors.readers.read import read_all

    started = time.perf_counter()
    for record in read_all([folder], today=date(2026, 3, 1), flags=FLAGS):
        yield record, time.perf_counter() - started
        started = time.perf_counter()


def _told(record: Reading | Rejected) -> object:
    """A record without the folder it lies in."""
    return {name: getattr(record, name) for name in record.__slots__ if name != "path"}


def _peak(process: multiprocessing.process.BaseProcess) -> int:
    try:
        found = _PEAK.search(Path(f"/proc/{process.pid}/status").read_text())
    except OSError:  # it has just ended
        return 0
    return int(found[1]) if found else 0


def _kind(reason: str) -> str:
    return re.sub(r"\d+", "N", reason)[:70]


def _same_claims(alone: Path, among: Path) -> bool:
    from api.offline import extract_lines
    from extractors.readers.base import Rejected

    def good(folder: Path) -> list[object]:
        lines = (line for line in extract_lines([folder]) if not isinstance(line, Rejected))
        return [line for line in lines if str(line["id"]).startswith("good-")]

    started = time.perf_counter()
    same = good(alone) == good(among)
    print(f"claims of the good files: {'unchanged' if same else 'CHANGED'} ({time.perf_counter() - started:.0f} s)")
    return same


if __name__ == "__main__":
    sys.exit(main())
