"""docs/input.md names every suffix, metadata key and limit that there is, and no others."""

from __future__ import annotations

import re
from dataclasses import asdict
from pathlib import Path

from extractors.readers.limits import limits
from extractors.readers.metadata import NAMES
from extractors.readers.registry import SUFFIXES

PAGE = (Path(__file__).parents[3] / "docs" / "input.md").read_text("utf-8")


def first_cells(heading: str) -> list[str]:
    section = PAGE.split(f"## {heading}\n")[1].split("\n## ")[0]
    return [line.split("|")[1] for line in section.splitlines() if line.startswith("| ") and "`" in line.split("|")[1]]


def named(heading: str) -> set[str]:
    return {word for cell in first_cells(heading) for word in re.findall(r"`([^`]+)`", cell)}


def test_every_suffix_is_there() -> None:
    assert named("Formats") == set(SUFFIXES)


def test_every_key_is_there() -> None:
    assert named("Metadata") == NAMES


def test_every_limit_is_there_with_its_value() -> None:
    told = dict(re.findall(r"^\| `(\w+)`.*\| (\d+) \|$", PAGE, re.MULTILINE))
    assert told == {name: str(value) for name, value in asdict(limits()).items()}
