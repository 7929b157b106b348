"""Extraction in worker processes: results in the order of the jobs, and no document can take others down.

A document whose worker dies or takes too long is one Failure; the worker is replaced and the next document goes on.
Workers are spawned, not forked, so they behave alike on every system and inherit nothing of an open store.
"""

from __future__ import annotations

import signal
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from types import TracebackType

from extractors.pipeline import Configuration, GivenMention, extract
from extractors.told import Told
from extractors.uninterrupted import start
from ontology.claim import Extraction
from ontology.document import Document
from ontology.errors import SetupError

HANDFUL = 8
"""Up to so many documents are extracted in the process itself, without a limit of time: starting workers takes
longer."""


@dataclass(frozen=True, slots=True)
class Job:
    """One document to extract, with what `extract` is told of it."""

    document: Document
    country: str | None = None
    given: tuple[GivenMention, ...] | None = None
    told: Told | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a document could not be extracted, and where in our code where that is known."""

    reason: str
    place: str | None = None


Outcome = Extraction | Failure


class Pool:
    """Extracts with `workers` processes, each with its own `configuration()` (a function of a module: it is sent by
    name). `seconds` is the time one document may take in a worker. Use as a context manager."""

    def __init__(self, configuration: Callable[[], Configuration], *, workers: int, seconds: float) -> None:
        self._configuration = configuration
        self._count = max(1, workers)
        self._seconds = seconds
        self._workers: list[_Worker] = []
        self._closed = False

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._closed = True
        for worker in self._workers:
            worker.stop()

    def extract(self, jobs: Sequence[Job]) -> list[Outcome]:
        """One outcome a job, in their order. Raises SetupError when no worker can be started, and when a part finds
        its own data wrong: that is no fault of a document."""
        configuration = self._configuration()
        if len(jobs) <= HANDFUL and not self._workers:
            return [_extract(job, configuration) for job in jobs]
        return [outcome for _, outcome in sorted(self._spread(jobs), key=lambda pair: pair[0])]

    def _spread(self, jobs: Sequence[Job]) -> Iterator[tuple[int, Outcome]]:
        waiting = deque(enumerate(jobs))
        while len(self._workers) < min(self._count, len(jobs)):
            self._workers.append(_Worker(self._configuration))
        while waiting or any(worker.job is not None for worker in self._workers):
            for worker in self._workers:
                if waiting and worker.job is None:
                    worker.send(*waiting.popleft(), self._seconds)
            busy = {worker.connection: worker for worker in self._workers if worker.job is not None}
            remaining = min(worker.deadline for worker in busy.values()) - time.monotonic()
            ready = wait(list(busy), timeout=max(0.0, remaining))
            for connection, worker in busy.items():
                if connection in ready:
                    yield from self._receive(worker)
                elif time.monotonic() >= worker.deadline:
                    yield self._replace(worker, f"extraction took longer than {self._seconds:g} seconds")

    def _receive(self, worker: _Worker) -> Iterator[tuple[int, Outcome]]:
        try:
            outcome: Outcome | SetupError | None = worker.connection.recv()
        except (EOFError, OSError):
            yield self._replace(worker, "the extracting process died")
            return
        if isinstance(outcome, SetupError):
            raise outcome
        if outcome is None:  # it has started, and has had its first job waiting
            worker.started(self._seconds)
        elif worker.job is not None:
            yield worker.job, outcome
            worker.job = None

    def _replace(self, worker: _Worker, reason: str) -> tuple[int, Outcome]:
        if self._closed:  # by an interrupt, while this thread was waiting
            raise SetupError("extraction was given up")
        self._workers.remove(worker)
        worker.stop()
        if not worker.ready:
            raise SetupError("a process for extraction cannot be started")
        self._workers.append(_Worker(self._configuration))
        assert worker.job is not None
        return worker.job, Failure(reason)


class _Worker:
    """One process and the job it is at (its place in the order), None when idle."""

    START_SECONDS = 300.0

    def __init__(self, configuration: Callable[[], Configuration]) -> None:
        context = get_context("spawn")
        self.connection, theirs = context.Pipe()
        self.process: BaseProcess = context.Process(target=_work, args=(theirs, configuration), daemon=True)
        start(self.process)
        theirs.close()  # so that the end of the process is the end of the pipe
        self.job: int | None = None
        self.ready = False
        self.deadline = 0.0

    def send(self, index: int, job: Job, seconds: float) -> None:
        self.job = index
        self.deadline = time.monotonic() + (seconds if self.ready else self.START_SECONDS)
        with suppress(OSError):  # a dead process is noticed when its answer is read
            self.connection.send(job)

    def started(self, seconds: float) -> None:
        self.ready = True
        self.deadline = time.monotonic() + seconds

    def stop(self) -> None:
        self.process.kill()
        self.process.join()
        self.process.close()
        self.connection.close()


def _work(connection: Connection, configuration: Callable[[], Configuration]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what an interrupt means
    made = configuration()
    with suppress(EOFError, OSError):  # the parent is gone
        connection.send(None)
        while True:
            job: Job = connection.recv()
            try:
                outcome: Outcome | SetupError = _extract(job, made)
            except SetupError as error:
                outcome = error
            connection.send(outcome)


def _extract(job: Job, configuration: Configuration) -> Outcome:
    try:
        return extract(job.document, configuration, country=job.country, given=job.given, told=job.told)
    except SetupError:
        raise
    except Exception as error:  # noqa: BLE001  a fault of a part costs one record, and is told as its reason
        return Failure(f"extraction failed: {type(error).__name__}: {error}", _innermost(error.__traceback__))


def _innermost(trace: TracebackType | None) -> str | None:
    """The last line of ours that ran: `module:line`."""
    place = None
    while trace:
        module = str(trace.tb_frame.f_globals.get("__name__", ""))
        if module.startswith(("extractors.", "ontology.")):
            place = f"{module}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place
