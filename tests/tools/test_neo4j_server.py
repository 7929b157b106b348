"""The server that the tests use: it is real, keeps what was committed when it is killed, and says why there is none."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from neo4j import GraphDatabase
from neo4j.exceptions import AuthError

from tests.conftest import ROOT
from tests.neo4j_servers import Servers
from tests.patience import PATIENCE
from tools.neo4j.jars import UnavailableError, distribution
from tools.neo4j.quick import quick
from tools.neo4j.server import FailedError, Server


def test_it_asks_for_the_password(neo4j_server: Server) -> None:
    with neo4j_server.driver() as driver:
        (version,) = driver.execute_query("CALL dbms.components() YIELD versions").records[0]["versions"]
    assert version == distribution().version
    for wrong in ("neo4j", "something else"):
        with GraphDatabase.driver(neo4j_server.address, auth=("neo4j", wrong)) as driver, pytest.raises(AuthError):
            driver.execute_query("RETURN 1")


def test_a_killed_server_keeps_what_was_committed(neo4j_servers: Servers) -> None:
    server = neo4j_servers.new()
    try:
        server.start()
        with server.driver() as driver:
            driver.execute_query("CREATE (:Kept)")
        killed = server.pid
        server.kill()
        assert killed is not None
        assert server.pid is None
        server.start()
        with server.driver() as driver:
            assert driver.execute_query("MATCH (n) RETURN labels(n) AS found").records[0]["found"] == ["Kept"]
        server.clear()
        with server.driver() as driver:
            assert driver.execute_query("MATCH (n) RETURN n").records == []
    finally:
        server.kill()


def test_it_ends_with_who_started_it(neo4j_servers: Servers) -> None:
    """Also where that one is killed and can do nothing more about it."""
    program = (
        "import sys; from pathlib import Path; from tools.neo4j.jars import distribution;"
        "from tools.neo4j.server import Server, free_port;"
        "server = Server(Path(sys.argv[1]), distribution(), port=free_port(), password='of no use');"
        "server.start(); print(server.pid, flush=True); sys.stdin.read()"
    )
    folder = neo4j_servers.new().folder
    starter = subprocess.Popen(
        [sys.executable, "-c", program, str(folder)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert starter.stdout
    pid = int(starter.stdout.readline())
    os.kill(pid, 0)  # it is there
    starter.kill()
    starter.communicate()
    end = time.monotonic() + PATIENCE
    while Path(f"/proc/{pid}").exists():
        assert time.monotonic() < end
        time.sleep(0.1)


def test_the_classes_of_the_servers_lie_ready_beside_their_jars(neo4j_servers: Servers) -> None:
    found = distribution()
    *_, option = quick(found)
    ready = Path(option.removeprefix("-XX:SharedArchiveFile="))
    assert ready.is_file()
    assert ready.parent == found.jars


def test_what_cannot_start_says_why(neo4j_servers: Servers) -> None:
    server = neo4j_servers.new()
    with pytest.raises(FailedError, match=r"no\.such\.setting"):
        server.start("no.such.setting=1", "server.config.strict_validation.enabled=true")
    assert server.pid is None


def test_without_maven_the_reason_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UnavailableError, match=r"^(Neo4j .* needs Java|Maven, which fetches the jars)"):
        distribution()


@pytest.mark.parametrize(("nothing_skipped", "workers"), [("", "0"), ("1", "0"), ("1", "1")])
def test_a_run_without_it_says_so_in_its_last_lines(tmp_path: Path, nothing_skipped: str, workers: str) -> None:
    """The suite itself, where neither Java nor Maven is found."""
    test = "tests/tools/test_neo4j_server.py::test_it_asks_for_the_password"
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path), "PATH": str(tmp_path)}
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-n", workers, test],
        cwd=ROOT,
        env={**environment, "LINKWRIGHT_NOTHING_SKIPPED": nothing_skipped},
        capture_output=True,
        text=True,
        check=False,
    )
    *_, last, _ = ran.stdout.splitlines()
    assert last.startswith("The Neo4j half of the suite was skipped: ")
    assert ran.returncode == (1 if nothing_skipped else 0)


def test_a_run_that_must_have_it_and_never_asks_fails() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/ontology/test_handling.py"],
        cwd=ROOT,
        env={**os.environ, "LINKWRIGHT_NOTHING_SKIPPED": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "the Neo4j half did not run where it must" in ran.stdout
    assert ran.returncode == 1
