"""What every test may use, and what may not be skipped."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if SHARED.is_dir():
        return
    for item in items:
        if "shared" in item.keywords:
            item.add_marker(pytest.mark.skip(reason=f"needs the measuring data in {SHARED.name}/ beside the checkout"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = terminalreporter.stats.get("skipped", [])
    if skipped and os.environ.get("LINKWRIGHT_NOTHING_SKIPPED"):
        terminalreporter.write_line(f"{len(skipped)} tests were skipped where none may be", red=True)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    reporter = session.config.pluginmanager.getplugin("terminalreporter")
    if os.environ.get("LINKWRIGHT_NOTHING_SKIPPED") and reporter and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
