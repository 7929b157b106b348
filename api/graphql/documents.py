"""Documents, mentions and claims: what the graph rests on, down to the characters."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import strawberry

from api.graphql.enums import Reliability
from api.sentence import hidden, quoted
from api.service import ShownClaim
from graph.few import shown_details, shown_value
from ontology import document as documents
from ontology.few import without
from ontology.masking import masked


@strawberry.type(description="A report as it was received.")
class Document:
    id: strawberry.ID
    given_id: str | None = strawberry.field(description="What its submitter calls it.")
    title: str | None = strawberry.field(description="Its heading; without counts of few people where `text` is null.")
    source: str
    agency: str
    lang: str
    media_type: str
    text: str | None = strawberry.field(
        description="The text, verbatim: all offsets count its characters (code points). Of `document` alone: a report "
        "that stands beside what was made of it, where counts of few people are withheld, does not bring it along."
    )
    marking: str
    legal_basis: str
    reliability: Reliability
    credibility: int
    origin: str
    received: date
    report_date: str | None
    event_date: str | None
    due: date = strawberry.field(description="The day from which it is hidden unless somebody reviews it.")
    sha256: str


@strawberry.type(description="A place in a document that names a thing, and the entity that it is taken to be.")
class Mention:
    id: strawberry.ID
    start: int
    end: int
    entity_id: strawberry.ID


@strawberry.type(description="Characters of a document.")
class Evidence:
    start: int
    end: int
    quote: str


@strawberry.type(description="A role, a function or another qualifier of a claim.")
class Qualifier:
    name: str
    value: str


@strawberry.type(
    description="A value as written and in its normal form; protected ones show their last four characters."
)
class ClaimValue:
    written: str
    normal: str


@strawberry.type(description="What one document says of a thing, and the words that say it.")
class Claim:
    id: strawberry.ID
    predicate: str = strawberry.field(description="A property or link of the ontology, `type` or `coreferent`.")
    subject: strawberry.ID = strawberry.field(description="The mention it is about.")
    object: strawberry.ID | None = strawberry.field(description="The mention at the other end of a link.")
    value: ClaimValue | None
    qualifiers: list[Qualifier]
    polarity: str
    certainty: str
    modality: str
    speaker: str
    valid: str | None
    score: float
    extractor: str
    sentence: str
    evidence: list[Evidence]
    document: Document
    reliability: Reliability
    credibility: int
    marking: str
    reported_at: str | None
    known_from: date


def document(read: documents.Document, *, text: bool) -> Document:
    return Document(
        id=strawberry.ID(read.id),
        given_id=read.given_id,
        title=read.title if text or read.title is None else without(read.title),
        source=read.source,
        agency=read.handling.submitting_agency,
        lang=read.lang,
        media_type=read.media_type,
        text=read.text if text else None,
        marking=read.handling.marking,
        legal_basis=read.handling.legal_basis,
        reliability=read.reliability,
        credibility=read.credibility,
        origin=read.origin,
        received=read.received,
        report_date=read.report_date.normal if read.report_date else None,
        event_date=read.event_date.normal if read.event_date else None,
        due=read.due,
        sha256=read.sha256,
    )


def mention(place: documents.Mention, entity: str) -> Mention:
    return Mention(
        id=strawberry.ID(place.id),
        start=place.start,
        end=place.end,
        entity_id=strawberry.ID(entity),
    )


def claim(shown_claim: ShownClaim) -> Claim:
    said, source = shown_claim.claim, shown_claim.document
    value = _value(shown_claim)
    whole = document(source, text=False)
    return Claim(
        id=strawberry.ID(said.id),
        predicate=said.predicate,
        subject=strawberry.ID(said.subject),
        object=strawberry.ID(said.object) if said.object else None,
        value=value,
        qualifiers=[Qualifier(name=name, value=text) for name, text in _qualifiers(shown_claim)],
        polarity=said.polarity,
        certainty=said.certainty,
        modality=said.modality,
        speaker=said.speaker,
        valid=said.valid.normal if said.valid else None,
        score=said.score,
        extractor=f"{said.extractor}@{said.version}",
        sentence=quoted(shown_claim),
        evidence=[Evidence(start=s, end=e, quote=hidden(shown_claim, source.text[s:e])) for s, e in said.evidence],
        document=whole,
        reliability=whole.reliability,
        credibility=whole.credibility,
        marking=whole.marking,
        reported_at=whole.report_date,
        known_from=whole.received,
    )


def _value(shown: ShownClaim) -> ClaimValue | None:
    value = shown.claim.value if shown.told or shown.masked else shown_value(shown.claim)
    if value is None:
        return None
    if shown.masked:
        return ClaimValue(written=masked(value.written), normal=masked(value.normal))
    return ClaimValue(written=value.written, normal=value.normal)


def _qualifiers(shown: ShownClaim) -> Sequence[tuple[str, str]]:
    said = shown.claim
    return said.qualifiers if shown.told else shown_details(said.predicate, said.qualifiers)
