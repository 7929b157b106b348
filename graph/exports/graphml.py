"""GraphML 1.0: a `<key>` for each value with its type, edge ids, direction. Own writer: networkx guesses types from the
first value it meets and refuses None and lists.

Lists, which GraphML lacks, are JSON arrays. A symmetric link is marked `directed="0"`: the schema's `xs:boolean` spells
"false" in two ways, and networkx, which refuses a graph with edges of both directions spelt "false", reads this one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from graph.exports.chart import Chart, Edge
from graph.exports.columns import Column
from graph.exports.markup import attribute, lexical, text
from graph.exports.values import Cell

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    ' xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns'
    ' http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">\n'
)
_TYPES = {"number": "double", "whole": "long", "flag": "boolean"}
"""Of kinds of values; all others are strings."""


def write_graphml(chart: Chart) -> Iterator[str]:
    """The file, piece by piece: head, keys, nodes, edges, each in the chart's order."""
    yield _HEAD
    for domain, columns in (("graph", chart.head_columns), ("node", chart.node_columns), ("edge", chart.edge_columns)):
        for column in columns:
            key, name, kind = _key(domain, column), attribute(column.name), _TYPES.get(column.kind, "string")
            yield f'  <key id="{key}" for="{domain}" attr.name="{name}" attr.type="{kind}"/>\n'
    yield '  <graph id="chart" edgedefault="directed">\n'
    yield from _data(_openings("graph", chart.head_columns, indent=4), chart.head)
    openings = _openings("node", chart.node_columns, indent=6)
    for node in chart.nodes:
        yield "".join((f'    <node id="{attribute(node.id)}">\n', *_data(openings, node.cells), "    </node>\n"))
    openings = _openings("edge", chart.edge_columns, indent=6)
    for edge in chart.edges:
        yield "".join((_edge(edge), *_data(openings, edge.cells), "    </edge>\n"))
    yield "  </graph>\n</graphml>\n"


def _key(domain: str, column: Column) -> str:
    return f"{domain}.{attribute(column.name)}"


def _openings(domain: str, columns: Iterable[Column], indent: int) -> dict[str, str]:
    """Column name → the tag that opens its value."""
    return {column.name: f'{" " * indent}<data key="{_key(domain, column)}">' for column in columns}


def _edge(edge: Edge) -> str:
    direction = ' directed="0"' if edge.symmetric else ""
    ends = f'source="{attribute(edge.source)}" target="{attribute(edge.target)}"'
    return f'    <edge id="{attribute(edge.id)}" {ends}{direction}>\n'


def _data(openings: Mapping[str, str], cells: Mapping[str, Cell]) -> list[str]:
    return [f"{openings[name]}{text(lexical(cell))}</data>\n" for name, cell in cells.items()]
