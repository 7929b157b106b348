"""JSON-LD 1.1: the triples of N-Triples as one flat graph, a subject a line, with a context of prefixes only."""

from __future__ import annotations

from collections.abc import Iterator

import orjson

from graph.exports.chart import Chart
from graph.exports.rdf.statements import describe
from graph.exports.rdf.terms import PREFIXES, TYPE, parted


def write_jsonld(chart: Chart) -> Iterator[str]:
    """The file, a subject at a time. The chart itself, which bears the banner, comes first."""
    yield f'{{"@context":{orjson.dumps(PREFIXES).decode()},\n"@graph":['
    separator = "\n"
    for about, tails in describe(chart):
        subject = dict[str, object]({"@id": about[1:-1]})
        told = dict[str, list[object]]()
        for tail in tails:
            predicate, object_ = parted(tail)
            if predicate == TYPE:
                told.setdefault("@type", []).append(_short(object_[1:-1]))
            else:
                told.setdefault(_short(predicate[1:-1]), []).append(_value(object_))
        yield separator + orjson.dumps(subject | told).decode()
        separator = ",\n"
    yield "\n]}\n"


def _value(term: str) -> object:
    if term.startswith("<"):
        return {"@id": term[1:-1]}
    text, typed, datatype = term.rpartition('"^^<')
    if typed:
        return {"@value": orjson.loads(text + '"'), "@type": _short(datatype[:-1])}
    return orjson.loads(term)


def _short(iri: str) -> str:
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri
