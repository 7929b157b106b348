"""The ledger's file as a whole: copied while somebody has it open."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from ontology.errors import StoreError


def copy_ledger(source: Path, target: Path) -> None:
    """Copy a ledger into a file that is missing, empty, or the same ledger already.

    Raises StoreError when the target holds other entries, or one of the two is no ledger.
    """
    with _told(source), closing(_connect(source)) as one:
        target.parent.mkdir(parents=True, exist_ok=True)
        with _told(target), closing(_connect(target)) as other:
            if "".join(one.iterdump()) == "".join(other.iterdump()):
                return
            tables = [name for (name,) in other.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            if any(other.execute(f'SELECT 1 FROM "{name}" LIMIT 1').fetchone() for name in tables):
                raise StoreError("the ledger holds other entries", where=str(target),
                                 mend="name another file in LINKWRIGHT_LEDGER")  # fmt: skip
            one.backup(other)
            other.execute("PRAGMA journal_mode = DELETE")  # so that it is one file, and can be read where none is made
    target.chmod(0o600)


def _connect(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(file, timeout=30, isolation_level=None)


@contextmanager
def _told(file: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise StoreError(f"the ledger cannot be copied: {error}", where=str(file)) from error
