"""A folder with a store and reports in which commands run as other programs run them.

Where the process itself matters the installed command is run (`spawn`), else the same `main` in this process (`run`).
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import sqlite3
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from api.cli import main
from tests.patience import PATIENCE

COMMAND = Path(sys.executable).with_name("linkwright")
HANDLING = ("--agency", "CBP", "--marking", "CUI//SP-LEI", "--legal-basis", "19 USC 1589a")
REPORTS = {
    "a.txt": "Agents stopped a white truck with Texas plate KVL-4471. The driver used the phone +52 867 555 0133.",
    "b.txt": "The phone +52 867 555 0133 called +52 867 555 0199 on 3 May 2024, near Laredo, Texas.",
    "c.md": "---\nmarking: TLP:AMBER\n---\nThe phone +52 867 555 0199 was seen in Laredo, Texas.",
}


@dataclass
class Ran:
    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[Any]:
        """What stdout holds, each line of which is JSON."""
        return [json.loads(line) for line in self.out.splitlines()]


@dataclass
class Shell:
    """A folder with a store and reports, and an environment that knows nothing else."""

    folder: Path

    @property
    def store(self) -> Path:
        return self.folder / "store.sqlite"

    @property
    def environment(self) -> dict[str, str]:
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("LINKWRIGHT", "XDG"))}
        return {**kept, "HOME": str(self.folder / "home"), "LINKWRIGHT_STORE": f"sqlite:{self.store}"}

    def run(self, *arguments: object, **environment: str) -> Ran:
        out, err = io.StringIO(), io.StringIO()
        with (
            contextlib.chdir(self.folder),
            mock.patch.dict(os.environ, self.environment | environment, clear=True),
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
            pytest.raises(SystemExit) as ended,
        ):
            main([str(argument) for argument in arguments])
        return Ran(int(ended.value.code or 0), out.getvalue(), err.getvalue())

    def spawn(self, *arguments: object, **environment: str) -> Ran:
        done = subprocess.run(
            [COMMAND, *map(str, arguments)],
            cwd=self.folder,
            env=self.environment | environment,
            capture_output=True,
            encoding="utf-8",
            timeout=PATIENCE,
        )
        assert "Traceback" not in done.stderr, done.stderr
        return Ran(done.returncode, done.stdout, done.stderr)

    def export(self, name: str, *more: object) -> bytes:
        ran = self.run("export", "--out", name, *more)
        assert ran.code == 0, ran.err
        assert ran.out == ""
        return (self.folder / name).read_bytes()

    def id_of(self, text: str) -> str:
        return str(self.run("search", text, "--json").lines[0]["id"])


def sqlite_rows(file: Path, query: str) -> list[tuple[Any, ...]]:
    with contextlib.closing(sqlite3.connect(file)) as connection:
        return connection.execute(query).fetchall()


def write_reports(folder: Path) -> Path:
    reports = folder / "reports"
    reports.mkdir(parents=True)
    for name, text in REPORTS.items():
        (reports / name).write_text(text, "utf-8")
    return reports
