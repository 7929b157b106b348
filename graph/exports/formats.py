"""Formats by name: how `export --format` and the API find a writer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from graph.exports.chart import Chart
from graph.exports.csv_flavours import write_gephi, write_neo4j
from graph.exports.gexf import write_gexf
from graph.exports.graphml import write_graphml
from graph.exports.rdf.jsonld import write_jsonld
from graph.exports.rdf.ntriples import write_ntriples
from graph.exports.rdf.ttl import write_turtle
from graph.exports.svg import write_svg
from ontology.errors import SetupError

Writer = Callable[[Chart], Iterator[bytes]]
"""A chart as a file, piece by piece."""


@dataclass(frozen=True, slots=True)
class Format:
    """`provenance`: the format has room for where claims come from, so the chart is to be drawn with it."""

    write: Writer
    provenance: bool = False


def _utf8(write: Callable[[Chart], Iterator[str]]) -> Writer:
    return lambda chart: (piece.encode() for piece in write(chart))


FORMATS: Mapping[str, Format] = {
    "graphml": Format(_utf8(write_graphml)),
    "gexf": Format(_utf8(write_gexf)),
    "csv-neo4j": Format(write_neo4j, provenance=True),
    "csv-gephi": Format(write_gephi, provenance=True),
    "svg": Format(_utf8(write_svg)),
    "ntriples": Format(_utf8(write_ntriples), provenance=True),
    "turtle": Format(_utf8(write_turtle), provenance=True),
    "jsonld": Format(_utf8(write_jsonld), provenance=True),
}


def format_named(name: str) -> Format:
    """The format of a name. Raises SetupError, which names those there are."""
    if name not in FORMATS:
        raise SetupError(f"unknown format {name!r}", where="--format", mend="one of " + ", ".join(FORMATS))
    return FORMATS[name]
