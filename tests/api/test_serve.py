"""A real server process: what it answers, what it refuses, and how it ends."""

from __future__ import annotations

import asyncio
import socket
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from api.serve import _listen, opened, serve
from api.settings import Settings
from graph.sqlite.ledger import open_ledger
from ontology.errors import SetupError, StoreError
from tests.api.conftest import small_world
from tests.api.serving import running
from tests.patience import PATIENCE

STATS = {"query": "query Count { stats { documents } }"}


async def test_a_server_answers_records_and_ends_cleanly(settings: Settings) -> None:
    async with opened(settings, create=True) as (store, _):
        await small_world().write(store)
    with running(settings.store) as address, httpx.Client(base_url=address, timeout=PATIENCE) as client:
        assert address.startswith("http://127.0.0.1:")
        answer = client.post("/graphql", json=STATS, headers={"X-Case": "C-7"})
        assert answer.json() == {"data": {"stats": {"documents": 3}}}
        assert "server" not in answer.headers
        assert client.get("/graphql").status_code == 405
        assert client.post("/graphql", json=STATS, headers={"Host": "evil.example"}).status_code == 421
        upgrade = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13",
                   "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ=="}  # fmt: skip
        foreign = {"Origin": "https://evil.example"}
        assert client.get("/graphql", headers=upgrade | foreign).status_code == 403
    assert not list(settings.ledger_file.parent.glob("*-wal")), "store or ledger was not closed"
    ledger = open_ledger(settings.ledger_file)
    try:
        (request,) = await ledger.requests()
        assert (request.operation, request.case) == ("Count", "C-7")
    finally:
        await ledger.close()


def test_an_address_that_others_reach_must_be_said_on_purpose(settings: Settings) -> None:
    with pytest.raises(SetupError, match="no authentication"):
        serve(replace(settings, host="0.0.0.0"), print)


def test_a_port_that_is_taken_is_named(settings: Settings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SetupError, match=f"cannot listen on 127.0.0.1:{port}"):
            serve(replace(settings, port=port), print)


def test_a_store_that_cannot_be_opened_is_named(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("not a store, but long enough to be looked at" * 100)
    for name in ("note.txt", "missing.db"):
        with pytest.raises(StoreError):
            serve(replace(settings, store=f"sqlite:{tmp_path / name}", port=0), print)
    assert not (tmp_path / "missing.db").exists()


def test_the_server_needs_no_extraction_machinery() -> None:
    """Starting must not load the language pipelines."""
    program = "import sys, api.serve; print('spacy' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False"


async def test_what_serves_costs_little_by_itself(settings: Settings) -> None:
    """The loop in C, and a garbage collector that leaves alone what stays (`docs/benchmarks.md`)."""
    async with opened(settings, create=True):
        pass
    program = """
import asyncio, gc, sys
from dataclasses import replace
from api.serve import serve
from api.settings import read_settings

def started(address):
    print(type(asyncio.get_running_loop()).__module__, gc.get_freeze_count() > 100_000, gc.get_threshold()[0])
    raise SystemExit

serve(replace(read_settings(), store=sys.argv[1], port=0), started)
"""
    told = subprocess.run([sys.executable, "-c", program, settings.store], capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["asyncio" if sys.platform == "win32" else "uvloop", "True", "10000"]


async def test_reads_run_side_by_side(settings: Settings) -> None:
    async with opened(settings, create=True) as (store, _):
        await small_world().write(store)
    with running(settings.store) as address:
        async with httpx.AsyncClient(timeout=PATIENCE) as client:
            answers = await asyncio.gather(*(client.post(f"{address}/graphql", json=STATS) for _ in range(20)))
    assert {a.text for a in answers} == {'{"data":{"stats":{"documents":3}}}'}


def test_small_answers_leave_at_once() -> None:
    """asyncio turns off the wait for more (Nagle's) only on sockets that name their protocol: 40 ms an answer."""
    with _listen("127.0.0.1", 0) as listener:
        assert listener.proto == socket.IPPROTO_TCP
