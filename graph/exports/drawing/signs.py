"""What stands at a node: its sign, its label and its type in words, and the room they take."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from graph.exports.chart import Edge, Node
from graph.exports.drawing.measure import width, wrap
from graph.exports.drawing.shapes import Box
from graph.exports.markup import lexical
from graph.exports.values import Cell

RADIUS = 19.0
"""Of a sign."""
LABEL, SMALL = 12.0, 10.0
"""Sizes of type."""
LINE, SMALL_LINE = 15.0, 13.0
_WIDEST, _LINES = 150.0, 3
_TIE_WIDEST = 130.0
_GAP = 4.0
_HEAD_COLUMNS = frozenset(
    {"type", "label", "symmetric", "when", "valid", "reliability", "credibility", "origins", "knownFrom", "claims"}
)


@dataclass(frozen=True, slots=True)
class Sign:
    """A node as drawn. `box` is the room it takes around the middle of its sign, `text` the part of it below."""

    node: Node
    label: tuple[str, ...]
    kind: str
    box: Box
    text: Box


def sign_of(node: Node) -> Sign:
    label = tuple(wrap(lexical(node.cells.get("label", "")), LABEL, _WIDEST, _LINES, bold=True))
    kind = wrap(kind_of(node), SMALL, _WIDEST, 1)[0]
    half = max([width(line, LABEL, bold=True) for line in label] + [width(kind, SMALL)]) / 2 + 2
    top = RADIUS + _GAP
    bottom = top + LINE * len(label) + SMALL_LINE
    text = Box(-half, top, half, bottom)
    return Sign(node, label, kind, Box(-max(half, RADIUS), -RADIUS, max(half, RADIUS), bottom), text)


def kind_of(node: Node) -> str:
    """The type in words, with what tells it apart and is not its label: the kind and date of an event, the class of a
    person."""
    label = node.cells.get("label")
    more = [spoken(node.cells[name]) for name in ("kind", "personClass", "date") if name in node.cells]
    return " · ".join([words(node.type), *(told for told in more if told != label)])


def tie_lines(edge: Edge) -> tuple[str, ...]:
    """What a link says: its type; its role and the like; when."""
    details = [spoken(cell) for name, cell in edge.cells.items() if name not in _HEAD_COLUMNS]
    # What happened on a day is valid on that day: said once.
    times = dict.fromkeys(spoken(edge.cells[name]) for name in ("when", "valid") if name in edge.cells)
    told = [lexical(edge.cells.get("label", words(edge.type))), " · ".join(details), ", ".join(times)]
    return tuple(line for text in told for line in wrap(text, SMALL, _TIE_WIDEST, 1))


def tie_box(lines: Iterable[str]) -> Box:
    """The room of a link's words around their middle."""
    told = list(lines)
    half, high = max(width(line, SMALL) for line in told) / 2 + 3, SMALL_LINE * len(told) / 2 + 1
    return Box(-half, -high, half, high)


def words(name: str) -> str:
    """ "Criminal network" for CriminalNetwork."""
    return re.sub("(?<=[a-z])(?=[A-Z])", " ", name).capitalize()


def spoken(cell: Cell) -> str:
    """A value for the eye: codes without their underscores."""
    text = ", ".join(cell) if isinstance(cell, tuple) else lexical(cell)
    return text.replace("_", " ")
