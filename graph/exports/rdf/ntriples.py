"""N-Triples by an own streaming writer."""

from __future__ import annotations

from collections.abc import Iterator

from graph.exports.chart import Chart
from graph.exports.rdf.statements import describe


def write_ntriples(chart: Chart) -> Iterator[str]:
    """The file, a subject at a time; the banner is also a comment in the first and the last line."""
    yield f"# {chart.banner}\n"
    for about, tails in describe(chart):
        yield about + about.join(tails)
    yield f"# {chart.banner}\n"
