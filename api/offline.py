"""Extraction and resolution without a store: documents in, OUT.jsonl out, as one dictionary a line.

Handling fields are not asked for, and the clock is not read: equal inputs give equal lines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

from api.pool import Failure, Job, Pool
from extractors.default import default_configuration
from extractors.pipeline import Configuration
from extractors.readers.base import Reading, Rejected
from extractors.readers.limits import limits
from extractors.readers.read import read_all
from graph import batch
from ontology.claim import TYPE, Extraction
from ontology.document import NO_DATE, Mention
from ontology.errors import InputError
from ontology.loader import schema

Line = dict[str, object]
Extracted = tuple[Reading, Extraction]
NEUTRAL: Mapping[str, object] = {"agency": "not stated", "marking": "UNCLASSIFIED", "legal_basis": "not stated"}
"""Handling of records that bear none, where nothing is kept."""
BATCH = 64


def extract_lines(
    paths: Sequence[str | Path],
    *,
    gold_mentions: bool = False,
    mapping: str | None = None,
    workers: int = 1,
    configuration: Callable[[], Configuration] = default_configuration,
) -> Iterator[Line | Rejected]:
    """A line a document in the order given, or what was wrong with it. Entity ids hold within the document."""
    for found in extracted(paths, gold_mentions, mapping, workers, configuration):
        yield found if isinstance(found, Rejected) else out_line(*found, within(found[1]))


def resolve_lines(
    paths: Sequence[str | Path],
    *,
    line: float = 0.5,
    gold_mentions: bool = False,
    mapping: str | None = None,
    workers: int = 1,
    configuration: Callable[[], Configuration] = default_configuration,
) -> Iterator[Line | Rejected]:
    """As `extract_lines`, with entity ids that hold over all the documents. `line` in [0, 1] is the posterior from
    which two mentions are joined. Nothing is yielded before all have been read."""
    found = list(extracted(paths, gold_mentions, mapping, workers, configuration))
    once = {x[1].document.id: x[1] for x in found if not isinstance(x, Rejected)}
    clusters = batch.resolve(list(once.values()), line=line)
    for each in found:
        yield each if isinstance(each, Rejected) else out_line(*each, {**within(each[1]), **clusters})


def within(extraction: Extraction) -> dict[str, str]:
    """Mention → the first mention (in the order of text) of what it is coreferent with."""
    leader = {mention.id: mention.id for mention in extraction.mentions}
    place = {mention.id: i for i, mention in enumerate(extraction.mentions)}

    def find(mention: str) -> str:
        while leader[mention] != mention:
            mention = leader[mention]
        return mention

    for claim in extraction.claims:
        if claim.identifies and claim.object:
            first, later = sorted((find(claim.subject), find(claim.object)), key=place.__getitem__)
            leader[later] = first
    return {mention: find(mention) for mention in leader}


def out_line(reading: Reading, extraction: Extraction, entities: Mapping[str, str]) -> Line:
    """One line of OUT.jsonl. `entities` maps every mention to its entity; values (dates, money …) have none."""
    document = reading.document
    types = _told(extraction, TYPE)
    kinds = _told(extraction, "kind")
    values = {name for name, type_ in schema().types.items() if type_.is_value}
    entity = {m.id: None if types[m.id] in values else entities[m.id] for m in extraction.mentions}
    text = {"text": document.text} if reading.row is None or reading.told else {}
    return {
        "id": document.given_id,
        "lang": document.lang,
        **text,
        "mentions": [
            {"start": m.start, "end": m.end, "type": types[m.id], "kind": kinds.get(m.id), "entity": entity[m.id]}
            for m in sorted(extraction.mentions, key=_in_text)
        ],
        "links": _links(extraction, entity),
    }


def _links(extraction: Extraction, entity: Mapping[str, str | None]) -> list[dict[str, str]]:
    links: set[tuple[str, str, str, str]] = set()
    for claim in extraction.claims:
        link = schema().links.get(claim.predicate)
        if link is None or claim.object is None or not claim.makes_graph:
            continue
        subject, object_ = entity[claim.subject], entity[claim.object]
        if subject is None or object_ is None or subject == object_:
            continue
        if link.symmetric:
            subject, object_ = sorted((subject, object_))
        links.add((claim.predicate, subject, object_, claim.qualifier("role") or ""))
    return [
        {"type": type_, "subject": subject, "object": object_} | ({"role": role} if role else {})
        for type_, subject, object_, role in sorted(links)
    ]


def _told(extraction: Extraction, predicate: str) -> dict[str, str]:
    """Mention → the value that its own words tell of a property; of several, that of the best score."""
    told = [c for c in extraction.claims if c.predicate == predicate and c.value and c.makes_graph]
    return {c.subject: c.value.normal for c in sorted(told, key=lambda c: (c.score, c.id)) if c.value}


def _in_text(mention: Mention) -> tuple[int, int, int]:
    return mention.start, mention.end, mention.k


def extracted(
    paths: Sequence[str | Path],
    gold_mentions: bool = False,
    mapping: str | None = None,
    workers: int = 1,
    configuration: Callable[[], Configuration] = default_configuration,
) -> Iterator[Extracted | Rejected]:
    """Each document as it was read with what extraction says of it, or what was wrong with it, in the order given."""
    flags = {"mapping": mapping} if mapping else {}
    readings = read_all(paths, today=NO_DATE, flags=flags, profile=NEUTRAL, gold_mentions=gold_mentions)
    with Pool(configuration, workers=workers, seconds=limits().seconds) as pool:
        while records := list(islice(readings, BATCH)):
            read = [r for r in records if isinstance(r, Reading)]
            outcomes = iter(pool.extract([Job(r.document, r.country, r.given, r.told) for r in read]))
            for record in records:
                if isinstance(record, Rejected):
                    yield record
                    continue
                outcome = next(outcomes)
                if isinstance(outcome, Failure):
                    error = InputError(outcome.reason, where=outcome.place or "")
                    yield Rejected.of(error, record.path, record.document.given_id, record.row)
                else:
                    yield record, outcome
