"""Keys, comparison, scoring and clustering run wherever Python does: they load no store and start no process."""

from __future__ import annotations

import subprocess
import sys

PARTS = (
    "keys", "pairs", "compare", "generic", "cluster", "model", "table.blocking", "table.estimate", "table.score",
    "table.cluster",
)  # fmt: skip
HEAVY = ("graph.store", "graph.fuse", "sqlite3", "neo4j", "asyncio", "multiprocessing")


def test_the_scorer_loads_no_store_and_no_process() -> None:
    imports = "\n".join(f"import graph.resolution.{part}" for part in PARTS)
    code = f"{imports}\nimport sys; print([m for m in {HEAVY!r} if m in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert ran.stdout.strip() == "[]"
