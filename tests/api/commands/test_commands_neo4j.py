"""Every command on a Neo4j server: the same words, the same numbers, the same bytes as on the embedded store."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from tests.api.commands.shell import HANDLING, Ran, Shell, write_reports
from tests.api.serving import running
from tests.patience import PATIENCE
from tools.neo4j.server import Server

STATS = "{ stats { documents mentions claims entities { type count } links { type count } } }"


@dataclass
class ServerShell(Shell):
    """A folder with reports whose store is on a server."""

    server: Server

    @property
    def environment(self) -> dict[str, str]:
        more = {"LINKWRIGHT_STORE": self.server.address, "LINKWRIGHT_NEO4J_PASSWORD": self.server.password}
        return super().environment | more

    @property
    def ledger(self) -> Path:
        return self.folder / "home" / ".local" / "share" / "linkwright" / f"127.0.0.1-{self.server.port}.ledger"


@pytest.fixture
def shells(tmp_path: Path, neo4j_server: Server) -> tuple[Shell, ServerShell]:
    neo4j_server.clear()
    write_reports(tmp_path / "file")
    shutil.copytree(tmp_path / "file", tmp_path / "server")
    return Shell(tmp_path / "file"), ServerShell(tmp_path / "server", neo4j_server)


def both(shells: tuple[Shell, ServerShell], *arguments: object) -> tuple[Ran, Ran]:
    file, server = (shell.run(*arguments) for shell in shells)
    assert (server.code, server.err) == (file.code, file.err)
    return file, server


@pytest.mark.slow
def test_every_command_says_the_same_of_both(shells: tuple[Shell, ServerShell]) -> None:
    file, server = shells
    load = ("ingest", "reports", *HANDLING, "--received", "2024-06-01", "--workers", 1, "--json")
    for _ in range(2):  # the second time everything is unchanged
        one, other = both(shells, *load)
        assert one.lines == other.lines
        assert len(one.lines) == 3
    for arguments in (
        ("stats", "--json"),
        ("search", "+52 867 555 0133", "--json"),
        ("search", "Laredo", "--json"),
        ("search", "nobody at all", "--json"),
        ("rebuild", "--json"),
    ):
        one, other = both(shells, *arguments)
        assert one.lines == other.lines
    assert server.export("a.graphml") == file.export("a.graphml")
    assert server.export("a.nt", "--format", "ntriples") == file.export("a.nt", "--format", "ntriples")
    before = server.export("b.graphml")
    pair = [file.id_of(f"+52 867 555 01{end}") for end in ("33", "99")]
    judged = [shell.run("judge", "same", *pair, "--reason", "one owner", "--json") for shell in shells]
    assert [ran.code for ran in judged] == [0, 0]
    assert server.export("c.graphml") == file.export("c.graphml") != before
    for shell, ran in zip(shells, judged, strict=True):
        assert shell.run("retract", ran.lines[0]["judgement"], "--reason", "no").code == 0
    assert server.export("d.graphml") == before
    assert server.run("migrate", "--json").lines == [{"store": server.server.address, "steps": 0}]
    found = {finding["name"]: finding for finding in server.run("doctor", "--json").lines}
    assert (found["store address"]["found"], found["store"]["state"]) == (server.server.address, "ok")
    assert found["store version"]["found"].startswith("neo4j ")
    assert found["chain of judgements"]["found"].startswith("2 judgements, the last is ")
    assert server.ledger.exists()
    with running(server.server.address, **server.environment) as address:
        assert httpx.get(f"{address}/health", timeout=PATIENCE).json() == {"status": "ok", "store": "neo4j"}
        answer = httpx.post(f"{address}/graphql", json={"query": STATS}, timeout=PATIENCE).json()
    assert answer["data"]["stats"]["documents"] == 3


@pytest.mark.slow
def test_the_installed_command_tells_what_is_wrong_in_one_line_without_the_secret(
    shells: tuple[Shell, ServerShell],
) -> None:
    _, server = shells
    cases: tuple[tuple[dict[str, str], str], ...] = (
        ({"LINKWRIGHT_NEO4J_PASSWORD": "not this one"}, "refuses user or password"),
        ({"LINKWRIGHT_NEO4J_PASSWORD": "neo4j"}, "that every new server has"),
        ({"LINKWRIGHT_NEO4J_PASSWORD": ""}, "asks for a password"),
        ({"LINKWRIGHT_STORE": "bolt://ana:not-this-one@127.0.0.1"}, "neither user nor password"),
        ({"LINKWRIGHT_STORE": f"neo4j+s://127.0.0.1:{server.server.port}"}, "cannot be encrypted"),
        ({}, "the database is empty"),
    )
    for environment, words in cases:
        ran = server.spawn("stats", **environment)
        assert (ran.code, ran.out, len(ran.err.splitlines())) == (2, "", 1), ran.err
        assert words in ran.err
        assert "not this one" not in ran.err
        assert "not-this-one" not in ran.err
        assert server.server.password not in ran.err
    doctor = server.run("doctor", "--json", LINKWRIGHT_NEO4J_PASSWORD="not this one")
    assert doctor.code == 2
    assert any(f["name"] == "store" and "refuses user" in f["found"] for f in doctor.lines)
