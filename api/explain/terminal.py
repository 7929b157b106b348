"""The text with its marks in a terminal, and tables of what is said."""

from __future__ import annotations

import sys
import zlib

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from api.commands.output import PIPED_WIDTH
from api.explain.told import Told, in_order

_STYLES = ("cyan", "green", "magenta", "yellow", "blue", "red", "bright_cyan", "bright_green", "bright_magenta")


def show(told: Told) -> None:
    """On stdout. Control signs of the text are shown as `?`, so that no report moves the cursor."""
    console = Console(highlight=False, width=None if sys.stdout.isatty() else PIPED_WIDTH)
    console.rule(Text(f"{told.banner}   {told.title}"))
    console.print(_text(told))
    marks = Table(box=SIMPLE_HEAD, pad_edge=False)
    for column in ("#", "mention", "type", "same as", "told", "part", "score"):
        marks.add_column(column, overflow="fold")
    for mark in told.marks:
        said = "; ".join(f"{s.what} {s.normal}" + (f" ({s.meant})" if s.meant else "") for s in mark.said)
        same = str(mark.leader) if mark.leader != mark.number else ""
        marks.add_row(*map(_cell, (str(mark.number), mark.text, mark.type, same, said, mark.part, f"{mark.score:.2f}")))
    console.print(marks)
    links = Table(box=SIMPLE_HEAD, pad_edge=False)
    for column in ("who", "link", "whom or what", "meant", "part", "score", "evidence"):
        links.add_column(column, overflow="fold")
    for link in told.links:
        ends = [f"{end} {told.mark(end).text}" for end in (link.subject, link.object)]
        quotes = " … ".join(told.text[start:end] for start, end in link.said.evidence)
        row = (ends[0], link.said.what, ends[1], link.said.meant, link.said.part, f"{link.said.score:.2f}", quotes)
        links.add_row(*map(_cell, row))
    console.print(links)
    console.rule(Text(told.banner))


def _text(told: Told) -> Text:
    shown, done = Text(), 0
    for marks in in_order(told.marks):
        mark = marks[0]
        if mark.start < done:
            continue
        style = _STYLES[zlib.crc32(mark.type.encode()) % len(_STYLES)]
        shown.append(_clean(told.text[done : mark.start]))
        shown.append(f"[{_clean(mark.text)}", style=f"bold {style}")
        shown.append(f"|{'/'.join(m.type for m in marks)} {mark.number}]", style=style)
        done = mark.end
    return shown.append(_clean(told.text[done:]))


def _cell(text: str) -> Text:
    return Text(" ".join(_clean(text).split()))


def _clean(text: str) -> str:
    return "".join(c if c in "\n\t" or c.isprintable() else "?" for c in text)
