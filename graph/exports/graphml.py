"""GraphML 1.0: a `<key>` for each value with its type, edge ids, direction. Own writer: networkx guesses types from the
first value it meets and refuses None and lists.

Lists, which GraphML lacks, are JSON arrays. A symmetric link is marked `directed="0"`: the schema's `xs:boolean` spells
"false" in two ways, and networkx, which refuses a graph with edges of both directions spelt "false", reads this one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from graph.exports.chart import Chart, Edge, Node
from graph.exports.columns import Column
from graph.exports.values import Cell

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    ' xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns'
    ' http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">\n'
)
_TYPES = {"text": "string", "list": "string", "number": "double", "whole": "long", "flag": "boolean"}
_TEXT = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord("\r"): "&#13;"}
_ATTRIBUTE = _TEXT | {ord('"'): "&quot;", ord("\t"): "&#9;", ord("\n"): "&#10;"}


def write_graphml(chart: Chart) -> Iterator[str]:
    """The file, piece by piece: head, keys, nodes, edges, each in the chart's order."""
    yield _HEAD
    for domain, columns in (("graph", chart.head_columns), ("node", chart.node_columns), ("edge", chart.edge_columns)):
        for column in columns:
            name = _attribute(column.name)
            yield (
                f'  <key id="{domain}.{name}" for="{domain}" attr.name="{name}" attr.type="{_TYPES[column.kind]}"/>\n'
            )
    yield '  <graph id="chart" edgedefault="directed">\n'
    yield from _data("graph", chart.head_columns, chart.head, indent="    ")
    for node in chart.nodes:
        yield from _node(chart.node_columns, node)
    for edge in chart.edges:
        yield from _edge(chart.edge_columns, edge)
    yield "  </graph>\n</graphml>\n"


def _node(columns: Iterable[Column], node: Node) -> Iterator[str]:
    yield f'    <node id="{_attribute(node.id)}">\n'
    yield from _data("node", columns, node.cells)
    yield "    </node>\n"


def _edge(columns: Iterable[Column], edge: Edge) -> Iterator[str]:
    direction = ' directed="0"' if edge.symmetric else ""
    ends = f'source="{_attribute(edge.source)}" target="{_attribute(edge.target)}"'
    yield f'    <edge id="{_attribute(edge.id)}" {ends}{direction}>\n'
    yield from _data("edge", columns, edge.cells)
    yield "    </edge>\n"


def _data(domain: str, columns: Iterable[Column], cells: Mapping[str, Cell], indent: str = "      ") -> Iterator[str]:
    for column in columns:
        if column.name in cells:
            text = _value(cells[column.name]).translate(_TEXT)
            yield f'{indent}<data key="{domain}.{_attribute(column.name)}">{text}</data>\n'


def _value(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, tuple):
        return json.dumps(cell, ensure_ascii=False)
    return str(cell)


def _attribute(text: str) -> str:
    return text.translate(_ATTRIBUTE)
