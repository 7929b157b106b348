"""GEXF 1.3, as Gephi reads it: typed attributes, colour, size and position, and spells for the times at which a link
held. Own writer: networkx writes 1.2draft, takes a list for a value with a time, and refuses None.

A link's type is its `kind`, by which Gephi keeps parallel edges apart. A month or year is written as the days it spans;
the attribute `valid` keeps the precision. An open end is left out, which in GEXF says nothing about it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from math import cos, pi, sin, sqrt

from graph.exports.chart import Chart, Edge, Node
from graph.exports.columns import Column
from graph.exports.looks import looks
from graph.exports.made import Made
from graph.exports.markup import attribute, lexical, text
from graph.exports.values import Cell
from ontology.interval import Interval

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    ' xsi:schemaLocation="http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd" version="1.3">\n'
)
_TYPES = {"number": "double", "whole": "long", "flag": "boolean", "list": "liststring", "times": "liststring"}
"""Of kinds of values; all others are strings."""
_ELSEWHERE = frozenset({"label"})
"""Columns that have a place of their own in the format."""
_SPACING = 30.0
_GOLDEN_ANGLE = pi * (3 - sqrt(5))


def write_gexf(chart: Chart) -> Iterator[str]:
    """The file, piece by piece: head, attributes, nodes, edges, each in the chart's order."""
    dated = any("valid" in edge.cells or "when" in edge.cells for edge in chart.edges)
    mode = 'mode="dynamic" timeformat="date" timerepresentation="interval"' if dated else 'mode="static"'
    yield _HEAD
    yield f"  <meta>\n    <creator>linkwright</creator>\n    <description>{text(_description(chart))}</description>\n"
    yield f'  </meta>\n  <graph {mode}{_default(chart.edges)} idtype="string">\n'
    yield from _attributes("node", chart.node_columns)
    yield from _attributes("edge", chart.edge_columns)
    yield f'    <nodes count="{len(chart.nodes)}">\n'
    degrees = Counter(end for edge in chart.edges for end in (edge.source, edge.target))
    tags = _tags(chart.node_columns)
    for place, node in enumerate(chart.nodes):
        yield _node(node, tags, place, degrees[node.id])
    yield f'    </nodes>\n    <edges count="{len(chart.edges)}">\n'
    tags, spells = _tags(chart.edge_columns), Made(_spell)
    for edge in chart.edges:
        yield _edge(edge, tags, spells)
    yield "    </edges>\n  </graph>\n</gexf>\n"


def _default(edges: Iterable[Edge]) -> str:
    """Which way edges go, where all go one way. Gephi leaves out every edge that goes against it."""
    ways = {_way(edge) for edge in edges}
    return f' defaultedgetype="{ways.pop()}"' if len(ways) == 1 else ""


def _way(edge: Edge) -> str:
    return "undirected" if edge.symmetric else "directed"


def _description(chart: Chart) -> str:
    """The banner, then what else the head says, a line each."""
    rest = [f"{name}: {lexical(cell)}" for name, cell in chart.head.items() if name != "banner"]
    return "\n".join([chart.banner, *rest])


def _attributes(domain: str, columns: Iterable[Column]) -> Iterator[str]:
    yield f'    <attributes class="{domain}">\n'
    for column in columns:
        if column.name not in _ELSEWHERE:
            name, type_ = attribute(column.name), _TYPES.get(column.kind, "string")
            yield f'      <attribute id="{name}" title="{name}" type="{type_}"/>\n'
    yield "    </attributes>\n"


def _tags(columns: Iterable[Column]) -> dict[str, Made[Cell, str]]:
    """Column name → value → its tag."""
    return {c.name: Made(_tag(attribute(c.name))) for c in columns if c.name not in _ELSEWHERE}


def _tag(name: str) -> Callable[[Cell], str]:
    return lambda cell: f'<attvalue for="{name}" value="{attribute(lexical(cell))}"/>'


def _values(tags: Mapping[str, Made[Cell, str]], cells: Mapping[str, Cell]) -> str:
    values = [tags[name][cell] for name, cell in cells.items() if name in tags]
    return f"<attvalues>{''.join(values)}</attvalues>"


def _node(node: Node, tags: Mapping[str, Made[Cell, str]], place: int, degree: int) -> str:
    """Nodes lie on a sunflower, those of a type together: a start for Gephi's own layouts. The size grows with the
    links."""
    red, green, blue = looks()[node.type].rgb
    radius, angle = _SPACING * sqrt(place + 0.5), place * _GOLDEN_ANGLE
    return (
        f'      <node id="{attribute(node.id)}" label="{attribute(lexical(node.cells.get("label", "")))}">'
        f"{_values(tags, node.cells)}"
        f'<viz:color r="{red}" g="{green}" b="{blue}"/><viz:size value="{6 + 3 * sqrt(degree):.1f}"/>'
        f'<viz:position x="{radius * cos(angle):.1f}" y="{radius * sin(angle):.1f}" z="0.0"/></node>\n'
    )


def _edge(edge: Edge, tags: Mapping[str, Made[Cell, str]], spells: Mapping[str, str]) -> str:
    return (
        f'      <edge id="{attribute(edge.id)}" source="{attribute(edge.source)}" target="{attribute(edge.target)}"'
        f' type="{_way(edge)}" kind="{attribute(edge.type)}"'
        f' label="{attribute(lexical(edge.cells.get("label", "")))}">'
        f"{_values(tags, edge.cells)}{_spells(edge.cells, spells)}</edge>\n"
    )


def _spells(cells: Mapping[str, Cell], spells: Mapping[str, str]) -> str:
    """One spell for each interval, as days; none for a link without a time."""
    valid, when = cells.get("valid", ()), cells.get("when")
    times = [*valid] if isinstance(valid, tuple) else []
    if isinstance(when, str):
        times.append(when)
    if not times:
        return ""
    return f"<spells>{''.join([spells[normal] for normal in times])}</spells>"


def _spell(normal: str) -> str:
    interval = Interval.parse(normal)
    start = f' start="{interval.start}"' if interval.start else ""
    end = f' end="{interval.end}"' if interval.end else ""
    return f"<spell{start}{end}/>"
