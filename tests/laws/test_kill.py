"""A load that is killed at any moment and started again: nothing lost, nothing doubled, the same export."""

from __future__ import annotations

import asyncio
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from graph.open import open_store
from tests.conftest import ROOT
from tests.laws.loading import export_of, load_rows, sample_rows

KILLS = 10
CHILD = Path(__file__).with_name("child.py")


def _start(reports: Path, file: Path, output: Path) -> subprocess.Popen[bytes]:
    with output.open("wb") as stream:
        return subprocess.Popen(
            [sys.executable, str(CHILD), str(reports), str(file)],
            stdout=stream,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )


def _wait_for_lines(output: Path, count: int, child: subprocess.Popen[bytes]) -> None:
    while child.poll() is None and output.read_bytes().count(b"\n") < count:
        time.sleep(0.02)


@pytest.mark.slow
def test_killed_ten_times(tmp_path: Path) -> None:
    dice = random.Random(11)
    rows = sample_rows()[:40]
    undisturbed = asyncio.run(load_rows(tmp_path, rows, "undisturbed"))
    reports, file, output = tmp_path / "killed.jsonl", tmp_path / "killed.sqlite", tmp_path / "output"
    reports.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    acknowledged: set[str] = set()
    killed = 0
    for round_ in range(KILLS):
        child = _start(reports, file, output)
        # At some line of its answer (documents that are there already are told at once), then at some moment after.
        _wait_for_lines(output, dice.randrange(0, 4 * (round_ + 1)), child)
        time.sleep(dice.uniform(0, 0.5))
        killed += child.poll() is None
        child.send_signal(signal.SIGKILL)
        child.wait()
        acknowledged |= {line for line in output.read_text().splitlines() if line.startswith("d")}
        assert asyncio.run(_held(file, acknowledged)) == acknowledged
    assert killed >= KILLS - 3, "most loads ended before they could be killed"
    last = _start(reports, file, output)
    assert last.wait() == 0
    assert export_of(file) == export_of(undisturbed)


async def _held(file: Path, documents: set[str]) -> set[str]:
    """Which of these documents a store holds that a killed process left behind."""
    store = open_store(f"sqlite:{file}", create=True)
    try:
        async with store.transaction() as writer:
            return {document.id for document in await writer.documents(sorted(documents))}
    finally:
        await store.close()
