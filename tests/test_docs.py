"""What the documents point to is there, and every dependency is told."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from tests.conftest import ROOT

PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md"), ROOT / "extractors/gazetteers/README.md"])
_LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)")


@pytest.mark.parametrize("page", PAGES, ids=[str(page.relative_to(ROOT)) for page in PAGES])
def test_every_link_within_the_project_leads_to_a_file(page: Path) -> None:
    links = _LINK.findall(page.read_text("utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_every_dependency_is_told_and_nothing_else() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = {
        re.split(r"[<>=\[ ]", name)[0] for name in [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    }
    rows = [
        line.split("|")[1] for line in (ROOT / "docs/dependencies.md").read_text("utf-8").splitlines() if "| `" in line
    ]
    assert {name for row in rows for name in re.findall(r"`([^`]+)`", row)} == wanted
