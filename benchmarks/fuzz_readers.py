"""Broken and hostile files of all formats among good ones: what becomes of them, how long it takes, in how much memory.

    python -m benchmarks.fuzz_readers [--broken 5000] [--copies 5] [--seed 7] [--claims]

Exits with 1 where a file is not accounted for, a file takes more than ten seconds, the reading process takes more than
1 GiB of memory, or a good file comes out otherwise than alone. Times are from one result to the next, less what it took
to start reading processes anew. With `--claims` all that could be read is extracted too, as the bulk intake does it: it
exits with 1 also where a document is not accounted for, takes more than ten seconds for each 100,000 characters begun,
or the good files' claims are other than alone.
"""

from __future__ import annotations

import argparse
import re
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

from tests.extractors.readers import hostile
from tests.extractors.readers.mutations import manifest, mutated, real_files

if TYPE_CHECKING:  # the reading process imports this module too, and shall be as small as in use
    from api.pool import Outcome
    from extractors.readers.base import Reading, Rejected

FLAGS = {"agency": "CBP", "marking": "UNCLASSIFIED", "legal_basis": "8 USC 1324", "lang": "es"}
SECONDS = 10.0
PIECE = 100_000
"""Characters that may take as long to extract."""
MEMORY = 1 << 20
"""kB that are resident."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--broken", type=int, default=5000)
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

    expected = [record for record, _ in _timed(alone)]
    found: list[tuple[str, Reading | Rejected]] = []
    slowest: dict[str, float] = {}
    for record, seconds in _timed(among):
        name = Path(record.path).name
        found.append((name, record))
        slowest[name] = max(seconds, slowest.get(name, 0.0))
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
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
    print(f"memory of the reading processes: at most {peak >> 10} MB")
    print(f"not accounted for: {missing or 'none'}")
    came = [record for name, record in found if name in good]
    unchanged = list(map(_told, came)) == list(map(_told, expected))
    print(f"{len(good)} good files: {'unchanged' if unchanged else 'CHANGED'}")
    if claims:
        unchanged &= _extracted_alike(found, good, expected)
    return int(bool(missing) or not unchanged or peak > MEMORY or max(slowest.values()) > SECONDS)


def _extracted_alike(
    found: list[tuple[str, Reading | Rejected]], good: set[str], expected: list[Reading | Rejected]
) -> bool:
    """Tells what became of the documents in extraction; whether nothing is wrong with it."""
    from api.pool import Failure
    from extractors.readers.base import Reading

    alone = [outcome for _, outcome, _ in _outcomes(expected, once=False)]
    rest = [(name, record) for name, record in found if name not in good and isinstance(record, Reading)]
    of = [("good", *each) for each in _outcomes([record for name, record in found if name in good], once=False)]
    same = [outcome for _, _, outcome, _ in of] == alone
    of += [(name, *each) for (name, _), each in zip(rest, _outcomes([r for _, r in rest], once=True), strict=True)]
    failures = Counter(_kind(o.reason) for _, _, o, _ in of if isinstance(o, Failure))
    late = [name for name, length, _, seconds in of if seconds > SECONDS * (length // PIECE + 1)]
    worst = sorted(of, key=lambda each: -each[3])[:6]
    print(f"{len(of)} documents extracted, {sum(failures.values())} failed; longest:")
    for name, length, _, seconds in worst:
        print(f"  {name} ({length:,} characters) {seconds:.2f} s")
    for reason, count in failures.most_common():
        print(f"  {count:5}  {reason}")
    print(f"too slow: {late or 'none'}; claims of the good files: {'unchanged' if same else 'CHANGED'}")
    return same and not late


def _timed(folder: Path) -> Iterator[tuple[Reading | Rejected, float]]:
    from extractors.readers.isolation import Isolation
    from extractors.readers.read import read_all

    starting = 0.0
    start = Isolation._start

    def timed_start(isolation: Isolation) -> Connection:
        nonlocal starting
        began = time.perf_counter()
        connection = start(isolation)
        starting += time.perf_counter() - began
        return connection

    with patch.object(Isolation, "_start", timed_start):
        began = time.perf_counter()
        for record in read_all([folder], today=date(2026, 3, 1), flags=FLAGS):
            yield record, time.perf_counter() - began - starting
            starting, began = 0.0, time.perf_counter()


def _told(record: Reading | Rejected) -> object:
    """A record without the folder it lies in."""
    return {name: getattr(record, name) for name in record.__slots__ if name != "path"}


def _kind(reason: str) -> str:
    return re.sub(r"\d+", "N", reason)[:70]


def _outcomes(records: Sequence[Reading | Rejected], *, once: bool) -> Iterator[tuple[int, Outcome, float]]:
    """For each document that was read: its characters, what extraction made of it, and the seconds it took. With
    `once` only the first of equal texts is extracted (a mailbox may hold one mail a thousand times)."""
    from api.pool import HANDFUL, Job, Pool
    from extractors.default import default_configuration
    from extractors.readers.base import Reading
    from extractors.readers.limits import limits

    jobs = [Job(r.document, r.country, r.given, r.told) for r in records if isinstance(r, Reading)]
    made: dict[str, tuple[int, Outcome, float]] = {}
    with Pool(default_configuration, workers=1, seconds=limits().seconds) as pool:
        pool.extract(jobs[:1] * (HANDFUL + 1))  # starts the worker
        for job in jobs:
            if (text := job.document.text) not in made or not once:
                began = time.perf_counter()
                [outcome] = pool.extract([job])
                made[text] = len(text), outcome, time.perf_counter() - began
            yield made[text]


if __name__ == "__main__":
    sys.exit(main())
