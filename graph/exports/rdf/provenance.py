"""Where the claims of a chart come from, in PROV-O."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from graph.exports.provenance import Citation, Source
from graph.exports.rdf.terms import LABEL, PROV, TYPE, XSD, Described, interval, literal, minted, name, record, tail

_BY_HAND = "person:"
"""Begins the extractor of a claim that a person asserted."""


def provenance(citations: Iterable[Citation], sources: Iterable[Source]) -> Iterator[Described]:
    """Claims, the runs that made them, the extractors that ran, the documents they read, and who sent those."""
    runs = dict[str, tuple[Citation, str]]()
    for citation in citations:
        document = record(citation.document)
        extractor = minted("extractor", citation.extractor, citation.version)
        run = minted("run", citation.document, citation.extractor, citation.version)
        runs[run] = citation, extractor
        spans = [f"{document[:-1]}#char={start},{end}>" for start, end in citation.spans]
        yield (
            record(citation.claim),
            [
                tail(TYPE, name("Claim")),
                tail(TYPE, f"<{PROV}Entity>"),
                *(tail(f"<{PROV}wasDerivedFrom>", span) for span in spans),
                tail(f"<{PROV}hadPrimarySource>", document),
                tail(f"<{PROV}wasGeneratedBy>", run),
            ],
        )
    for run, (citation, extractor) in sorted(runs.items()):
        yield (
            run,
            [
                tail(TYPE, f"<{PROV}Activity>"),
                tail(f"<{PROV}used>", record(citation.document)),
                tail(f"<{PROV}wasAssociatedWith>", extractor),
            ],
        )
    for extractor, citation in sorted({extractor: citation for citation, extractor in runs.values()}.items()):
        agent = "Person" if citation.extractor.startswith(_BY_HAND) else "SoftwareAgent"
        yield (
            extractor,
            [
                tail(TYPE, f"<{PROV}{agent}>"),
                tail(name("extractor"), literal(citation.extractor)),
                tail(name("version"), literal(citation.version)),
            ],
        )
    yield from _documents(sources)


def _documents(sources: Iterable[Source]) -> Iterator[Described]:
    agencies = dict[str, str]()
    for source in sources:
        agencies[source.agency] = minted("agency", source.agency)
        tails = [
            tail(TYPE, name("Document")),
            tail(TYPE, f"<{PROV}Entity>"),
            tail(name("sha256"), literal(source.sha256)),
            tail(name("marking"), literal(source.marking)),
            tail(name("received"), literal(source.received, XSD + "date")),
            tail(name("reliability"), literal(source.reliability)),
            tail(name("credibility"), literal(str(source.credibility), XSD + "integer")),
            tail(f"<{PROV}wasAttributedTo>", agencies[source.agency]),
        ]
        if source.name:
            tails.append(tail(LABEL, literal(source.name)))
        if source.report_date:
            tails.append(tail(name("reportDate"), interval(source.report_date)))
        yield record(source.id), tails
    for agency, iri in sorted(agencies.items()):
        yield iri, [tail(TYPE, f"<{PROV}Agent>"), tail(LABEL, literal(agency))]
