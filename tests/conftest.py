"""What every test may use, and what may not be skipped."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.neo4j_servers import Servers
from tools.neo4j.jars import UnavailableError, distribution
from tools.neo4j.server import Server

# The same examples in every run and on every machine, and no verdict that a busy machine changes.
settings.register_profile("same", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("same")

ROOT = Path(__file__).parent.parent
SHARED = Path(os.environ.get("LINKWRIGHT_SHARED", ROOT.parent / "shared"))
"""The measuring data: labelled corpora, public data and the scorer. Beside the checkout, never inside it."""


@pytest.fixture(scope="session")
def shared() -> Path:
    """The measuring data, for tests marked `shared`."""
    return SHARED


@pytest.fixture(scope="session")
def neo4j_servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    """Real Neo4j servers, started when first asked for. Where none can be had, what needs one is skipped by name."""
    try:
        found = distribution()
    except UnavailableError as error:
        pytest.skip(f"{NO_NEO4J}{error}")
    with Servers(found, tmp_path_factory.mktemp("neo4j")) as servers:
        yield servers


@pytest.fixture(scope="session")
def neo4j_server(neo4j_servers: Servers) -> Server:
    """The server that the suite shares; who needs it empty calls its `clear`."""
    return neo4j_servers.number(0)


NO_NEO4J = "Neo4j: "
"""How the reason begins of what is skipped because no server can be had."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if _needs_neo4j(item):
            item.add_marker(pytest.mark.neo4j)
        if "shared" in item.keywords and not SHARED.is_dir():
            item.add_marker(pytest.mark.skip(reason=f"needs the measuring data in {SHARED.name}/ beside the checkout"))


def _needs_neo4j(item: pytest.Item) -> bool:
    """By a fixture that starts a server, or because it is the turn of `neo4j` in a test over every store."""
    fixtures = getattr(item, "fixturenames", ())
    turn = getattr(item, "callspec", None)
    return "neo4j_servers" in fixtures or (turn is not None and "neo4j" in turn.params.values())


def _reports(config: pytest.Config, *outcomes: str) -> Iterator[pytest.TestReport]:
    """What the tests came to, in whichever process they ran; only the process that tells the results knows it."""
    if reporter := config.pluginmanager.getplugin("terminalreporter"):
        for outcome in outcomes or reporter.stats:
            yield from (report for report in reporter.stats.get(outcome, ()) if isinstance(report, pytest.TestReport))


def _faults(config: pytest.Config) -> list[str]:
    """What was left out of this run where nothing may be."""
    if not os.environ.get("LINKWRIGHT_NOTHING_SKIPPED") or hasattr(config, "workerinput"):
        return []
    skipped = len(list(_reports(config, "skipped")))
    faults = [f"{skipped} tests were skipped where none may be"] if skipped else []
    if not any("neo4j" in report.keywords for report in _reports(config)):
        faults.append("the Neo4j half did not run where it must")
    return faults


def _without_neo4j(config: pytest.Config) -> str | None:
    """Why tests that need a server were skipped, if they were."""
    for report in _reports(config, "skipped"):
        if isinstance(report.longrepr, tuple) and NO_NEO4J in (reason := report.longrepr[2]):
            return reason.partition(NO_NEO4J)[2]
    return None


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> Generator[None, None, None]:
    yield  # below all that others have to say
    for fault in _faults(config):
        terminalreporter.write_line(fault, red=True)
    if reason := _without_neo4j(config):
        terminalreporter.write_line(f"The Neo4j half of the suite was skipped: {reason}", yellow=True)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    if _faults(session.config):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
