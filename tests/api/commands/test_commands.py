"""The command as other programs use it: exit codes, what goes to stdout, what to stderr.

Where the process itself matters the installed command is run (`spawn`), else the same `main` in this process (`run`).
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys

import httpx
import pytest

from tests.api.commands.shell import COMMAND, Shell
from tests.patience import PATIENCE


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["ingest", "nowhere"], "nowhere"),
        (["ingest", "reports", "--grade", "A"], "--grade"),
        (["ingest", "reports", "--us-person", "maybe"], "maybe"),
        (["stats"], "no such file"),
        (["stats", "--store", "postgres:db"], "as in sqlite:FILE"),
        (["nothing"], "nothing"),
        (["resolve", "reports", "--line", "2"], "--line"),
        (["predicate", "load", "reports/a.txt", "--store", "sqlite:new"], "no such file"),
    ],
)
def test_wrong_use_ends_with_2_one_clear_line_and_an_empty_stdout(
    empty: Shell, arguments: list[str], words: str
) -> None:
    ran = empty.run(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert words in ran.err
    assert not empty.store.exists() or arguments[0] == "ingest"


def test_a_wrong_setting_is_named(empty: Shell) -> None:
    ran = empty.spawn("extract", "reports", LINKWRIGHT_WORKERS="many")
    assert ran.code == 2
    assert "LINKWRIGHT_WORKERS" in ran.err


def test_extract_needs_no_store_and_prints_json_only(empty: Shell) -> None:
    (empty.folder / "reports" / "broken.jsonl").write_text('{"id": "x", "text": 5}\n{"id": "y", "text": "Laredo"}\n')
    ran = empty.spawn("extract", "reports", "--json", "--workers", 1)
    assert ran.code == 1
    assert "line 1" in ran.err
    assert [line["id"] for line in ran.lines] == ["a.txt", "b.txt", "y", "c.md"]
    assert set(ran.lines[0]) == {"id", "lang", "text", "mentions", "links"}
    assert not empty.store.exists()
    assert "a.txt" in empty.run("extract", "reports/a.txt").out


def test_resolve_gives_ids_that_hold_over_documents(empty: Shell) -> None:
    ran = empty.run("resolve", "reports", "--json", "--workers", 1)
    assert ran.code == 0
    phones = [
        {m["entity"] for m in line["mentions"] if m["type"] == "Phone"} for line in ran.lines
    ]  # fmt: skip
    assert phones[0] < phones[1]
    assert phones[2] < phones[1]


def test_stats_counts_by_type(shell: Shell) -> None:
    (stats,) = shell.run("stats", "--json").lines
    assert set(stats) == {"documents", "mentions", "claims", "entities", "links", "rejects"}
    assert (stats["documents"], stats["rejects"], stats["entities"]["Phone"]) == (3, 0, 2)
    table = shell.run("stats")
    assert "Phone" in table.out
    assert table.err == ""


def test_the_option_beats_the_environment(shell: Shell) -> None:
    ran = shell.run("stats", "--json", "--store", f"sqlite:{shell.store}", LINKWRIGHT_STORE="sqlite:/nowhere/at/all")
    assert ran.lines[0]["documents"] == 3


def test_search_finds_numbers_and_prints_ids_that_other_commands_take(shell: Shell) -> None:
    (hit,) = shell.run("search", "+52 867 555 0133", "--json").lines
    assert (hit["type"], hit["origins"]) == ("Phone", 1)
    ran = shell.run("export", "--out", "one.graphml", "--seed", hit["id"], "--hops", 0, "--json")
    assert ran.lines[0]["nodes"] == 1
    assert hit["id"] in shell.run("search", "+52 867 555 0133").out
    assert shell.run("search", "Nobody Atall", "--json").out == ""
    assert shell.run("search", "Laredo", "--type", "Persona").code == 2


def test_rebuild_changes_nothing(shell: Shell) -> None:
    before = shell.export("before.graphml")
    (told,) = shell.run("rebuild", "--json").lines
    assert told["documents"] == 3
    assert shell.export("after.graphml") == before


def test_migrate_tells_how_many_steps_it_took(shell: Shell, empty: Shell) -> None:
    assert shell.run("migrate", "--json").lines == [{"store": f"sqlite:{shell.store}", "steps": 0}]
    assert empty.run("migrate").code == 2


def test_help_waits_for_nothing_heavy() -> None:
    heavy = (
        "spacy",
        "strawberry",
        "starlette",
        "pydantic",
        "networkx",
        "lxml",
        "rapidfuzz",
        "yaml",
        "rich",
        "graph.store",
    )
    code = f"import api.cli, sys; print([m for m in {heavy!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("command", ["serve", "run"])
@pytest.mark.slow
def test_a_server_prints_its_address_answers_and_ends_when_told(shell: Shell, command: str) -> None:
    process = subprocess.Popen(
        [COMMAND, command, "--port", "0", "--json"],
        cwd=shell.folder,
        env=shell.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        told = json.loads(process.stdout.readline())
        answer = httpx.post(told["graphql"], json={"query": "{ stats { documents } }"}, timeout=PATIENCE).json()
        assert answer["data"]["stats"]["documents"] >= 3
    finally:
        process.send_signal(signal.SIGTERM)
        _, err = process.communicate(timeout=PATIENCE)
    assert "Traceback" not in err
    if command == "run":  # every word that a shipped predicate rests on is still read
        assert "predicates: 43 done, 0 unchanged, 0 rejected" in err


def test_what_json_cannot_hold_in_utf_8_is_escaped() -> None:
    code = "from api.commands.output import line; line({'a': chr(0xd800) + 'ñ'})"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, env={"PYTHONIOENCODING": "utf-8"}
    )
    assert json.loads(done.stdout.decode("utf-8")) == {"a": "\ud800ñ"}
