"""Resolution does not depend on the order in which Python walks its sets."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
PROGRAM = """
import asyncio, tempfile
from graph.batch import resolve
from graph.fuse import fuse
from graph.open import open_store
from tests.graph.resolution.telling import Report, graph_of, load, person, thing

PEOPLE = ["Héctor Iván Salinas Guerra", "SALINAS GUERRA, HECTOR", "El Tigre", "Salinas", "H. Salinas", "Ana Ruiz Paz"]
BESIDE = (thing("Phone", number="+528675550143"), thing("CriminalNetwork", "Los Zanates", "CDZ"),
          thing("Vehicle", "white Ford", plate="KXR4471"))
reports = [
    Report(f"r{i}", (person(name, "El Tigre"), *BESIDE), (("uses", 0, 1), ("memberOf", 0, 2), ("uses", 0, 3)))
    for i, name in enumerate(PEOPLE)
]
print(resolve([r.told() for r in reports]))

async def run():
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(f"sqlite:{folder}/graph.db")
        await load(store, reports)
        print(await fuse(store, chunk=2))
        print(await graph_of(store))
        async with store.transaction() as writer:
            print(await writer.pairs_touching([m.id for r in reports for m in r.told().mentions]))
        await store.close()

asyncio.run(run())
"""


def test_equal_bytes_under_any_hash_seed() -> None:
    printed = {
        subprocess.run(
            [sys.executable, "-c", PROGRAM], env={**os.environ, "PYTHONHASHSEED": seed}, cwd=ROOT,
            capture_output=True, check=True, text=True, encoding="utf-8",
        ).stdout
        for seed in ("0", "1", "77")
    }  # fmt: skip
    assert len(printed) == 1
    assert "merge" in printed.pop()
