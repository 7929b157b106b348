"""Formats by name: how `export --format` and the API find a writer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from graph.exports.chart import Chart
from graph.exports.graphml import write_graphml
from ontology.errors import SetupError

Writer = Callable[[Chart], Iterator[str]]
"""A chart as text, piece by piece, to be written as UTF-8."""

FORMATS: Mapping[str, Writer] = {"graphml": write_graphml}


def writer(name: str) -> Writer:
    """The writer of a format. Raises SetupError, which names those there are."""
    if name not in FORMATS:
        raise SetupError(f"unknown format {name!r}", where="--format", mend="one of " + ", ".join(FORMATS))
    return FORMATS[name]
