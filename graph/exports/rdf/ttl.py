"""Turtle: the triples of N-Triples, grouped by subject, with prefixes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from graph.exports.chart import Chart
from graph.exports.rdf.statements import describe
from graph.exports.rdf.terms import PREFIXES, TYPE, parted
from ontology.namespace import RECORD

_LOCAL = re.compile(r"[A-Za-z][A-Za-z0-9_]*\Z")
_PREFIXES = PREFIXES | {"id": RECORD}
_DATATYPE = re.compile(r'(".*")\^\^(<[^<>"]*>)\Z', re.DOTALL)


def write_turtle(chart: Chart) -> Iterator[str]:
    """The file, a subject at a time; the banner is also a comment in the first and the last line."""
    yield f"# {chart.banner}\n"
    for prefix, namespace in sorted(_PREFIXES.items()):
        yield f"@prefix {prefix}: <{namespace}> .\n"
    for about, tails in describe(chart):
        statements = dict[str, list[str]]()
        for tail in tails:
            predicate, object_ = parted(tail)
            statements.setdefault(predicate, []).append(_object(object_))
        lines = [f"{_predicate(p)} {', '.join(objects)}" for p, objects in statements.items()]
        yield f"\n{_iri(about)}\n    " + " ;\n    ".join(lines) + " .\n"
    yield f"\n# {chart.banner}\n"


@cache
def _predicate(iri: str) -> str:
    return "a" if iri == TYPE else _iri(iri)


def _object(term: str) -> str:
    if term.startswith("<"):
        return _iri(term)
    typed = _DATATYPE.match(term)
    return f"{typed[1]}^^{_predicate(typed[2])}" if typed else term


def _iri(iri: str) -> str:
    for prefix, namespace in _PREFIXES.items():
        if iri.startswith(namespace, 1) and _LOCAL.match(local := iri[1 + len(namespace) : -1]):
            return f"{prefix}:{local}"
    return iri
