"""Files read back by other programs into one form: what the readers of all formats must agree on."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree

import networkx as nx
import pandas as pd
import rdflib
from rdflib import RDF, RDFS, Literal, URIRef

from graph.exports.chart import Chart
from graph.exports.values import Cell
from ontology.interval import Interval

NS = "https://linkwright.invalid/ns#"
ID = "urn:linkwright:"
PROV = "http://www.w3.org/ns/prov#"
TIME = "http://www.w3.org/2006/time#"
Cells = dict[str, Any]


@dataclass
class Read:
    """Values by id; of links also `source`, `target` and `symmetric`. Lists are lists, flags are flags."""

    banner: str
    nodes: dict[str, Cells]
    links: dict[str, Cells]


def expected(chart: Chart) -> Read:
    """The chart in the same form."""
    links = {
        e.id: _plain(e.cells) | {"source": e.source, "target": e.target, "symmetric": e.symmetric} for e in chart.edges
    }
    return Read(chart.banner, {n.id: _plain(n.cells) for n in chart.nodes}, links)


def _plain(cells: Mapping[str, Cell]) -> Cells:
    return {name: list(cell) if isinstance(cell, tuple) else cell for name, cell in cells.items()}


def graphml(data: bytes, chart: Chart) -> Read:
    graph = nx.read_graphml(io.BytesIO(data), force_multigraph=True)
    lists = _lists(chart)
    nodes = {id_: _parsed(values, lists) for id_, values in graph.nodes(data=True)}
    links = {
        key: _parsed(values, lists) | {"source": s, "target": t, "symmetric": values.get("symmetric", False)}
        for s, t, key, values in graph.edges(keys=True, data=True)
    }
    return Read(graph.graph["banner"], nodes, links)


def gexf(data: bytes, chart: Chart) -> Read:
    # networkx has no graphs with edges of both kinds, and reads "mutual" as two edges.
    mixed = data.replace(b'type="undirected"', b'type="mutual"').replace(
        b" idtype", b' defaultedgetype="directed" idtype'
    )
    graph = nx.read_gexf(io.BytesIO(mixed), version="1.3")
    lists = _lists(chart)
    nodes = {id_: _parsed(values, lists) for id_, values in graph.nodes(data=True)}
    links: dict[str, Cells] = {}
    for source, target, key, values in graph.edges(keys=True, data=True):
        both = graph.has_edge(target, source, key)
        if not both or source < target:
            told = {k: v for k, v in values.items() if k not in ("id", "spells")}
            links[key] = _parsed(told, lists) | {"source": source, "target": target, "symmetric": both}
    for node in nodes.values():
        del node["viz"]
    space = "{http://gexf.net/1.3}"
    description = ElementTree.fromstring(data).findtext(f"{space}meta/{space}description") or ""
    return Read(description.split("\n")[0], nodes, links)


def neo4j(data: bytes, chart: Chart) -> Read:
    nodes, links, banners = {}, {}, set()
    for row in rows(data, "nodes.csv"):
        id_, labels = row.pop("id:ID"), row.pop(":LABEL").split(";")
        banners.add(row.pop("banner"))
        nodes[id_] = {"type": labels[1]} | _typed(row)
    for row in rows(data, "edges.csv"):
        ends = {"source": row.pop(":START_ID"), "target": row.pop(":END_ID"), "symmetric": False}
        type_ = {e.type.upper(): e.type for e in chart.edges}[row.pop(":TYPE").replace("_", "")]
        id_ = row.pop("id")
        banners.add(row.pop("banner"))
        links[id_] = {"type": type_} | ends | _typed(row)
    (banner,) = banners
    return Read(banner, nodes, links)


def rows(data: bytes, name: str) -> Iterator[dict[str, str]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        text = archive.read(name).decode("utf-8-sig")
    table = pd.read_csv(io.StringIO(text, newline=""), dtype=str, keep_default_na=False)
    yield from ({str(header): cell for header, cell in row.items()} for row in table.to_dict("records"))


def _typed(row: Mapping[str, str]) -> Cells:
    parse: dict[str, Callable[[str], Any]] = {
        "": str, "double": float, "long": int, "boolean": "true".__eq__, "string[]": lambda text: text.split(";"),
    }  # fmt: skip
    found = ((*header.partition(":")[::2], text) for header, text in row.items() if text)
    return {name: parse[type_](text) for name, type_, text in found}


def gephi(data: bytes, chart: Chart) -> Read:
    def values(row: Mapping[str, str]) -> Cells:
        kinds = {c.name: c.kind for c in (*chart.node_columns, *chart.edge_columns)}
        parse: dict[str, Callable[[str], Any]] = {
            "number": float, "whole": int, "flag": "true".__eq__, "list": lambda t: t.split("; "),
            "times": lambda t: t.split("; "),
        }  # fmt: skip
        return {name: parse.get(kinds[name], str)(_unarmed(text)) for name, text in row.items() if text}

    nodes, links, banners = {}, {}, set()
    for row in rows(data, "nodes.csv"):
        id_, label = row.pop("Id"), row.pop("Label")
        banners.add(row.pop("banner"))
        nodes[id_] = values(row | {"label": label})
    for row in rows(data, "edges.csv"):
        ends = {"source": row.pop("Source"), "target": row.pop("Target"), "symmetric": row.pop("Type") == "Undirected"}
        id_, label, type_ = row.pop("Id"), row.pop("Label"), row.pop("Kind")
        banners.add(row.pop("banner"))
        links[id_] = values(row | {"label": label, "type": type_}) | ends
    (banner,) = banners
    return Read(banner, nodes, links)


def _unarmed(text: str) -> str:
    return text[1:] if text[:2] in ("'=", "'+", "'-", "'@", "'\t", "'\r") else text


def triples(format_: str) -> Callable[[bytes, Chart], Read]:
    def read(data: bytes, chart: Chart) -> Read:
        graph = rdflib.Graph().parse(data=data, format=format_)
        (head,) = graph.subjects(RDF.type, URIRef(NS + "Chart"))
        lists = _lists(chart)

        def values(subject: URIRef) -> Cells:
            found: Cells = {}
            for predicate in sorted({str(p) for p in graph.predicates(subject)}):
                if predicate.startswith(NS) or predicate == str(RDFS.label):
                    name = "label" if predicate == str(RDFS.label) else predicate.removeprefix(NS)
                    told = [_value(graph, o) for o in graph.objects(subject, URIRef(predicate))]
                    name = "claims" if name == "claim" else name
                    found[name] = sorted(told) if name in lists else told[0]
            return found

        types = {e.type for e in chart.edges}
        nodes = {}
        for node in chart.nodes:
            about = URIRef(ID + node.id)
            (type_,) = graph.objects(about, RDF.type)
            told = {k: v for k, v in values(about).items() if k not in types}
            nodes[node.id] = told | {"type": str(type_).removeprefix(NS)}
        links = {}
        for statement in graph.subjects(RDF.type, RDF.Statement):
            about = URIRef(str(statement))
            source, predicate, target = (str(graph.value(about, p)) for p in (RDF.subject, RDF.predicate, RDF.object))
            assert (URIRef(source), URIRef(predicate), URIRef(target)) in graph
            told = {"symmetric": False} | values(about)
            ends = {"source": source.removeprefix(ID), "target": target.removeprefix(ID)}
            links[str(about).removeprefix(ID)] = told | ends | {"type": predicate.removeprefix(NS)}
        return Read(str(graph.value(head, URIRef(NS + "banner"))), nodes, links)

    return read


def _value(graph: rdflib.Graph, term: Any) -> Any:
    if isinstance(term, Literal):
        python = term.toPython()
        return python.isoformat() if hasattr(python, "isoformat") else python
    if term.startswith(f"{ID}interval:"):
        return _interval(graph, term)
    return term.removeprefix(ID)


def _interval(graph: rdflib.Graph, about: Any) -> str:
    """The normal form, from the instants at its ends alone."""
    exact = {"inXSDDate", "inXSDgYearMonth", "inXSDgYear"}
    ends = []
    for predicate in ("hasBeginning", "hasEnd"):
        instant = graph.value(about, URIRef(TIME + predicate))
        told = (
            [str(o) for p, o in graph.predicate_objects(instant) if str(p).removeprefix(TIME) in exact]
            if instant
            else []
        )
        ends.append(told[0] if told else "..")
    normal = ends[0] if ends[0] == ends[1] else "/".join(ends)
    return Interval.parse(normal).normal


def claims_of(chart: Chart) -> set[str]:
    """The claims that nodes and edges name."""
    cells = [node.cells for node in chart.nodes] + [edge.cells for edge in chart.edges]
    lists = [told["claims"] for told in cells]
    return {id_ for told in lists if isinstance(told, tuple) for id_ in told}


def _lists(chart: Chart) -> set[str]:
    return {c.name for c in (*chart.node_columns, *chart.edge_columns) if c.kind in ("list", "times")}


def _parsed(values: Mapping[str, Any], lists: set[str]) -> Cells:
    return {name: json.loads(v) if name in lists else v for name, v in values.items()}


READERS: dict[str, Callable[[bytes, Chart], Read]] = {
    "graphml": graphml,
    "gexf": gexf,
    "csv-neo4j": neo4j,
    "csv-gephi": gephi,
    "ntriples": triples("nt"),
    "turtle": triples("turtle"),
    "jsonld": triples("json-ld"),
}
