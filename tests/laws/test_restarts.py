"""A server that is killed and started again while reports are loaded: all of them arrive once, and the loader says what
it waits for.

Three times in the suite; `make test-restarts KILLS=20` for more.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import random
from collections import Counter
from pathlib import Path

import pytest

from api.ingest import Report, ingest
from graph.login import Login
from graph.open import open_store
from graph.store import Store
from tests.laws.loading import FLAGS, NOW, TODAY, Row, exported, load_rows, sample_rows
from tests.neo4j_servers import Servers
from tools.neo4j.server import Server

KILLS = int(os.environ.get("KILLS") or 3)
REPORTS = 8 * (KILLS + 1)


def written(folder: Path, rows: list[Row]) -> Path:
    file = folder / "reports.jsonl"
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return file


class Killer:
    """Kills the server and starts it again: each time after something more was told as durable, at some moment."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._dice = random.Random(11)
        self._told = asyncio.Event()
        self.kills = 0

    def tell(self, _: object) -> None:
        self._told.set()

    async def run(self) -> None:
        while self.kills < KILLS:
            self._told.clear()
            await self._told.wait()
            await asyncio.sleep(self._dice.uniform(0, 0.5))
            self._server.kill()
            self.kills += 1
            await asyncio.to_thread(self._server.start)


async def load(store: Store, reports: Path, killer: Killer) -> Report:
    killing = asyncio.create_task(killer.run())
    try:
        return await ingest(
            store,
            [reports],
            today=TODAY,
            now=NOW,
            flags=FLAGS,
            batch=4,
            progress=killer.tell,
            fuse_progress=killer.tell,
        )
    finally:
        if killer.kills < KILLS:
            killing.cancel()
        await asyncio.gather(killing, return_exceptions=True)


@pytest.mark.slow
async def test_a_server_killed_during_a_load(
    neo4j_servers: Servers, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    rows = sample_rows()[:REPORTS]
    server = neo4j_servers.new()
    try:
        server.start()
        killer = Killer(server)
        store = open_store(server.address, login=Login(password=server.password))
        with caplog.at_level(logging.WARNING, "linkwright.store"):
            report = await load(store, written(tmp_path, rows), killer)
        assert killer.kills == KILLS, "the load ended before the server was killed so often"
        assert Counter(r.state for r in report.results) == {"done": len(rows)}
        assert len({r.document for r in report.results}) == len(rows)
        waits = [record.getMessage() for record in caplog.records if record.name == "linkwright.store"]
        assert len(waits) >= KILLS
        assert all("waiting" in text for text in waits)
        held = [holding.document.id async for holding in store.holdings()]
        assert sorted(r.document or "" for r in report.results) == held
        assert [line.document async for line in store.ingest_ledger()] == [r.document for r in report.results]
        assert await store.faults() == []
        found = await exported(store)
        await store.close()
    finally:
        server.kill()
    undisturbed = open_store(f"sqlite:{await load_rows(tmp_path, rows, 'undisturbed')}", create=False)
    assert found == await exported(undisturbed)
    await undisturbed.close()
