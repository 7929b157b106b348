"""`linkwright export`: equal stores give equal files, and what is not written leaves nothing."""

from __future__ import annotations

import json
import os
import sqlite3
import zipfile
from pathlib import Path

import networkx as nx
import pytest

from tests.api.commands.shell import HANDLING, REPORTS, Shell


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
