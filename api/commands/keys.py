"""Single keys from whoever sits at the terminal, or characters of a stdin that is none."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

END = ""
"""What is read when there is no more."""


@contextmanager
def single_keys() -> Iterator[Callable[[], str]]:
    """Gives what reads the next key. Of a terminal a key counts at once, without Enter and without being shown, and
    those pressed ahead are kept; of another stdin white space is passed over."""
    if not sys.stdin.isatty():
        yield _character
        return
    try:
        import termios
        import tty
    except ImportError:  # Windows
        import typer

        yield typer.getchar
        return
    terminal = sys.stdin.fileno()
    before = termios.tcgetattr(terminal)
    tty.setcbreak(terminal, termios.TCSANOW)
    try:
        yield lambda: os.read(terminal, 1).decode("ascii", "replace").replace("\x04", END)
    finally:
        termios.tcsetattr(terminal, termios.TCSADRAIN, before)


def _character() -> str:
    while (key := sys.stdin.read(1)).isspace():
        pass
    return key
