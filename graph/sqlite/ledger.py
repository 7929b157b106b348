"""The ledger as a SQLite file."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import threading
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from graph.ledger import ApiKey, Entry, EntryKind, Ledger, Predicate, Request
from ontology.errors import StoreError
from ontology.ids import canonical_json

_STEPS = (
    """
CREATE TABLE predicate(
    id TEXT PRIMARY KEY, mention TEXT NOT NULL, offence TEXT NOT NULL, facts TEXT NOT NULL, claims TEXT NOT NULL,
    officer TEXT NOT NULL, approved_by TEXT NOT NULL, date TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE request(
    number INTEGER PRIMARY KEY, at TEXT NOT NULL, principal TEXT NOT NULL, operation TEXT NOT NULL,
    document_hash TEXT NOT NULL, purpose TEXT, "case" TEXT
);
""",
    """
CREATE TABLE entry(
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, actor TEXT NOT NULL,
    organisation TEXT NOT NULL, purpose TEXT NOT NULL, at TEXT NOT NULL, body TEXT NOT NULL, "case" TEXT NOT NULL,
    of TEXT NOT NULL
);
CREATE INDEX entry_by_case ON entry("case", kind);
CREATE INDEX entry_by_subject ON entry(of, kind);
CREATE TABLE api_key(
    digest TEXT PRIMARY KEY, principal TEXT NOT NULL, scopes TEXT NOT NULL, made TEXT NOT NULL, revoked TEXT
) WITHOUT ROWID;
""",
    """
ALTER TABLE api_key ADD COLUMN expires TEXT NOT NULL DEFAULT '';
UPDATE api_key SET expires = strftime('%Y-%m-%dT%H:%M:%S+00:00', made, '+90 days');
""",
    "CREATE TABLE anchor(number INTEGER PRIMARY KEY, judgement TEXT NOT NULL, at TEXT NOT NULL);",
)
"""What makes a ledger of one version more, from none on. Each only adds: older ledgers are brought up when opened."""
VERSION = len(_STEPS)


def open_ledger(file: Path) -> Ledger:
    """Open the ledger, made when it is missing. Raises StoreError when the file is none, or of an unknown version."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(file, isolation_level=None, check_same_thread=False, timeout=30)
        try:
            _prepare(connection, file)
        except BaseException:
            connection.close()
            raise
    except (OSError, sqlite3.Error) as error:
        raise StoreError(f"the ledger cannot be opened: {error}", where=str(file)) from error
    return SqliteLedger(connection)


def _prepare(connection: sqlite3.Connection, file: Path) -> None:
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("BEGIN IMMEDIATE")  # two processes that start at once make the tables once
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version < VERSION:
        for step in _STEPS[version:]:
            for statement in step.split(";"):
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version={VERSION}")
    connection.execute("COMMIT")
    if version > VERSION:
        raise StoreError(
            f"the ledger is of version {version}, this linkwright knows {VERSION}",
            where=str(file),
            mend="use the linkwright that wrote it",
        )


class SqliteLedger:
    """One connection; calls run one at a time in a worker thread."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._lock = threading.Lock()
        self._waiting: list[tuple[Request, asyncio.Future[None]]] = []
        self._recording: asyncio.Task[None] | None = None

    async def _run(self, statement: str, rows: Sequence[dict[str, Any]] = ({},)) -> list[tuple[Any, ...]]:
        def work() -> list[tuple[Any, ...]]:
            with self._lock:
                self._connection.execute("BEGIN IMMEDIATE")
                try:
                    found = [row for values in rows for row in self._connection.execute(statement, values)]
                except BaseException:
                    self._connection.execute("ROLLBACK")
                    raise
                self._connection.execute("COMMIT")
                return found

        return await asyncio.to_thread(work)

    async def close(self) -> None:
        if self._recording:
            await self._recording
        self._connection.close()

    async def put_predicates(self, batch: Sequence[Predicate]) -> None:
        rows = [asdict(p) | {"claims": json.dumps(p.claims), "date": p.date.isoformat()} for p in batch]
        await self._run(
            "INSERT INTO predicate(id, mention, offence, facts, claims, officer, approved_by, date) VALUES"
            "(:id, :mention, :offence, :facts, :claims, :officer, :approved_by, :date) ON CONFLICT(id) DO NOTHING",
            rows,
        )

    async def predicates(self) -> list[Predicate]:
        rows = await self._run(
            "SELECT mention, offence, facts, claims, officer, approved_by, date FROM predicate ORDER BY mention, id"
        )
        return [
            Predicate(mention, offence, facts, tuple(json.loads(claims)), officer, approved_by, date.fromisoformat(day))
            for mention, offence, facts, claims, officer, approved_by, day in rows
        ]

    async def record(self, request: Request) -> None:
        """Requests that come while others are being written are written together: one wait for the disk serves them
        all. Each returns when its own is durable, or raises what kept it from being so."""
        durable: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((request, durable))
        if self._recording is None or self._recording.done():
            self._recording = asyncio.create_task(self._record_waiting())
        await durable

    async def _record_waiting(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting, []
            fault: Exception | None = None
            try:
                await self._run(
                    'INSERT INTO request(at, principal, operation, document_hash, purpose, "case")'
                    " VALUES(:at, :principal, :operation, :document_hash, :purpose, :case)",
                    [asdict(request) for request, _ in batch],
                )
            except sqlite3.Error as error:
                fault = StoreError(f"the ledger cannot be written: {error}")
            for _, durable in batch:
                if durable.done():  # whoever asked is gone
                    continue
                durable.set_exception(fault) if fault else durable.set_result(None)

    async def requests(self) -> list[Request]:
        rows = await self._run(
            'SELECT at, principal, operation, document_hash, purpose, "case" FROM request ORDER BY number'
        )
        return [Request(*row) for row in rows]

    async def anchor(self, judgements: Sequence[str], at: str) -> None:
        rows = [{"judgement": judgement, "at": at} for judgement in judgements]
        await self._run("INSERT INTO anchor(judgement, at) VALUES(:judgement, :at)", rows)

    async def anchored(self) -> list[str]:
        return [id_ for (id_,) in await self._run("SELECT judgement FROM anchor ORDER BY number")]

    async def put_entry(self, entry: Entry, *, behind: int | None = None) -> bool:
        row = {name: getattr(entry, name) for name in (*_ENTRY, "id")} | {"body": canonical_json(entry.body)}
        written = await self._run(
            f"INSERT INTO entry(id, {_COLUMNS}) SELECT :id, :{', :'.join(_ENTRY)} WHERE :behind IS NULL "
            "OR :behind = (SELECT count(*) FROM entry WHERE kind = :kind AND of = :of) "
            "ON CONFLICT(id) DO NOTHING RETURNING id",
            [row | {"behind": behind}],
        )
        return bool(written)

    async def entry(self, id_: str) -> Entry | None:
        rows = await self._run(f"SELECT {_COLUMNS} FROM entry WHERE id = :id", [{"id": id_}])
        return _entry(rows[0]) if rows else None

    async def entries(self, kind: EntryKind, *, case: str | None = None, of: str | None = None) -> list[Entry]:
        asked = {"kind": kind, "case": case, "of": of}
        wanted = " AND ".join(f'"{name}" = :{name}' for name, value in asked.items() if value is not None)
        rows = await self._run(f"SELECT {_COLUMNS} FROM entry WHERE {wanted} ORDER BY number", [asked])
        return [_entry(row) for row in rows]

    async def nth_entry(self, kind: EntryKind, of: str, number: int | None = None) -> tuple[int, Entry] | None:
        rows = await self._run(
            f"SELECT n, {_COLUMNS} FROM (SELECT *, row_number() OVER (ORDER BY number) AS n FROM entry"
            " WHERE kind = :kind AND of = :of) WHERE n = coalesce(:number, n) ORDER BY n DESC LIMIT 1",
            [{"kind": kind, "of": of, "number": number}],
        )
        return (rows[0][0], _entry(rows[0][1:])) if rows else None

    async def put_api_key(self, key: ApiKey) -> None:
        await self._run(
            "INSERT INTO api_key(digest, principal, scopes, made, expires, revoked)"
            " VALUES(:digest, :principal, :scopes, :made, :expires, :revoked)",
            [asdict(key) | {"scopes": " ".join(key.scopes)}],
        )

    async def api_key(self, digest: str) -> ApiKey | None:
        rows = await self._run(f"SELECT {_KEY} FROM api_key WHERE digest = :digest", [{"digest": digest}])
        return _api_key(rows[0]) if rows else None

    async def api_keys(self) -> list[ApiKey]:
        return [_api_key(row) for row in await self._run(f"SELECT {_KEY} FROM api_key ORDER BY made, digest")]

    async def revoke_api_key(self, digest: str, at: str) -> None:
        await self._run(
            "UPDATE api_key SET revoked = coalesce(revoked, :at) WHERE digest = :digest", [{"digest": digest, "at": at}]
        )


_ENTRY = ("kind", "actor", "organisation", "purpose", "at", "body", "case", "of")
_COLUMNS = ", ".join(f'"{name}"' for name in _ENTRY)
_KEY = "digest, principal, scopes, made, expires, revoked"


def _entry(row: tuple[Any, ...]) -> Entry:
    told = dict(zip(_ENTRY, row, strict=True))
    told["body"] = json.loads(told["body"])
    if told["kind"] == "case":
        told["case"] = ""
    return Entry(**told)


def _api_key(row: tuple[Any, ...]) -> ApiKey:
    digest, principal, scopes, *times = row
    return ApiKey(digest, principal, tuple(scopes.split()), *times)
