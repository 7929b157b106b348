"""SVG: the chart as a picture to read and print. The marking stands at the top and the bottom; shape, colour, icon and
words each tell the type. Escaped text only: no script, no style sheet, no reference to anything outside.

Nodes and links keep their ids and types as `data-` attributes, and all that is said of them as titles (what a browser
shows under the pointer).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from math import cos, hypot, pi, sin

from graph.exports.chart import Chart
from graph.exports.drawing.figure import Tie
from graph.exports.drawing.measure import width, wrap
from graph.exports.drawing.shapes import Curve, Point
from graph.exports.drawing.sheet import MOST, Sheet, lay_out
from graph.exports.drawing.signs import LABEL, LINE, RADIUS, SMALL, SMALL_LINE, Sign, tie_box, words
from graph.exports.looks import Look, looks
from graph.exports.markup import attribute, lexical, text
from graph.exports.values import Cell

_FONT = "DejaVu Sans, Verdana, Arial, Helvetica, sans-serif"
_INK, _FAINT, _LINE, _PAPER = "#1b1f24", "#57606a", "#8a939d", "#ffffff"
_BANNER, _BANNER_SIZE = 30.0, 14.0
_MARGIN = 24.0
_ROW, _KEY_SIGN = 26.0, 9.0
_ARROW = 8.0
_PLAIN = "#3f474f"
_BANNERS = (("CUI", "#502b85"), ("TLP", "#000000"), ("UNCLASSIFIED", "#007a33"))
"""Colours that the marking schemes give their banners; the first that the banner names holds."""


def write_svg(chart: Chart) -> Iterator[str]:
    """The picture, piece by piece: banner, head, key, links, nodes, banner."""
    sheet = lay_out(chart)
    wide = sheet.width + 2 * _MARGIN
    head = _head(chart, sheet, wide)
    key, key_high = _key(sheet, wide)
    top = _BANNER + 14 + LINE * 1.25 * len(head) + key_high
    high = top + sheet.height + _MARGIN + _BANNER
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide:.0f}" height="{high:.0f}" '
        f'viewBox="0 0 {wide:.0f} {high:.0f}" font-family="{_FONT}" role="img">\n'
        f"<title>{text(chart.banner)}: {len(chart.nodes)} entities, {len(chart.edges)} links</title>\n"
        f'<rect width="100%" height="100%" fill="{_PAPER}"/>\n'
    )
    yield _banner(chart.banner, 0, wide)
    for n, line in enumerate(head):
        size, weight = (LABEL + 3, "bold") if n == 0 else (LABEL, "normal")
        yield _text(line, (_MARGIN, _BANNER + 24 + LINE * 1.25 * n), size, _INK, weight=weight, anchor="start")
    yield f'<g class="key" transform="translate(0 {top - key_high:.1f})">\n{key}</g>\n'
    yield f'<g class="chart" transform="translate({_MARGIN} {top:.1f})">\n'
    if sheet.alone_from is not None:
        yield _text("Without a link here", (0, sheet.alone_from + 6), LABEL, _FAINT, weight="bold", anchor="start")
    for tie in sheet.ties:
        yield _tie(tie)
    for tie in sheet.ties:
        yield _words(tie)
    for sign, place in sheet.signs:
        yield _node(sign, place)
    yield "</g>\n"
    yield _banner(chart.banner, high - _BANNER, wide)
    yield "</svg>\n"


def _head(chart: Chart, sheet: Sheet, wide: float) -> list[str]:
    """Lines under the banner: what the chart is, and what it does not show."""
    lines = [f"Link chart: {len(sheet.signs)} entities, {len(sheet.ties)} links"]
    told = [f"{words(name)}: {lexical(cell)}" for name, cell in chart.head.items() if name != "banner"]
    if told:
        lines.append(" · ".join(told))
    if sheet.left_out:
        by_type = ", ".join(f"{count} {words(type_)}" for type_, count in sorted(sheet.left_out.items()))
        links = len(chart.edges) - len(sheet.ties)
        lines.append(f"Not drawn: {sheet.left_out.total()} entities with fewest links ({by_type}) and {links} links.")
        lines.append(f"A picture shows {MOST} at most; other formats hold all.")
    if sheet.wordless:
        lines.append(f"{sheet.wordless} links had no room for their words: point at them.")
    return [part for line in lines for part in wrap(line, LABEL + 1, wide - 2 * _MARGIN, 4)]


def _banner(banner: str, y: float, wide: float) -> str:
    colour = next((colour for scheme, colour in _BANNERS if scheme in banner), _INK)
    return (
        f'<g class="banner"><rect y="{y:.1f}" width="{wide:.0f}" height="{_BANNER}" fill="{colour}"/>'
        + _text(banner, (wide / 2, y + _BANNER / 2 + 5), _BANNER_SIZE, _PAPER, weight="bold").rstrip()
        + "</g>\n"
    )


def _key(sheet: Sheet, wide: float) -> tuple[str, float]:
    """The legend: each type that is drawn, with its sign and count, and what the lines mean. And its height."""
    counts = Counter(sign.node.type for sign, _ in sheet.signs)
    told = [(type_, f"{words(type_)} ({count})") for type_, count in sorted(counts.items())]
    pieces, x, y = list[str](), _MARGIN, _ROW
    for type_, label in told:
        need = 2 * _KEY_SIGN + 8 + width(label, LABEL) + 22
        if x > _MARGIN and x + need > wide - _MARGIN:
            x, y = _MARGIN, y + _ROW
        pieces.append(_shape(looks()[type_], (x + _KEY_SIGN, y - 4), _KEY_SIGN))
        pieces.append(_text(label, (x + 2 * _KEY_SIGN + 8, y), LABEL, _INK, anchor="start"))
        x += need
    y += _ROW
    x = _MARGIN
    for thick, label in ((2.6, "two or more independent origins"), (1.2, "one origin")) if sheet.ties else ():
        pieces.append(f'<path d="M{x:.1f} {y - 4:.1f}h34" stroke="{_PLAIN}" stroke-width="{thick}"/>\n')
        pieces.append(_text(label, (x + 42, y), LABEL, _INK, anchor="start"))
        x += 42 + width(label, LABEL) + 22
    if any("personClass" in sign.node.cells for sign, _ in sheet.signs):
        pieces.append(_shape(looks()["Person"], (x + _KEY_SIGN + 4, y - 4), _KEY_SIGN, ring=True))
        pieces.append(_text("person who is a subject", (x + 2 * _KEY_SIGN + 16, y), LABEL, _INK, anchor="start"))
    return "".join(pieces), y + 16


def _tie(tie: Tie) -> str:
    edge, curve = tie.edge, tie.curve
    thick = 2.6 if _whole(edge.cells.get("origins")) > 1 else 1.2
    head = "" if edge.symmetric else _arrow(curve)
    return (
        f'<g class="link" data-id="{attribute(edge.id)}" data-type="{attribute(edge.type)}" '
        f'data-source="{attribute(edge.source)}" data-target="{attribute(edge.target)}">'
        f"<title>{text(_told(edge.cells))}</title>"
        f'<path d="M{_at(curve.start)}Q{_at(curve.control)} {_at(curve.end)}" fill="none" stroke="{_PLAIN}" '
        f'stroke-width="{thick}"/>{head}</g>\n'
    )


def _whole(cell: Cell | None) -> int:
    return cell if isinstance(cell, int) else 0


def _arrow(curve: Curve) -> str:
    (x, y), (cx, cy) = curve.end, curve.control
    length = hypot(x - cx, y - cy) or 1.0
    ux, uy = (x - cx) / length, (y - cy) / length
    back, half = (x - ux * _ARROW, y - uy * _ARROW), _ARROW / 2
    corners = ((x, y), (back[0] - uy * half, back[1] + ux * half), (back[0] + uy * half, back[1] - ux * half))
    return f'<path d="M{"L".join(map(_at, corners))}z" fill="{_PLAIN}"/>'


def _words(tie: Tie) -> str:
    if tie.stand is None:
        return ""
    box = tie_box(tie.words).moved(*tie.stand)
    pieces = [
        f'<rect x="{box.left:.1f}" y="{box.top:.1f}" width="{box.right - box.left:.1f}" '
        f'height="{box.bottom - box.top:.1f}" fill="{_PAPER}" fill-opacity="0.88"/>'
    ]
    for n, line in enumerate(tie.words):
        place = (tie.stand[0], box.top + 1 + SMALL_LINE * (n + 0.78))
        pieces.append(_text(line, place, SMALL, _FAINT if n else _INK).rstrip())
    return f'<g class="words">{"".join(pieces)}</g>\n'


def _node(sign: Sign, place: Point) -> str:
    node, (x, y) = sign.node, place
    box = sign.text.moved(x, y)
    lines = [
        _text(line, (x, box.top + LINE * (n + 0.8)), LABEL, _INK, weight="bold").rstrip()
        for n, line in enumerate(sign.label)
    ]
    kind = _text(sign.kind, (x, box.top + LINE * len(sign.label) + SMALL_LINE * 0.75), SMALL, _FAINT).rstrip()
    return (
        f'<g class="node" data-id="{attribute(node.id)}" data-type="{attribute(node.type)}">'
        f"<title>{text(_told(node.cells))}</title>"
        f'<rect x="{box.left:.1f}" y="{box.top:.1f}" width="{box.right - box.left:.1f}" '
        f'height="{box.bottom - box.top:.1f}" fill="{_PAPER}" fill-opacity="0.88"/>'
        f"{_shape(looks()[node.type], place, RADIUS, ring=node.cells.get('personClass') == 'subject').rstrip()}"
        f"{''.join(lines)}{kind}</g>\n"
    )


def _told(cells: Mapping[str, Cell]) -> str:
    """All that is known, a line each."""
    return "\n".join(f"{name}: {', '.join(c) if isinstance(c, tuple) else lexical(c)}" for name, c in cells.items())


def _shape(look: Look, place: Point, radius: float, *, ring: bool = False) -> str:
    x, y = place
    outline = _outline(look.shape, place, radius)
    marked = _outline(look.shape, place, radius + 4) if ring else ""
    scale = radius * 1.15 / 24
    return (
        (f'<path d="{marked}" fill="none" stroke="{look.colour}" stroke-width="2"/>' if ring else "")
        + f'<path d="{outline}" fill="{look.colour}" stroke="{_PAPER}" stroke-width="1"/>'
        + f'<path d="{look.icon}" fill="{_PAPER}" fill-rule="evenodd" '
        + f'transform="translate({x - 12 * scale:.1f} {y - 12 * scale:.1f}) scale({scale:.3f})"/>\n'
    )


def _outline(shape: str, place: Point, radius: float) -> str:
    x, y = place
    if shape == "circle":
        half = f"a{radius} {radius} 0 1 0"
        return f"M{x - radius:.1f} {y:.1f}{half} {2 * radius} 0{half} {-2 * radius} 0z"
    if shape == "square":
        side = radius * 0.9
        return f"M{x - side:.1f} {y - side:.1f}h{2 * side:.1f}v{2 * side:.1f}h{-2 * side:.1f}z"
    corners, turn, size = {"octagon": (8, pi / 8, 1.04), "hexagon": (6, 0.0, 1.08), "diamond": (4, 0.0, 1.18)}[shape]
    angles = [turn + 2 * pi * n / corners for n in range(corners)]
    points = [(x + radius * size * cos(a), y + radius * size * sin(a)) for a in angles]
    return f"M{'L'.join(map(_at, points))}z"


def _at(point: Point) -> str:
    return f"{point[0]:.1f} {point[1]:.1f}"


def _text(
    line: str, place: Point, size: float, colour: str, *, weight: str = "normal", anchor: str = "middle"
) -> str:  # fmt: skip
    return (
        f'<text x="{place[0]:.1f}" y="{place[1]:.1f}" font-size="{size:g}" font-weight="{weight}" fill="{colour}" '
        f'text-anchor="{anchor}">{text(line)}</text>\n'
    )
