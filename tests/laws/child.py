"""A process of its own that loads reports, to be killed. Called with REPORTS and STORE; prints each durable result."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from api.ingest import ingest
from graph.open import open_store
from tests.laws.loading import FLAGS, NOW, TODAY


async def main(reports: Path, file: Path) -> None:
    store = open_store(f"sqlite:{file}", create=True)
    try:
        await ingest(
            store, [reports], today=TODAY, now=NOW, flags=FLAGS, batch=4,
            progress=lambda result: print(result.document, flush=True),  # noqa: T201 its parent reads this
            fuse_progress=lambda left: print(f"fused {left}", flush=True),  # noqa: T201
        )  # fmt: skip
    finally:
        await store.close()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), Path(sys.argv[2])))
