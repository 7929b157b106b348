"""A process killed at any moment loses no acknowledged transaction and leaves whole ones only."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from graph.open import open_store
from tests.contract.world import view

ROOT = Path(__file__).parents[3]
BATCH = 3
WRITER = f"""
import asyncio, sys
from graph.open import open_store
from tests.contract.world import World

async def main(address, first):
    store = open_store(address)
    number = first
    while True:
        world = World()
        for part in range({BATCH}):
            world.report(f"{{number}}-{{part}}")
            world.thing(f"P{{number}}-{{part}}", "Person", f"{{number}}-{{part}}")
        await world.write(store)
        print(number, flush=True)
        number += 1

asyncio.run(main(sys.argv[1], int(sys.argv[2])))
"""


@pytest.mark.slow
async def test_kill_9_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    address = f"sqlite:{tmp_path / 'store.db'}"
    acknowledged = 0
    for patience in (1, 4, 9, 23):
        child = subprocess.Popen(
            [sys.executable, "-c", WRITER, address, str(acknowledged + 1_000 * patience)],
            stdout=subprocess.PIPE,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            text=True,
        )
        assert child.stdout is not None
        for _ in range(patience):
            assert child.stdout.readline()
        os.kill(child.pid, signal.SIGKILL)
        acknowledged += patience + len(child.stdout.readlines())  # what it told before it died
        child.stdout.close()
        child.wait()
        store = open_store(address)
        found = await store.stats(await view(store))
        assert await store.faults() == []
        await store.close()
        assert found.documents % BATCH == 0
        assert found.documents == found.entities["Person"]
        assert acknowledged <= found.documents // BATCH <= acknowledged + 1
        acknowledged = found.documents // BATCH
