"""From paths to a store: read, extract, write, fuse. Safe to be killed at any moment and to be run again.

Each batch of records is one transaction that holds their extractions and their lines of the ingest ledger together,
and a record is reported only after it: nothing that was reported is lost, and the same command again finds what is
there.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Literal

from api.pool import Failure, Job, Outcome, Pool
from extractors.default import default_configuration
from extractors.pipeline import Configuration
from extractors.readers.base import Reading, Rejected
from extractors.readers.limits import limits
from extractors.readers.read import read_all
from graph import fuse
from graph.judgement import decide
from graph.rows import Ingested
from graph.store import Store, Writer
from ontology.document import Document
from ontology.ids import content_digest

State = Literal["done", "unchanged", "rejected"]
BATCH = 64
"""Records in one transaction: enough to keep workers busy, few enough that a kill costs seconds."""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one file or row. `id` is the record's own (given) id, `document` that of the document if any."""

    path: str
    id: str | None
    state: State
    reason: str | None = None
    place: str | None = None
    document: str | None = None

    def line(self) -> dict[str, str | None]:
        """The result as one line of `ingest --json`."""
        return {name: getattr(self, name) for name in ("path", "id", "state", "reason", "place", "document")}


@dataclass(frozen=True, slots=True)
class Report:
    """All results in the order of reading, and what fusing made of them."""

    results: tuple[Result, ...]
    fused: fuse.FuseReport

    def count(self, state: State) -> int:
        return sum(result.state == state for result in self.results)


async def ingest(
    store: Store,
    paths: Sequence[str | Path],
    *,
    today: date,
    now: datetime,
    flags: Mapping[str, object] | None = None,
    profile: Mapping[str, object] | None = None,
    workers: int = 1,
    subjects: frozenset[str] = frozenset(),
    configuration: Callable[[], Configuration] = default_configuration,
    progress: Callable[[Result], None] | None = None,
    fuse_progress: Callable[[int], None] | None = None,
    batch: int = BATCH,
) -> Report:
    """Bring every record under the paths into the store and the projection.

    `today` stands in for absent received dates; `now` is what the ledger says of when. `configuration` is a function
    of a module. `progress` is called with each result after it is durable. Raises SetupError for wrong flags or
    profile.
    """
    readings = read_all(paths, today=today, flags=flags, profile=profile)
    results: list[Result] = []
    with Pool(configuration, workers=workers, seconds=limits().seconds) as pool:
        intake = _Intake(store, pool, configuration(), today, now.isoformat())
        while records := await asyncio.to_thread(_take, readings, batch):
            for result in await intake.take(records):
                results.append(result)
                if progress:
                    progress(result)
    # Also when every record was unchanged: a run that was killed may have left documents that wait.
    fused = await fuse.fuse(store, subjects=subjects, progress=fuse_progress)
    return Report(tuple(results), fused)


def _take(readings: Iterator[Reading | Rejected], count: int) -> list[Reading | Rejected]:
    return list(islice(readings, count))


@dataclass(frozen=True, slots=True)
class _Known:
    """What the store holds of a batch: stored documents, their live runs, the documents that were taken out, and of a
    new document the one that was read from the same file before (`earlier`)."""

    documents: Mapping[str, Document]
    runs: Mapping[str, frozenset[str]]
    gone: frozenset[str]
    earlier: Mapping[str, str]


class _Intake:
    """One run of `ingest`; remembers the documents it has met, so that a record that stands twice is taken once."""

    def __init__(self, store: Store, pool: Pool, configuration: Configuration, today: date, at: str) -> None:
        self._store = store
        self._pool = pool
        self._configuration = configuration
        self._today = today
        self._at = at
        self._met: set[str] = set()

    async def take(self, batch: Sequence[Reading | Rejected]) -> list[Result]:
        """Take one batch; when this returns, its results are durable."""
        async with self._store.transaction() as writer:
            known = await _known(writer, [record for record in batch if isinstance(record, Reading)])
        decided = [self._decide(record, known) for record in batch]
        jobs = [job for job in decided if isinstance(job, Job)]
        outcomes = iter(await asyncio.to_thread(self._pool.extract, jobs) if jobs else [])
        extractions, results = [], []
        for record, decision in zip(batch, decided, strict=True):
            if isinstance(decision, Result):
                results.append(decision)
                continue
            outcome = next(outcomes)
            results.append(self._result(record, outcome, known))
            if not isinstance(outcome, Failure):
                extractions.append(outcome)
        lines = [
            Ingested(_record(of), r.state, r.document, r.reason, r.place, self._at)
            for of, r in zip(batch, results, strict=True)
        ]
        async with self._store.transaction() as writer:
            await writer.put_extractions(extractions)
            await writer.put_ingested(lines)
        return results

    def _decide(self, record: Reading | Rejected, known: _Known) -> Result | Job:
        if isinstance(record, Rejected):
            return Result(record.path, record.id, "rejected", record.reason, record.place)
        document = record.document
        result = _Results(record)
        if document.received > self._today:
            return result.rejected(f"received {document.received} is after today", "received")
        if document.id in self._met:
            return result.unchanged("the same record stands earlier in this input")
        self._met.add(document.id)
        if document.id in known.gone:
            return result.unchanged("it was withdrawn or superseded; retract that judgement to bring it back")
        stored = known.documents.get(document.id)
        configuration = self._configuration.digest_for(record.told)
        if stored and content_digest(document.id, configuration) in known.runs.get(document.id, ()):
            return result.unchanged(differences(stored, record))
        return Job(stored or document, record.country, record.given, record.told)

    def _result(self, record: Reading | Rejected, outcome: Outcome, known: _Known) -> Result:
        assert isinstance(record, Reading)
        result = _Results(record)
        if isinstance(outcome, Failure):
            return result.rejected(outcome.reason, outcome.place)
        reasons = list(record.notes)
        if before := known.earlier.get(record.document.id):
            reasons.append(f"it was another document before, {before}: withdraw that one if this one replaces it")
        if record.document.id in known.documents:
            parts, configuration = len(outcome.extractors), outcome.configuration[:8]
            reasons.append(f"read again with {parts} parts, configuration {configuration}")
            if differing := differences(outcome.document, record):
                reasons.append(differing)
        if outcome.document.due <= self._today:
            reasons.append(f"its review date {outcome.document.due} has passed: hidden until somebody reviews it")
        return result.made("done", "; ".join(reasons) or None, record.row)


@dataclass(frozen=True, slots=True)
class _Results:
    """Results of one record."""

    record: Reading

    def made(self, state: State, reason: str | None, place: str | None) -> Result:
        document = self.record.document
        return Result(self.record.path, document.given_id, state, reason, place, document.id)

    def unchanged(self, reason: str | None) -> Result:
        return self.made("unchanged", reason, self.record.row)

    def rejected(self, reason: str, place: str | None) -> Result:
        row = self.record.row
        where = ": ".join(part for part in (row, place) if part) or None
        return Result(self.record.path, self.record.document.given_id, "rejected", reason, where)


async def _known(writer: Writer, batch: Sequence[Reading]) -> _Known:
    documents = {document.id: document for document in await writer.documents([r.document.id for r in batch])}
    files = [r for r in batch if r.row is None and r.document.id not in documents]
    read = [(r.document, line.document) for r in files if (line := await writer.ingested(r.path)) and line.document]
    before = {document.id: document for document in await writer.documents([id_ for _, id_ in read])}
    if not documents and not before:
        return _Known({}, {}, frozenset(), {})
    gone = decide(await writer.judgements()).gone
    earlier = {new.id: id_ for new, id_ in read if id_ in before and id_ not in gone and _names_one(new, before[id_])}
    return _Known(documents, await writer.runs_of(sorted(documents)), gone, earlier)


def _names_one(new: Document, old: Document) -> bool:
    return (new.given_id, new.handling.submitting_agency) == (old.given_id, old.handling.submitting_agency)


_KEPT = {
    "received": "received", "title": "title", "date": "report_date", "event_date": "event_date",
    "reliability": "reliability", "credibility": "credibility", "origin": "origin", "lang": "lang",
}  # fmt: skip
"""Metadata key → field of a document that is no part of its id."""


def differences(stored: Document, given: Reading) -> str | None:
    """What the given record says otherwise than the stored document of the same id, and what to do; None if nothing."""
    differing = [
        f"{key} is kept as {_shown(getattr(stored, name))}, given was {_shown(getattr(given.document, name))}"
        for key, name in _KEPT.items()
        if getattr(stored, name) != getattr(given.document, name) and (key != "received" or given.received_given)
    ]
    if not differing:
        return None
    mend = "a stored document is not edited: load the report under another name or id, and withdraw this document"
    return "; ".join([*differing, mend])


def _shown(value: object) -> str:
    return "none" if value is None else str(getattr(value, "normal", value))


def _record(record: Reading | Rejected) -> str:
    """The name of a record in the ingest ledger."""
    return f"{record.path}: {record.row}" if record.row else record.path
