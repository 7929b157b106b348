"""CSV in two flavours, each a zip of nodes, edges, where the claims come from, and a text that says how to read them.

`neo4j`: headers of `neo4j-admin database import`, values untouched. `gephi`: for Gephi and spreadsheets; there,
and only there, the files begin with a byte order mark and a text that a spreadsheet would run as a formula gets an
apostrophe in front.

Own quoting: the standard library's `csv` leaves a lone carriage return bare where lines end with a newline.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain

from graph.exports.archive import PROVENANCE, provenance_lines, zipped
from graph.exports.chart import Chart
from graph.exports.columns import Column
from graph.exports.markup import lexical
from graph.exports.values import Cell
from ontology.model import enum_name

BANNER = "banner"
"""The column that repeats the chart's marking in every row: rows part from their file."""
_NEO4J_TYPES = {"number": ":double", "whole": ":long", "flag": ":boolean", "list": ":string[]", "times": ":string[]"}
"""Of kinds of values; all others are strings. Times too: Neo4j's dates cannot hold a month."""
_QUOTED = re.compile('[",\r\n]')
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_BOM = "\ufeff"
"""Without it Excel takes a CSV file for the code page of its machine: PeÃ±a. Gephi skips it since 0.9.3."""
Show = Callable[[Cell], str]

_NEO4J_NOTE = """
nodes.csv and edges.csv have the headers of neo4j-admin:

    neo4j-admin database import full --nodes=nodes.csv --relationships=edges.csv --multiline-fields=true

Lists are parted by ";"; a ";" inside an item is written as "；", the full-width one, since the format cannot escape it.
"""
_GEPHI_NOTE = """
nodes.csv and edges.csv open in Gephi (nodes first) and in spreadsheets. Type says whether an edge is directed, Kind
which link it is. Lists are parted by "; ". A text that begins with = + - @, a tab or a carriage return has an
apostrophe in front, so that no spreadsheet takes it for a formula: phone numbers too. For values untouched take the
other flavour.
"""
_COMMON_NOTE = """
An empty cell is "not known": no export holds an empty text. Numbers of documents and accounts show their last four
characters. provenance.jsonl names document, spans and extractor of every claim. All files are UTF-8.
"""


def write_neo4j(chart: Chart) -> Iterator[bytes]:
    """A zip: nodes.csv, edges.csv, provenance.jsonl, read-me.txt."""
    return _archive(chart, _neo4j_nodes(chart), _neo4j_edges(chart), _NEO4J_NOTE)


def write_gephi(chart: Chart) -> Iterator[bytes]:
    """A zip: nodes.csv, edges.csv, provenance.jsonl, read-me.txt."""
    return _archive(chart, _gephi_nodes(chart), _gephi_edges(chart), _GEPHI_NOTE)


def _archive(chart: Chart, nodes: Iterable[str], edges: Iterable[str], note: str) -> Iterator[bytes]:
    head = [f"{name}: {lexical(cell)}\n" for name, cell in chart.head.items() if name != BANNER]
    read_me = [f"{chart.banner}\n\n", *head, note, _COMMON_NOTE, f"\n{chart.banner}\n"]
    return zipped({"nodes.csv": nodes, "edges.csv": edges, PROVENANCE: provenance_lines(chart), "read-me.txt": read_me})


def _neo4j_nodes(chart: Chart) -> Iterator[str]:
    columns = _without(chart.node_columns, "type")
    yield _row(["id:ID", ":LABEL", *map(_neo4j_header, columns), BANNER])
    for node in chart.nodes:
        yield _row([node.id, f"Entity;{node.type}", *_shown(columns, node.cells, _neo4j_cell), chart.banner])


def _neo4j_edges(chart: Chart) -> Iterator[str]:
    columns = _without(chart.edge_columns, "type")
    yield _row([":START_ID", ":END_ID", ":TYPE", "id", *map(_neo4j_header, columns), BANNER])
    for edge in chart.edges:
        ends = [edge.source, edge.target, enum_name(edge.type), edge.id]
        yield _row([*ends, *_shown(columns, edge.cells, _neo4j_cell), chart.banner])


def _neo4j_header(column: Column) -> str:
    return column.name + _NEO4J_TYPES.get(column.kind, "")


def _neo4j_cell(cell: Cell) -> str:
    return ";".join(item.replace(";", "；") for item in cell) if isinstance(cell, tuple) else lexical(cell)


def _gephi_nodes(chart: Chart) -> Iterator[str]:
    columns = _without(chart.node_columns, "label")
    yield _BOM + _row(["Id", "Label", *(c.name for c in columns), BANNER])
    for node in chart.nodes:
        cells = chain(_label(node.cells), _shown(columns, node.cells, _gephi_cell))
        yield _row([node.id, *cells, chart.banner])


def _gephi_edges(chart: Chart) -> Iterator[str]:
    columns = _without(chart.edge_columns, "type", "label")
    yield _BOM + _row(["Source", "Target", "Type", "Kind", "Id", "Label", *(c.name for c in columns), BANNER])
    for edge in chart.edges:
        type_ = "Undirected" if edge.symmetric else "Directed"
        cells = chain(_label(edge.cells), _shown(columns, edge.cells, _gephi_cell))
        yield _row([edge.source, edge.target, type_, edge.type, edge.id, *cells, chart.banner])


def _label(cells: Mapping[str, Cell]) -> Iterator[str]:
    yield _gephi_cell(cells.get("label", ""))


def _gephi_cell(cell: Cell) -> str:
    if isinstance(cell, (bool, int, float)):
        return lexical(cell)
    joined = "; ".join(cell) if isinstance(cell, tuple) else cell
    return "'" + joined if joined.startswith(_FORMULA) else joined


def _without(columns: Iterable[Column], *names: str) -> list[Column]:
    return [column for column in columns if column.name not in names]


def _shown(columns: Iterable[Column], cells: Mapping[str, Cell], show: Show) -> Iterator[str]:
    for column in columns:
        yield show(cells[column.name]) if column.name in cells else ""


def _row(cells: Sequence[str]) -> str:
    return ",".join(['"' + c.replace('"', '""') + '"' if _QUOTED.search(c) else c for c in cells]) + "\n"
