"""Paths in, documents ready to be extracted out: the one way that every command takes.

The clock is never read here: the day that stands in for an absent received date is the caller's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from extractors.language import language_of
from extractors.readers.base import Enclosed, Options, Reading, Rejected, Report, Source, Tabled
from extractors.readers.decode import check_text
from extractors.readers.isolation import Isolation
from extractors.readers.limits import Limits, limits
from extractors.readers.mappings import Mappings
from extractors.readers.metadata import layer, marking_notes, merged, own_layer
from extractors.readers.registry import reader_for
from extractors.readers.tabled import report_of
from extractors.readers.walk import Located, locate
from ontology.document import Document
from ontology.errors import InputError
from ontology.grades import UNJUDGED_CREDIBILITY, UNJUDGED_RELIABILITY
from ontology.handling import Handling
from ontology.retention import due_date


def read_all(
    paths: Sequence[str | Path],
    *,
    today: date,
    flags: Mapping[str, object] | None = None,
    profile: Mapping[str, object] | None = None,
    gold_mentions: bool = False,
    bounds: Limits | None = None,
) -> Iterator[Reading | Rejected]:
    """Every record under the paths, in order: a Reading, or a Rejected with its reason and place.

    `flags` and `profile` hold metadata keys; `today` is the received date of a record that bears none.
    `bounds` stand instead of the limits in force. Raises SetupError at the first step when a flag or the profile is
    wrong.
    """
    given = [own_layer(raw or {}, today=today, where=where) for raw, where in ((profile, "profile"), (flags, "flag"))]
    for_all = given[0] | given[1]
    options = Options(bounds or limits(), gold_mentions)
    mappings = Mappings()
    if named := for_all.get("mapping"):
        mappings.find(str(named), Path())
    with Isolation(options.limits) as isolation:
        reads = _Reads(isolation, mappings, today, options, for_all)
        for found in locate(paths, options.limits):
            if isinstance(found, Rejected):
                yield found
            else:
                yield from reads.located(found)
    yield from mappings.left()


@dataclass(frozen=True, slots=True)
class _Reads:
    isolation: Isolation
    mappings: Mappings
    today: date
    options: Options
    for_all: Mapping[str, object]

    def located(self, found: Located) -> Iterator[Reading | Rejected]:
        try:
            outer = [layer(raw) for raw in found.beside]
        except InputError as error:
            yield Rejected.of(error, found.source.path, found.source.name)
        else:
            yield from self.source(found.source, outer)

    def source(self, source: Source, outer: Sequence[Mapping[str, object]]) -> Iterator[Reading | Rejected]:
        try:
            reader = reader_for(source.name)
            if (options := self.mappings.options(source, merged(self.for_all, outer), self.options)) is None:
                return
            read = partial(self.isolation.read, reader) if reader.isolated else reader.read
            empty = True
            for record in read(source, options):
                empty = False
                if isinstance(record, Tabled):
                    record = report_of(record, source, options)
                if isinstance(record, Enclosed):
                    yield from self._enclosed(record, source, outer)
                elif isinstance(record, Rejected):
                    yield record.within(source)
                else:
                    yield _reading(record, source, outer, self)
            if empty:
                raise InputError("there is no record in it")
        except InputError as error:
            yield Rejected.of(error, source.path, source.name, source.place)

    def _enclosed(
        self, file: Enclosed, source: Source, outer: Sequence[Mapping[str, object]]
    ) -> Iterator[Reading | Rejected]:
        name, place = f"{source.name}/{file.name}", source.row(file.place)
        if source.depth >= (limit := self.options.limits.enclosures):
            yield Rejected(source.path, name, f"is enclosed more than {limit} deep", place, place)
        else:
            inner = Source(source.path, name, file.data, place, source.depth + 1)
            yield from self.source(inner, [*outer, layer(file.metadata)])


def _language(report: Report) -> str:
    """The language of a text, in a row that of its free text: names and numbers have none (`und` in BCP 47)."""
    if report.told is None:
        return language_of(report.text, default="en")
    free = "\n".join(report.text[start:end] for start, end in report.told.free)
    return language_of(free, default="en") if free else "und"


def _reading(
    report: Report, source: Source, outer: Sequence[Mapping[str, object]], reads: _Reads
) -> Reading | Rejected:
    given_id, row = report.given_id or source.name, source.row(report.place)
    try:
        check_text(report.text, reads.options.limits)
        layers = [*outer, layer(report.metadata)]
        metadata: dict[str, Any] = merged(reads.for_all, layers)
        notes = (*report.notes, *marking_notes(reads.for_all, layers))
        received: date = metadata.get("received", reads.today)
        handling = Handling.from_metadata(metadata, received=received)
        document = Document(
            sha256=report.sha256,
            text=report.text,
            lang=metadata.get("lang") or _language(report),
            source=metadata.get("source") or handling.submitting_agency,
            handling=handling,
            received=received,
            due=due_date(handling.retention_class, received=received, review_due=handling.review_due),
            given_id=given_id,
            title=metadata.get("title"),
            event_date=metadata.get("event_date"),
            report_date=metadata.get("date"),
            reliability=metadata.get("reliability", UNJUDGED_RELIABILITY),
            credibility=metadata.get("credibility", UNJUDGED_CREDIBILITY),
            origin=metadata.get("origin", ""),
            media_type=report.media_type,
            parts=report.parts,
        )
    except InputError as error:
        return Rejected.of(error, source.path, given_id, row)
    country: str | None = metadata.get("country")
    return Reading(document, source.path, row, report.given, country, "received" in metadata, notes, report.told)
