"""The chain of judgements is held from without: what the store alone cannot tell of its last ones, the ledger does."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from graph.judgement import Judgement
from graph.open import ledger_file, open_store
from tests.api.commands.shell import HANDLING, Shell, write_reports


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """A store with a judgement on a pair, and one on a type after it."""
    write_reports(tmp_path)
    shell = Shell(tmp_path)
    assert shell.run("ingest", "reports", *HANDLING, "--received", "2024-06-01", "--workers", 1).code == 0
    left, right = _pair(shell)
    assert shell.run("judge", "different", left, right, "--reason", "x").code == 0
    assert shell.run("judge", "retype", left, "Email", "--reason", "y").code == 0
    return shell


def _pair(shell: Shell) -> tuple[str, str]:
    return shell.id_of("+52 867 555 0133"), shell.id_of("+52 867 555 0199")


@pytest.mark.parametrize(
    "forged",
    [
        "UPDATE judgement SET reason = 'forged' WHERE place = (SELECT max(place) FROM judgement)",
        "DELETE FROM judgement WHERE place = (SELECT max(place) FROM judgement)",
        "DELETE FROM judgement",
    ],
)
def test_doctor_finds_that_the_last_judgement_was_changed_or_cut_off(shell: Shell, forged: str) -> None:
    def chain(*arguments: str) -> dict[str, Any]:
        ran = shell.run("doctor", "--json", *arguments)
        found: dict[str, Any] = next(line for line in ran.lines if line["name"] == "chain of judgements")
        return found | {"code": ran.code}

    before = chain()
    head = before["found"].split()[-1]
    assert (before["state"], chain("--head", head)["state"]) == ("ok", "ok")
    connection = sqlite3.connect(shell.store)
    with connection:
        connection.execute(forged)
    connection.close()
    after = chain()
    assert (after["state"], after["code"]) == ("wrong", 2)
    ledger_file(f"sqlite:{shell.store}", shell.folder).unlink()
    assert chain("--head", head)["found"] == f"broken at {head}"


def test_doctor_finds_a_judgement_that_was_put_beside_the_ledger(shell: Shell) -> None:
    async def put() -> None:
        store = open_store(f"sqlite:{shell.store}")
        async with store.transaction() as writer:
            first, last = await writer.judgements()
            forged = Judgement("unsure", first.left, first.right, "nobody", "x", last.at, last.id)
            await writer.put_judgements([forged])
        await store.close()

    asyncio.run(put())
    found = {line["name"]: line for line in shell.run("doctor", "--json").lines}
    assert found["chain of judgements"]["state"] == "ok"
    beside = found["judgements that the ledger does not hold"]
    assert (beside["state"], beside["found"]) == ("note", "1")
