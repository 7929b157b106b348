"""`linkwright ingest`: what becomes of each report, in output, exit codes and when it is interrupted."""

from __future__ import annotations

import json
import os
import re
import signal
import sqlite3
import subprocess

import pytest

from tests.api.commands.shell import COMMAND, HANDLING, Shell
from tests.patience import PATIENCE

MANY = 500
"""Reports enough that an ingest is still at work when it is interrupted after the first, however late that comes."""


def test_ingest_tells_of_every_record_and_says_by_its_exit_code_whether_all_were_taken(empty: Shell) -> None:
    first = empty.spawn("ingest", "reports", "--json", *HANDLING[:2], *HANDLING[4:], "--workers", 1)
    assert first.code == 1
    assert [(line["id"], line["state"]) for line in first.lines] == [
        ("a.txt", "rejected"), ("b.txt", "rejected"), ("c.md", "done"),
    ]  # fmt: skip
    assert set(first.lines[0]) == {"path", "id", "state", "reason", "place", "document"}
    assert "marking" in first.lines[0]["reason"]
    assert "a.txt" in first.err
    assert "1 done, 0 unchanged, 2 rejected" in first.err
    again = empty.run("ingest", "reports", "--json", *HANDLING, "--workers", 1)
    assert again.code == 0
    assert [line["state"] for line in again.lines] == ["done", "done", "unchanged"]


def test_what_is_to_know_of_a_report_that_was_taken_is_told_in_a_terminal_too(empty: Shell) -> None:
    empty.run("ingest", "reports/a.txt", *HANDLING, "--workers", 1)
    again = empty.run("ingest", "reports/a.txt", *HANDLING, "--reliability", "A", "--workers", 1)
    assert "reports/a.txt: reliability is kept as F, given was A" in again.err
    assert "0 done, 1 unchanged, 0 rejected" in again.err


def test_a_profile_gives_what_flags_and_reports_do_not(empty: Shell) -> None:
    profile = {"agency": "GN", "marking": "UNCLASSIFIED", "legal_basis": "law", "source": "radio"}
    (empty.folder / "p.yaml").write_text(json.dumps(profile))
    ran = empty.run("ingest", "reports", "--profile", "p.yaml", "--agency", "CBP", "--workers", 1)
    assert ran.code == 0, ran.err
    connection = sqlite3.connect(empty.store)
    handling = {
        json.loads(row[0])["submitting_agency"] for row in connection.execute("SELECT handling FROM marking_class")
    }
    connection.close()
    assert handling == {"CBP"}


def test_an_ingest_that_is_interrupted_says_what_is_kept_and_the_same_command_goes_on(empty: Shell) -> None:
    reports = empty.folder / "many"
    reports.mkdir()
    for number in range(MANY):
        (reports / f"{number}.txt").write_text(
            f"The phone +52 867 555 0{number:03} was seen in Laredo, Texas.", "utf-8"
        )
    command = ["ingest", "many", *HANDLING, "--workers", "1"]
    process = subprocess.Popen(
        [COMMAND, *command, "--json"], cwd=empty.folder, env=empty.environment, encoding="utf-8",
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout
    process.stdout.readline()
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
    told = re.fullmatch(r"interrupted: (\d+) done, 0 unchanged, 0 rejected; that is kept, and the same .*\n", err)
    assert told, err
    kept = int(told[1])
    assert 0 < kept < MANY
    assert f"{MANY - kept} done, {kept} unchanged" in empty.spawn(*command).err


@pytest.mark.skipif(os.name != "posix", reason="a limit on the size of files")
def test_a_full_disk_is_told_in_one_line(shell: Shell) -> None:
    limited = f"ulimit -f 8; exec {COMMAND} ingest reports --agency DEA --marking CUI --legal-basis x --workers 1"
    done = subprocess.run(
        ["bash", "-c", limited],
        cwd=shell.folder,
        env=shell.environment,
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE,
    )
    assert (done.returncode, done.stdout) == (2, ""), done.stderr
    assert len(done.stderr.splitlines()) == 1, done.stderr
    assert "disk is not full" in done.stderr
