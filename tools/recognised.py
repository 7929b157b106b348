"""docs/recognised.md from the table of cases that the suite runs: what rules make of each kind of identifier."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

CASES = Path(__file__).resolve().parent.parent / "tests" / "extractors" / "recognisers" / "cases" / "kinds.yaml"
HEAD = """# What rules recognise

Generated from the suite's own cases (`tests/extractors/recognisers/cases/kinds.yaml`): each example below is a test,
and so are texts in which nothing of the kind stands. Words and forms are data in `extractors/patterns/`. A check that
fails is told as `check: failed` and lowers the score; it drops nothing. Names, groups, sites and events are the
[tagger's](tagger.md).

| kind | type | becomes | check | examples |
|---|---|---|---|---|
"""


def write_recognised(path: Path) -> None:
    kinds = yaml.safe_load(CASES.read_text("utf-8"))
    path.write_text(HEAD + "".join(_row(kind, entry) for kind, entry in kinds.items()), "utf-8")


def _row(kind: str, entry: dict[str, Any]) -> str:
    examples = [_example(case) for lang in ("en", "es") for case in entry[lang]]
    return f"| {kind} | {entry['type']} | {entry['form']} | {entry['check']} | {'<br>'.join(examples)} |\n"


def _example(case: dict[str, Any]) -> str:
    told = ", ".join(f"{name} `{value}`" for name, value in case["told"].items())
    return f"{case['text']} → {told}"
