"""Writes docs/cli.md from the help of every command, so that the page cannot differ from the program."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import typer
from typer.testing import CliRunner

from api.cli import app

_WIDTH = "100"
_HEAD = """# The command line

`linkwright COMMAND --help` prints what follows. This page is generated from it (`make generate`).

With `--json` stdout holds JSON and nothing else: one object, or one a line. Notes, progress and errors go to stderr.
Without it the answer goes to stdout as text or a table. Exit codes: 0 done, 1 some input was rejected,
2 wrong use or set-up.

The store is `--store`, else `LINKWRIGHT_STORE`, else a file in the user's data folder. Ids that one command prints
(of entities, mentions, claims, documents, judgements) can be given to the next.
"""


def write_cli_reference(file: Path) -> None:
    """Write the page."""
    sections = (f"\n## {title}\n\n```\n{text}\n```\n" for title, text in _helps(app, ()))
    file.write_text(_HEAD + "".join(sections), "utf-8")


def _helps(group: typer.Typer, path: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Title and help of a group and all below it, in the order of `--help`."""
    yield _help(path)
    for command in group.registered_commands:
        assert command.callback is not None
        yield _help((*path, command.name or command.callback.__name__))
    for below in group.registered_groups:
        assert below.typer_instance is not None
        yield from _helps(below.typer_instance, (*path, str(below.name)))


def _help(path: tuple[str, ...]) -> tuple[str, str]:
    shown = CliRunner().invoke(app, [*path, "--help"], prog_name="linkwright", env={"COLUMNS": _WIDTH})
    lines = (line.rstrip() for line in shown.stdout.strip().splitlines())
    return " ".join(("linkwright", *path)), "\n".join(lines)
