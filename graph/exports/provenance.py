"""Where the claims of a chart come from: documents, spans, extractors. No words are quoted: a span of a report may hold
a number that is masked elsewhere."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from graph.access import Visibility
from graph.exports.values import Cleaner
from graph.store import MAX_PAGE, ClaimView, Store
from ontology.document import Document


@dataclass(frozen=True, slots=True)
class Source:
    """A document that some claim of the chart rests on. `name` is what its submitter calls it."""

    id: str
    sha256: str
    name: str | None
    agency: str
    marking: str
    received: str
    report_date: str | None
    reliability: str
    credibility: int


@dataclass(frozen=True, slots=True)
class Citation:
    """A claim: the spans (start, end) of its document that it rests on, and which extractor read it there."""

    claim: str
    document: str
    spans: tuple[tuple[int, int], ...]
    extractor: str
    version: str


async def claims_of(store: Store, view: Visibility, elements: Sequence[str]) -> list[ClaimView]:
    """All claims that these entities and links rest on, as this caller sees them."""
    told: list[ClaimView] = []
    for start in range(0, len(elements), MAX_PAGE):
        told += await store.claims_on(view, elements[start : start + MAX_PAGE])
    return told


def cited(
    told: Iterable[ClaimView], claims: Collection[str], clean: Cleaner
) -> tuple[tuple[Source, ...], tuple[Citation, ...]]:
    """Documents and citations of the `claims` that the chart names, each once, ordered by id."""
    used = {view.claim.id: view for view in told if view.claim.id in claims}
    documents = {view.document.id: view.document for view in used.values()}
    citations = [
        Citation(c.id, c.document, c.evidence, clean.text(c.extractor), clean.text(c.version))
        for _, c in sorted((id_, view.claim) for id_, view in used.items())
    ]
    return tuple(_source(documents[id_], clean) for id_ in sorted(documents)), tuple(citations)


def _source(document: Document, clean: Cleaner) -> Source:
    return Source(
        id=document.id,
        sha256=document.sha256,
        name=clean.text(document.given_id) if document.given_id else None,
        agency=clean.text(document.handling.submitting_agency),
        marking=document.handling.marking,
        received=document.received.isoformat(),
        report_date=document.report_date.normal if document.report_date else None,
        reliability=document.reliability,
        credibility=document.credibility,
    )
