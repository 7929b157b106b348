"""N-Triples by an own streaming writer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graph.exports.chart import Chart
from graph.exports.rdf.statements import describe


def write_ntriples(chart: Chart) -> Iterator[str]:
    """The file, a subject at a time; the banner is also a comment in the first and the last line."""
    yield f"# {chart.banner}\n"
    for about, tails in describe(chart):
        yield joined(about, tails)
    yield f"# {chart.banner}\n"


def joined(about: str, tails: Sequence[str]) -> str:
    """All statements about one subject."""
    return about + about.join(tails)
