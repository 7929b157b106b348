"""Cells as XML. Written by hand, so what a parser would change is escaped: `&`, `<`, `>`, the carriage return, and in
an attribute the quote, tab and newline as well."""

from __future__ import annotations

import orjson

from graph.exports.values import Cell


def text(value: str) -> str:
    """As the text of an element."""
    return value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")


def attribute(value: str) -> str:
    """As the value of an attribute in double quotes."""
    return text(value).replace('"', "&quot;").replace("\t", "&#9;").replace("\n", "&#10;")


def lexical(cell: Cell) -> str:
    """A cell as text, not yet escaped: flags as true and false, lists as JSON arrays."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, tuple):
        return orjson.dumps(cell).decode()
    return str(cell)
