"""Formats by name: how `export --format` and the API find a writer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from graph.exports.archive import PROVENANCE, provenance_lines, zipped
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
    """`provenance`: the file tells where claims come from, so the chart is to be drawn with it. Formats without room
    for that have a form `with_provenance`: a zip of the file and `provenance.jsonl`."""

    write: Writer
    provenance: bool = False
    with_provenance: Writer | None = None

    def telling(self) -> Format:
        """The form of this format that tells where claims come from."""
        return Format(self.with_provenance, provenance=True) if self.with_provenance else self


def _with_room(write: Callable[[Chart], Iterator[str]]) -> Format:
    return Format(_utf8(write), provenance=True)


def _without(write: Callable[[Chart], Iterator[str]], name: str) -> Format:
    def beside(chart: Chart) -> Iterator[bytes]:
        return zipped({name: write(chart), PROVENANCE: provenance_lines(chart)})

    return Format(_utf8(write), with_provenance=beside)


def _utf8(write: Callable[[Chart], Iterator[str]]) -> Writer:
    return lambda chart: (piece.encode() for piece in write(chart))


FORMATS: Mapping[str, Format] = {
    "graphml": _without(write_graphml, "chart.graphml"),
    "gexf": _without(write_gexf, "chart.gexf"),
    "csv-neo4j": Format(write_neo4j, provenance=True),
    "csv-gephi": Format(write_gephi, provenance=True),
    "svg": _without(write_svg, "chart.svg"),
    "ntriples": _with_room(write_ntriples),
    "turtle": _with_room(write_turtle),
    "jsonld": _with_room(write_jsonld),
}


def format_named(name: str) -> Format:
    """The format of a name. Raises SetupError, which names those there are."""
    if name not in FORMATS:
        raise SetupError(f"unknown format {name!r}", where="--format", mend="one of " + ", ".join(FORMATS))
    return FORMATS[name]
