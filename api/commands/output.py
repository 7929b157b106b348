"""Where words go: JSON, or else the answer, to stdout; notes, progress and errors to stderr."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Iterable, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress
    from rich.progress import TaskID

    from graph.difference import Difference, Part

QUIET_SECONDS = 2.0
"""A command that ends sooner shows no progress."""

PIPED_WIDTH = 500
"""Columns of a table that nobody looks at in a terminal: lines are not broken."""


def line(value: object) -> None:
    """One JSON value as one line of stdout, at once. Lone surrogates are escaped, since UTF-8 cannot hold them."""
    text = json.dumps(value, ensure_ascii=False)
    sys.stdout.write(text.encode("utf-8", "backslashreplace").decode() + "\n")
    sys.stdout.flush()


def answer(text: str) -> None:
    """The answer as a line of stdout, where JSON was not asked for."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def note(text: str) -> None:
    """A line for the reader that is not the answer."""
    sys.stderr.write(text + "\n")


def changes(difference: Difference) -> list[str]:
    """What a judgement does to entities, a line each."""
    told = [f"merged: {_parts(m.of)} → {_parts([m.into])}" for m in difference.merged]
    told += [f"split: {_parts([s.of])} → {_parts(s.into)}" for s in difference.split]
    told += [f"changed: {_parts([c.before])} → {_parts([c.after])}" for c in difference.changed]
    told += [f"created: {_parts([part])}" for part in difference.created]
    told += [f"removed: {_parts([part])}" for part in difference.removed]
    return told or ["no entity changes"]


def _parts(parts: Sequence[Part]) -> str:
    return " + ".join(f"{p.id} ({len(p.members)} mention{'s' if len(p.members) > 1 else ''})" for p in parts)


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """The answer as a table for people. Ids and other first columns are never cut: they are pasted elsewhere."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    drawn = Table(box=SIMPLE_HEAD, pad_edge=False)
    for place, column in enumerate(columns):
        drawn.add_column(column, no_wrap=place == 0, overflow="fold")
    for row in rows:
        drawn.add_row(*(Text("" if cell is None else str(cell)) for cell in row))
    Console(highlight=False, width=None if sys.stdout.isatty() else PIPED_WIDTH).print(drawn)


class Progress:
    """A bar on stderr, for a person only (a terminal), and only where the work takes more than two seconds."""

    def __init__(self, what: str, total: int | None = None) -> None:
        self._what = what
        self._total = total
        self._done = 0
        self._bar: RichProgress | None = None
        self._task: TaskID | None = None
        self._clock = threading.Timer(QUIET_SECONDS, self._show)
        self._clock.daemon = True

    def __enter__(self) -> Progress:
        if sys.stderr.isatty():
            self._clock.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._clock.cancel()
        if self._clock.is_alive():
            self._clock.join()
        if self._bar is not None:
            self._bar.stop()

    def advance(self, steps: int = 1, *, what: str | None = None) -> None:
        """So many steps are done; `what` is given when other work has begun, whose steps count from nothing."""
        if what and what != self._what:
            self._what, self._total, self._done = what, None, 0
        self._done += steps
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, description=self._what, total=self._total, completed=self._done)

    def _show(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

        shape: list[Any] = [TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()]
        # Else rich takes what is written to stdout as well, and a file there would miss it.
        both = sys.stdout.isatty()
        bar = Progress(*shape, console=Console(stderr=True), transient=True, redirect_stdout=both)
        self._task = bar.add_task(self._what, total=self._total, completed=self._done)
        self._bar = bar
        bar.start()
