"""The command as other programs use it: exit codes, what goes to stdout, what to stderr.

Where the process itself matters the installed command is run (`spawn`), else the same `main` in this process (`run`).
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

import httpx
import networkx as nx
import pytest

from api.cli import main
from tests.patience import PATIENCE

COMMAND = Path(sys.executable).with_name("linkwright")
HANDLING = ("--agency", "CBP", "--marking", "CUI//SP-LEI", "--legal-basis", "19 USC 1589a")
REPORTS = {
    "a.txt": "Agents stopped a white truck with Texas plate KVL-4471. The driver used the phone +52 867 555 0133.",
    "b.txt": "The phone +52 867 555 0133 called +52 867 555 0199 on 3 May 2024, near Laredo, Texas.",
    "c.md": "---\nmarking: TLP:AMBER\n---\nThe phone +52 867 555 0199 was seen in Laredo, Texas.",
}


@dataclass
class Ran:
    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[Any]:
        """What stdout holds, each line of which is JSON."""
        return [json.loads(line) for line in self.out.splitlines()]


@dataclass
class Shell:
    """A folder with a store and reports, and an environment that knows nothing else."""

    folder: Path

    @property
    def store(self) -> Path:
        return self.folder / "store.sqlite"

    @property
    def environment(self) -> dict[str, str]:
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("LINKWRIGHT", "XDG"))}
        return {**kept, "HOME": str(self.folder / "home"), "LINKWRIGHT_STORE": f"sqlite:{self.store}"}

    def run(self, *arguments: object, **environment: str) -> Ran:
        out, err = io.StringIO(), io.StringIO()
        with (
            contextlib.chdir(self.folder),
            mock.patch.dict(os.environ, self.environment | environment, clear=True),
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
            pytest.raises(SystemExit) as ended,
        ):
            main([str(argument) for argument in arguments])
        return Ran(int(ended.value.code or 0), out.getvalue(), err.getvalue())

    def spawn(self, *arguments: object, **environment: str) -> Ran:
        done = subprocess.run(
            [COMMAND, *map(str, arguments)],
            cwd=self.folder,
            env=self.environment | environment,
            capture_output=True,
            encoding="utf-8",
            timeout=PATIENCE,
        )
        assert "Traceback" not in done.stderr, done.stderr
        return Ran(done.returncode, done.stdout, done.stderr)

    def export(self, name: str, *more: object) -> bytes:
        ran = self.run("export", "--out", name, *more)
        assert ran.code == 0, ran.err
        assert ran.out == ""
        return (self.folder / name).read_bytes()

    def id_of(self, text: str) -> str:
        return str(self.run("search", text, "--json").lines[0]["id"])


def sqlite_rows(file: Path, query: str) -> list[tuple[Any, ...]]:
    with contextlib.closing(sqlite3.connect(file)) as connection:
        return connection.execute(query).fetchall()


def write_reports(folder: Path) -> Path:
    reports = folder / "reports"
    reports.mkdir(parents=True)
    for name, text in REPORTS.items():
        (reports / name).write_text(text, "utf-8")
    return reports


@pytest.fixture
def empty(tmp_path: Path) -> Shell:
    write_reports(tmp_path)
    return Shell(tmp_path)


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose store holds the reports; tests copy it."""
    folder = tmp_path_factory.mktemp("loaded")
    write_reports(folder)
    ran = Shell(folder).run("ingest", "reports", *HANDLING, "--received", "2024-06-01", "--workers", 1)
    assert ran.code == 0, ran.err
    return folder


@pytest.fixture
def shell(loaded: Path, tmp_path: Path) -> Shell:
    shutil.copytree(loaded, tmp_path / "copy")
    return Shell(tmp_path / "copy")


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


def test_an_ingest_that_is_interrupted_says_what_is_kept_and_the_same_command_goes_on(empty: Shell) -> None:
    reports = empty.folder / "many"
    reports.mkdir()
    for number in range(200):
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
    assert 0 < kept < 200
    assert f"{200 - kept} done, {kept} unchanged" in empty.spawn(*command).err


def test_a_wrong_setting_is_named(empty: Shell) -> None:
    ran = empty.spawn("extract", "reports", LINKWRIGHT_WORKERS="many")
    assert ran.code == 2
    assert "LINKWRIGHT_WORKERS" in ran.err


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


def test_export_of_equal_stores_is_equal_and_bears_the_banner(shell: Shell, empty: Shell) -> None:
    whole = shell.export("a.graphml")
    assert shell.export("b.graphml") == whole
    for name in sorted(REPORTS, reverse=True):
        empty.run("ingest", f"reports/{name}", *HANDLING, "--received", "2024-06-01", "--workers", 1)
    assert empty.export("c.graphml") == whole
    graph = nx.read_graphml(shell.folder / "a.graphml")
    assert graph.graph["banner"] == "CUI//SP-LEI and TLP:AMBER"
    assert sum(node["type"] == "Phone" for _, node in graph.nodes(data=True)) == 2


def test_export_writes_what_it_is_told_and_keeps_a_record_of_it(shell: Shell) -> None:
    ran = shell.run(
        "export", "--out", "a.graphml", "--purpose", "line 4", "--case", "C-7", "--requester", "R. Ibarra", "--stamp",
        "--json",
    )  # fmt: skip
    head = nx.read_graphml(shell.folder / "a.graphml").graph
    assert (head["purpose"], head["case"], head["requester"]) == ("line 4", "C-7", "R. Ibarra")
    assert head["exported"].startswith("20")
    connection = sqlite3.connect(f"{shell.store}.ledger")
    records = connection.execute('SELECT principal, operation, document_hash, purpose, "case" FROM request').fetchall()
    connection.close()
    assert records == [("R. Ibarra", "export graphml", ran.lines[0]["sha256"], "line 4", "C-7")]
    assert "exported" not in nx.read_graphml(_path(shell, "b.graphml")).graph


def _path(shell: Shell, name: str) -> Path:
    shell.export(name)
    return shell.folder / name


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (["--out", "nowhere/a.graphml"], "nowhere"),
        (["--out", "reports/a.txt/a.graphml"], "reports"),
        (["--out", "a.graphml", "--format", "anx"], "graphml"),
        (["--out", "a.graphml", "--seed", "mnobody"], "mnobody"),
        (["--out", "a.graphml", "--search", "Nobody Atall"], "Nobody Atall"),
        (["--out", "a.graphml", "--type", "Persona"], "Persona"),
        (["--out", "a.graphml", "--link", "knows"], "memberOf"),
        (["--out", "a.graphml", "--known-at", "June"], "--known-at"),
        (["--out", "a.graphml", "--worst-reliability", "X"], "worstReliability"),
    ],
)
def test_an_export_that_cannot_be_made_leaves_nothing(shell: Shell, more: list[str], words: str) -> None:
    ran = shell.run("export", *more)
    assert (ran.code, ran.out) == (2, "")
    assert words in ran.err
    assert not list(shell.folder.glob("a.graphml*"))


def test_an_export_of_a_search_is_that_of_its_hits_as_seeds(shell: Shell) -> None:
    hit = shell.id_of("Laredo")
    around = shell.export("seed.csv", "--format", "csv-neo4j", "--seed", hit, "--hops", 1)
    found = shell.run("export", "--out", "found.graphml", "--search", "Laredo", "--limit", 1, "--hops", 1, "--json")
    named = shell.run("export", "--out", "named.graphml", "--seed", hit, "--hops", 1, "--json")
    assert around
    assert found.lines[0]["nodes"] == named.lines[0]["nodes"] > 1
    whole = nx.read_graphml(_path(shell, "whole.graphml"))
    graph, other = (nx.read_graphml(shell.folder / f"{name}.graphml") for name in ("found", "named"))
    assert set(graph) == set(other) < set(whole)
    assert graph.graph["query"] != other.graph["query"]
    assert "query" not in whole.graph
    assert shell.export("again.graphml", "--search", "Laredo", "--limit", 1) == shell.export(
        "found.graphml", "--search", "Laredo", "--limit", 1
    )


def test_an_export_starts_from_all_entities_of_a_type_and_keeps_to_the_links_named(shell: Shell) -> None:
    shell.export("a.graphml", "--type", "Phone", "--hops", 0)
    phones = nx.read_graphml(shell.folder / "a.graphml")
    assert {kind for _, kind in phones.nodes(data="type")} == {"Phone"}
    assert len(phones) == 2
    whole = nx.read_graphml(_path(shell, "whole.graphml"), force_multigraph=True)
    kinds = sorted({kind for *_, kind in whole.edges(data="type")})
    assert len(kinds) > 1
    shell.export("b.graphml", "--link", kinds[0])
    one = nx.read_graphml(shell.folder / "b.graphml", force_multigraph=True)
    assert {kind for *_, kind in one.edges(data="type")} == {kinds[0]}
    assert set(one) == set(whole)


def test_an_export_tells_where_claims_come_from_beside_the_chart(shell: Shell) -> None:
    shell.export("a.zip", "--provenance")
    with zipfile.ZipFile(shell.folder / "a.zip") as archive:
        told = [json.loads(line) for line in archive.read("provenance.jsonl").splitlines()]
    assert {line["name"] for line in told if line["record"] == "document"} <= {f"{name}" for name in REPORTS}
    assert any(line["record"] == "claim" for line in told)


def test_an_export_narrows_what_is_seen_and_says_so(shell: Shell) -> None:
    shell.export("a.graphml", "--known-at", "2024-05-31", "--min-origins", 2)
    graph = nx.read_graphml(shell.folder / "a.graphml")
    assert (len(graph), graph.graph["knownAt"], graph.graph["minOrigins"]) == (0, "2024-05-31", "2")
    shell.export("b.graphml", "--known-at", "2024-06-01")
    assert set(nx.read_graphml(shell.folder / "b.graphml")) == set(nx.read_graphml(_path(shell, "c.graphml")))


def test_a_chart_around_somebody_who_is_only_mentioned_says_that_his_links_are_left_out(empty: Shell) -> None:
    (empty.folder / "reports" / "d.txt").write_text("Hector Salinas Guerra uses the phone +52 867 555 0133.")
    empty.run("ingest", "reports/d.txt", *HANDLING, "--workers", 1)
    ran = empty.run("export", "--search", "Hector Salinas", "--type", "Person", "--out", "d.graphml")
    assert "is only mentioned, so his links are left out" in ran.err
    assert "mentioned at m" in (empty.folder / "d.graphml").read_text("utf-8")


@pytest.mark.skipif(os.name != "posix", reason="named pipes")
def test_an_export_takes_the_place_of_files_only(shell: Shell) -> None:
    os.mkfifo(shell.folder / "pipe")
    ran = shell.run("export", "--out", "pipe")
    assert (ran.code, ran.out) == (2, "")
    assert "no regular file" in ran.err
    assert (shell.folder / "pipe").is_fifo()


def test_what_is_not_handed_out_after_all_was_recorded_before(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    ran = shell.run("export", "--out", "a.graphml")
    assert (ran.code, ran.out) == (2, "")
    assert "No space left" in ran.err
    assert not list(shell.folder.glob("a.graphml*"))
    connection = sqlite3.connect(f"{shell.store}.ledger")
    assert connection.execute("SELECT count(*) FROM request").fetchone() == (1,)
    connection.close()


def test_a_judgement_is_undone_without_a_trace_in_the_export(shell: Shell) -> None:
    before = shell.export("before.graphml")
    left, right = shell.id_of("+52 867 555 0133"), shell.id_of("+52 867 555 0199")
    (made,) = shell.run("judge", "same", left, right, "--reason", "one handset", "--json").lines
    assert (made["verdict"], made["left"], made["right"]) == ("same", left, right)
    assert shell.export("during.graphml") != before
    assert shell.run("retract", made["judgement"], "--reason", "two handsets", "--json").code == 0
    assert shell.export("after.graphml") == before
    assert [line["verdict"] for line in shell.run("judge", "list", "--json").lines] == ["same", "retract"]


def test_judge_prints_the_id_alone_so_that_a_script_can_keep_it(shell: Shell) -> None:
    left, right = shell.id_of("+52 867 555 0133"), shell.id_of("+52 867 555 0199")
    made = shell.spawn("judge", "different", left, right, "--reason", "two handsets")
    assert made.out.startswith("j")
    assert shell.run("retract", made.out.strip(), "--reason", "unsure").code == 0


def test_a_verdict_that_earlier_ones_exclude_is_told_to_have_no_effect_and_doctor_lists_it(shell: Shell) -> None:
    numbers = [f"+52 867 555 017{end}" for end in range(3)]
    for number in numbers:
        (shell.folder / f"{number}.txt").write_text(f"The phone {number} was seen in Laredo, Texas.", "utf-8")
    assert shell.run("ingest", *(f"{number}.txt" for number in numbers), *HANDLING).code == 0
    one, two, three = map(shell.id_of, numbers)
    merges = [
        shell.run("judge", "same", *pair, "--reason", "x", "--json").lines[0] for pair in ((one, two), (two, three))
    ]
    assert [(made["applied"], made["because_of"]) for made in merges] == [(True, []), (True, [])]
    ran = shell.run("judge", "different", one, three, "--reason", "x", "--json")
    (made,) = ran.lines
    assert (ran.code, made["applied"]) == (0, False)
    assert set(made["because_of"]) == {merge["judgement"] for merge in merges}
    assert "no effect" in ran.err
    listed = {line["name"]: line for line in shell.run("doctor", "--json").lines}["judgements without effect"]
    assert (listed["state"], made["judgement"] in listed["found"]) == ("note", True)
    assert shell.run("retract", merges[0]["judgement"], "--reason", "x", "--json").lines[0]["applied"] is True
    after = {line["name"]: line for line in shell.run("doctor", "--json").lines}["judgements without effect"]
    assert (after["state"], after["found"]) == ("ok", "0")


def test_a_retract_is_told_to_have_no_effect_while_another_says_the_same(shell: Shell) -> None:
    first, second = (
        shell.run("judge", "withdraw", "c.md", "--reason", "x", "--json").lines[0]["judgement"] for _ in range(2)
    )
    ran = shell.run("retract", first, "--reason", "y")
    assert ran.code == 0
    assert second in ran.err
    assert shell.run("retract", second, "--reason", "y", "--json").lines[0]["applied"] is True


def test_what_is_judged_is_a_mention_that_is_seen_even_where_a_hidden_one_names_the_entity(empty: Shell) -> None:
    """The report that came first is past its review date; its mention still is the entity's id."""
    (empty.folder / "old.txt").write_text(REPORTS["a.txt"], "utf-8")
    assert empty.run("ingest", "old.txt", *HANDLING, "--received", "2015-01-01").code == 0
    assert empty.run("ingest", "reports/a.txt", *HANDLING).code == 0
    query = "SELECT m.id FROM mention m JOIN document d ON d.id = m.document WHERE d.given_id = 'old.txt'"
    hidden = {id_ for (id_,) in sqlite_rows(empty.store, query)}

    phone = empty.id_of("+52 867 555 0133")
    assert phone in hidden
    (made,) = empty.run("judge", "retype", phone, "Email", "--reason", "x", "--json").lines
    assert made["left"] not in hidden


def test_a_document_is_withdrawn_by_the_id_it_was_given(shell: Shell) -> None:
    assert shell.run("judge", "withdraw", "c.md", "--reason", "loaded by mistake").code == 0
    (told,) = shell.run("export", "--out", "a.graphml", "--json").lines
    assert told["banner"] == "CUI//SP-LEI"


def test_of_documents_of_one_name_it_is_told_what_parts_them(shell: Shell) -> None:
    (shell.folder / "a.txt").write_text("---\ndate: 2024-05-03\n---\n" + REPORTS["a.txt"], "utf-8")
    given = ("--agency", "FGR", "--marking", "TLP:RED", "--legal-basis", "x", "--received", "2024-05-04")
    assert shell.run("ingest", "a.txt", *given).code == 0
    ran = shell.run("judge", "withdraw", "a.txt", "--reason", "twice")
    assert ran.code == 2
    lines = [line.strip() for line in ran.err.splitlines()[1:]]
    (other,) = [line for line in lines if line.endswith(", of 2024-05-03, by FGR, TLP:RED")]
    assert len([line for line in lines if line.endswith(", by CBP, CUI//SP-LEI")]) == 1
    assert "received 2024-05-04" in other
    assert shell.run("judge", "withdraw", other.split()[0], "--reason", "twice").code == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ["judge", "same", "mnobody", "mnothing", "--reason", "x"],
        ["judge", "withdraw", "z.txt", "--reason", "x"],
        ["judge", "reject", "cnothing", "--reason", "x"],
        ["judge", "retype", "mnobody", "Person", "--reason", "x"],
        ["judge", "retype", "mnobody", "Human", "--reason", "x"],
        ["retract", "jnothing", "--reason", "x"],
        ["retract", "jnothing"],
    ],
)
def test_a_judgement_about_nothing_is_refused(shell: Shell, arguments: list[str]) -> None:
    ran = shell.run(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err
    assert shell.run("judge", "list", "--json").out == ""


def test_rebuild_changes_nothing(shell: Shell) -> None:
    before = shell.export("before.graphml")
    (told,) = shell.run("rebuild", "--json").lines
    assert told["documents"] == 3
    assert shell.export("after.graphml") == before


def test_migrate_tells_how_many_steps_it_took(shell: Shell, empty: Shell) -> None:
    assert shell.run("migrate", "--json").lines == [{"store": f"sqlite:{shell.store}", "steps": 0}]
    assert empty.run("migrate").code == 2


def test_doctor_finds_nothing_wrong_in_a_sound_store(shell: Shell, empty: Shell) -> None:
    ran = shell.run("doctor", "--json")
    assert ran.code == 0, ran.out
    found = {line["name"]: line for line in ran.lines}
    assert {line["state"] for line in ran.lines} == {"ok"}
    assert {f"import {room}" for room in ("ontology", "extractors", "graph", "api")} <= set(found)
    assert found["store address"]["found"] == f"sqlite:{shell.store}"
    none = empty.run("doctor", "--json")
    assert none.code == 0
    assert none.lines[-1]["state"] == "note"
    assert not empty.store.exists()


def test_doctor_finds_a_broken_chain_and_judgements_about_what_is_gone(shell: Shell) -> None:
    left, right = shell.id_of("+52 867 555 0133"), shell.id_of("+52 867 555 0199")
    shell.run("judge", "different", left, right, "--reason", "x")
    shell.run("judge", "retype", left, "Email", "--reason", "x")
    connection = sqlite3.connect(shell.store)
    with connection:
        connection.execute("UPDATE judgement SET previous = 'j0' WHERE verdict = 'retype'")
        connection.execute("DELETE FROM live")
    connection.close()
    ran = shell.run("doctor", "--json")
    found = {line["name"]: line for line in ran.lines}
    assert ran.code == 2
    assert found["chain of judgements"]["state"] == "wrong"
    assert found["chain of judgements"]["mend"]
    assert found["judgements whose mention is gone"]["found"].startswith("2")


def test_doctor_finds_a_file_that_is_no_store(empty: Shell) -> None:
    empty.store.write_text("these are my notes" * 100)
    ran = empty.run("doctor", "--json")
    assert ran.code == 2
    assert ran.lines[-1]["state"] == "wrong"


def test_doctor_finds_another_package_that_owns_one_of_our_names(shell: Shell) -> None:
    other = shell.folder / "site"
    (other / "graphlib_other-1.0.dist-info").mkdir(parents=True)
    (other / "graphlib_other-1.0.dist-info" / "METADATA").write_text("Name: graphlib-other\nVersion: 1.0\n")
    (other / "graphlib_other-1.0.dist-info" / "top_level.txt").write_text("graph\n")
    ran = shell.spawn("doctor", "--json", PYTHONPATH=str(other))
    found = {line["name"]: line for line in ran.lines}
    assert ran.code == 2
    assert found["import graph"]["state"] == "wrong"
    assert "graphlib-other" in found["import graph"]["found"]
    assert found["import api"]["state"] == "ok"


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
