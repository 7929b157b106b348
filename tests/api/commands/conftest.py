"""Folders with reports, without a store and with one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.api.commands.shell import HANDLING, Shell, write_reports


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
