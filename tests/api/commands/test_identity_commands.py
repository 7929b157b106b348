"""`linkwright why`, `how`, `why-not`, `what-if` and `review`, as a person at a terminal uses them."""

from __future__ import annotations

import asyncio
import os
import pty
import select
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from graph.fuse import fuse
from graph.judgement import Judgement
from graph.open import open_store
from tests.api.commands.shell import COMMAND, Ran, Shell
from tests.graph.resolution.telling import Report, load, person, thing
from tests.patience import PATIENCE

TELLING = (
    Report("a", (person("Luz Mora Vega"), thing("CriminalNetwork", "Los Zanates")), (("memberOf", 0, 1),),
           date(2024, 1, 1)),
    Report("b", (person("Luz Mora Vega"),), received=date(2024, 1, 2)),
    Report("c", (person("Pedro Lara Vidal", "El Tigre"),), received=date(2024, 1, 3)),
    Report("d", (person("Pedro Lara Vidal"),), received=date(2024, 1, 4)),
)  # fmt: skip
A, B, C, D = (report.mention(0).id for report in TELLING)
ENTER, END = "\r", "\x04"


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    asyncio.run(_fill(tmp_path / "store.sqlite"))
    return Shell(tmp_path)


async def _fill(file: Path) -> None:
    store = open_store(f"sqlite:{file}")
    await load(store, TELLING)
    await fuse(store)
    await store.close()


async def _ledger(file: Path) -> list[Judgement]:
    store = open_store(f"sqlite:{file}")
    try:
        return await store.judgement_ledger()
    finally:
        await store.close()


def ledger(shell: Shell) -> list[Judgement]:
    return asyncio.run(_ledger(shell.store))


def one(ran: Ran) -> Any:
    assert ran.code == 0, ran.err
    (line,) = ran.lines
    return line


def test_why_tells_every_feature(shell: Shell) -> None:
    ran = shell.run("why", A, B)
    assert ran.code == 0, ran.err
    assert "person_name" in ran.out
    assert "two entities; possible" in ran.out
    assert "person_name: Full names, token by token" in ran.out.replace("\n", " ")
    assert "Person|part" in ran.out
    assert "&" not in ran.out, "finer keys say no more where the plain one brought the two together"
    assert one(shell.run("why", A, B, "--json"))["evidence"]["band"] == "possible"


def test_how_and_why_not_and_what_if(shell: Shell) -> None:
    supposed = one(shell.run("what-if", "--same", A, B, "--json"))
    assert [m["into"]["members"] for m in supposed["merged"]] == [[A, B]]
    assert "merged: " in shell.run("what-if", "--same", A, B).out
    assert one(shell.run("why-not", A, B, "--json"))["reason"] == "not_enough"
    assert "never compared" in shell.run("why-not", A, C).out
    made = one(shell.run("judge", "same", A, B, "--reason", "known", "--json"))["judgement"]
    told = shell.run("how", B)
    assert f"judgement {made}" in told.out
    assert "weakest" in told.out
    assert one(shell.run("how", A, "--json"))["weakest"]["by"] == "judgement"
    assert "split: " in shell.run("what-if", "--retract", made).out
    assert shell.run("what-if").code == 2
    assert shell.run("why-not", A, B).code == 2, "they are one"


def typed(shell: Shell, keys: str, *arguments: str) -> Ran:
    """`review` with its keys on a plain stdin."""
    done = subprocess.run(
        [COMMAND, "review", *arguments], cwd=shell.folder, env=shell.environment, input=keys, capture_output=True,
        encoding="utf-8", timeout=PATIENCE,
    )  # fmt: skip
    assert "Traceback" not in done.stderr, done.stderr
    return Ran(done.returncode, done.stdout, done.stderr)


ASKED = ("--actor", "ana", "--reason", "read both")


def test_review_asks_shows_both_sides_and_writes_one_judgement_a_key(shell: Shell) -> None:
    ran = typed(shell, "s\nu\n", *ASKED)
    assert ran.code == 0, ran.err
    assert [(j.verdict, j.actor, j.reason) for j in ledger(shell)] == [
        ("same", "ana", "read both"), ("unsure", "ana", "read both"),
    ]  # fmt: skip
    assert {frozenset((j.left, j.right)) for j in ledger(shell)} == {frozenset((A, B)), frozenset((C, D))}
    assert "UNCLASSIFIED" in ran.out, "each sentence bears its marking"
    assert "merged: " in ran.out
    assert "no entity changes" in ran.out
    assert "Nothing is left to ask." in ran.out
    assert "Nothing is left to ask." in typed(shell, "", *ASKED).out


def test_review_undoes_the_last_and_asks_again(shell: Shell) -> None:
    ran = typed(shell, "z s z d q", *ASKED)
    assert ran.code == 0, ran.err
    assert "Nothing was judged here" in ran.out
    assert "split: " in ran.out
    first, undo, again = ledger(shell)
    assert [first.verdict, undo.verdict, again.verdict] == ["same", "retract", "different"]
    assert undo.left == first.id
    assert {first.left, first.right} == {again.left, again.right}


def test_skipping_leaves_no_trace_and_the_end_of_input_ends(shell: Shell) -> None:
    assert typed(shell, "k", *ASKED).code == 0
    assert "Nothing is left to ask." in typed(shell, "kk", *ASKED).out
    assert "Nothing is left to ask." in typed(shell, "", *ASKED, "--type", "Phone").out
    assert ledger(shell) == []
    assert typed(shell, "", *ASKED, "--type", "Ghost").code == 2


def test_review_at_a_terminal_takes_single_keys(shell: Shell) -> None:
    parent, child = pty.openpty()
    process = subprocess.Popen(
        [COMMAND, "review"], cwd=shell.folder, env={**shell.environment, "TERM": "dumb", "COLUMNS": "120"},
        stdin=child, stdout=child, stderr=child, close_fds=True,
    )  # fmt: skip
    os.close(child)
    seen = ""
    try:
        for prompt, keys in (
            ("Who judges", f"eva{ENTER}"),
            ("Why (kept", f"seen together{ENTER}"),
            ("q quit", "d"),
            ("q quit", "q"),
        ):
            seen = _until(parent, prompt)
            os.write(parent, keys.encode())
        assert process.wait(timeout=PATIENCE) == 0, seen
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
        os.close(parent)
    (made,) = ledger(shell)
    assert (made.verdict, made.actor, made.reason) == ("different", "eva", "seen together")


def _until(terminal: int, prompt: str) -> str:
    seen = b""
    while prompt.encode() not in seen:
        ready, _, _ = select.select([terminal], [], [], PATIENCE)
        assert ready, seen.decode(errors="replace")
        seen += os.read(terminal, 4096)
    return seen.decode(errors="replace")
