"""The store's own schema as numbered steps: `steps/0001_store.sql` and on. `user_version` is the last step applied.

A file of a later version is refused: an older program would misread it. A file of an earlier one is refused too, until
`linkwright migrate` has brought it up: nothing changes a store in passing.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from ontology.errors import StoreError

APPLICATION_ID = 0x4C4B5752
"""Marks a SQLite file as one of ours ("LKWR")."""


@cache
def steps() -> tuple[str, ...]:
    """The SQL of every step, in order; step n has version n."""
    folder = files("graph.sqlite").joinpath("steps")
    found = sorted((f.name, f.read_text("utf-8")) for f in folder.iterdir() if f.name.endswith(".sql"))
    for number, (name, _) in enumerate(found, start=1):
        if not name.startswith(f"{number:04d}_"):
            raise StoreError(f"step {number} is missing", where=f"graph/sqlite/steps/{name}")
    return tuple(text for _, text in found)


def version_of(connection: sqlite3.Connection, where: str) -> int:
    """The version of an open file; 0 for an empty one. Raises StoreError when the file is not a store of ours."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if application != APPLICATION_ID and (tables or version):
        raise StoreError("the file is a database of another program", where=where, mend="name another file")
    return int(version)


def check_version(connection: sqlite3.Connection, where: str) -> None:
    """Raises StoreError, naming both versions, when the file is older or newer than this program."""
    found, known = version_of(connection, where), len(steps())
    if found < known:
        raise StoreError(f"the store has version {found}, this program needs {known}", where=where,
                         mend="run: linkwright migrate")  # fmt: skip
    if found > known:
        raise StoreError(f"the store has version {found}, this program knows {known}", where=where,
                         mend="use the newer program that made it")  # fmt: skip


def apply_steps(connection: sqlite3.Connection, where: str) -> int:
    """Apply the steps that the file lacks, each in a transaction of its own; returns how many. A killed process leaves
    whole steps only, and the same call goes on from there."""
    if version_of(connection, where) > len(steps()):
        check_version(connection, where)
    applied = 0
    for number, step in enumerate(steps(), start=1):
        connection.execute("BEGIN IMMEDIATE")
        try:
            if version_of(connection, where) < number:  # asked inside: two processes may open a new file at once
                for statement in _statements(step):
                    connection.execute(statement)
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                connection.execute(f"PRAGMA user_version = {number}")
                applied += 1
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")
    return applied


def _statements(script: str) -> Iterator[str]:
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
    if statement.strip():
        yield statement
