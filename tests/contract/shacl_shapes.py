"""The SHACL shapes as one projection of the schema: what a validator refuses of a record written as RDF."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from pyshacl import validate
from rdflib import PROV, RDF, RDFS, SH, XSD, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from ontology.forms import COMPETING, Form, forms
from ontology.loader import schema
from ontology.rdf.terms import LW, TIME

_SHAPES = Path(__file__).parents[2] / "ontology" / "rdf" / "shapes.ttl"
_INSTANTS = {10: (TIME.inXSDDate, XSD.date), 7: (TIME.inXSDgYearMonth, XSD.gYearMonth), 4: (TIME.inXSDgYear, XSD.gYear)}
"""Length of a date → how it is written."""


class ShaclShapes:
    """All records are checked in one run, since reading the shapes takes longer than checking a record."""

    name = "shacl"

    def __init__(self, records: Sequence[dict[str, Any]]) -> None:
        self._records = records

    def refuses(self, record: dict[str, Any]) -> str | None:
        """What the shapes have against the record, written as RDF with what it rests on."""
        return self._refused.get(self._records.index(record))

    @cached_property
    def _refused(self) -> dict[int, str]:
        graph = Graph()
        for place, record in enumerate(self._records):
            _Writer(graph, place).write(record)
        _, report, _ = validate(graph, shacl_graph=_shapes())
        found = {}
        for result in report.objects(None, SH.result):
            nodes = [str(report.value(result, term)) for term in (SH.value, SH.focusNode)]
            place = next(int(node.split(":")[2]) for node in nodes if node.startswith("urn:test:"))
            found[place] = str(report.value(result, SH.resultMessage))
        return found


@cache
def _shapes() -> Graph:
    return Graph().parse(_SHAPES)


def violations(data: Graph) -> str | None:
    """What the shapes have against these triples, or None."""
    conforms, _, text = validate(data, shacl_graph=_shapes())
    return None if conforms else str(text)


class _Writer:
    """Writes one record under names of its own."""

    def __init__(self, graph: Graph, place: int) -> None:
        self._graph = graph
        self._names = Namespace(f"urn:test:{place}:")

    def write(self, record: dict[str, Any]) -> None:
        self._say(self._names.claim, (RDF.type, LW.Claim))
        for term in (PROV.wasDerivedFrom, PROV.hadPrimarySource, PROV.wasGeneratedBy):
            self._say(self._names.claim, (term, self._names.elsewhere))
        if "subject" in record:
            self._link(record)
        else:
            self._entity(self._names.a, record["type"], record["properties"])

    def _entity(self, entity: URIRef, type_: str, properties: dict[str, list[str]]) -> None:
        self._say(entity, (RDF.type, LW[type_]))
        if type_ == "Person":
            self._say(entity, (LW.personClass, Literal("mentioned")))
        self._basis(entity)
        known = forms(p for t in schema().entity_types for p in t.properties.values())
        for name, normals in properties.items():
            form = known.get(name, Form("text", several=True))
            for place, normal in enumerate(normals):
                competes = place and not form.several
                kind = "text" if competes and form.kind == "number" else form.kind
                self._say(entity, (LW[name + COMPETING if competes else name], self._value(kind, normal)))

    def _link(self, record: dict[str, Any]) -> None:
        one, other, statement, predicate = self._names.a, self._names.b, self._names.link, LW[record["type"]]
        self._entity(one, record["subject"], {})
        self._entity(other, record["object"], {})
        self._say(one, (predicate, other))
        self._say(statement, (RDF.type, RDF.Statement), (RDF.predicate, predicate))
        self._say(statement, (RDF.subject, one), (RDF.object, other))
        self._basis(statement)
        link = schema().links.get(record["type"])
        if link and link.symmetric:
            self._say(statement, (LW.symmetric, Literal(True)))
        known = forms(p for other in schema().links.values() for p in other.properties.values())
        for name, normal in record.get("qualifiers", {}).items():
            form = known.get(name, Form("text", several=True))
            self._say(statement, (LW[name], self._value(form.kind, normal)))

    def _basis(self, element: URIRef) -> None:
        self._say(
            element,
            (LW.reliability, Literal("B")),
            (LW.credibility, Literal(2)),
            (LW.origins, Literal(1)),
            (LW.knownFrom, Literal("2024-03-02", datatype=XSD.date)),
            (LW.claim, self._names.claim),
        )

    def _value(self, kind: str, normal: str) -> Node:
        if kind == "number":
            return Literal(normal, datatype=XSD.double)
        return self._interval(normal) if kind == "time" else Literal(normal)

    def _interval(self, normal: str) -> URIRef:
        interval = self._names[re.sub(r"\W", "_", f"interval {normal}")]
        self._say(interval, (RDF.type, TIME.Interval), (RDFS.label, Literal(normal)))
        left, slash, right = normal.partition("/")
        for term, end in ((TIME.hasBeginning, left), (TIME.hasEnd, right if slash else left)):
            if len(end) in _INSTANTS:
                instant = self._names[re.sub(r"\W", "_", f"instant {end}")]
                written, datatype = _INSTANTS[len(end)]
                self._say(interval, (term, instant))
                self._say(instant, (RDF.type, TIME.Instant), (written, Literal(end, datatype=datatype)))
        return interval

    def _say(self, subject: URIRef, *said: tuple[URIRef, Node]) -> None:
        for predicate, object_ in said:
            self._graph.add((subject, predicate, object_))
