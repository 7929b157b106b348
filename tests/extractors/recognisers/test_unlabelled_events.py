"""Events of kinds that no corpus labels are found by their words, each with its kind."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from ontology.loader import schema
from tests.extractors.recognisers.recognised import settled

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "events.yaml").read_text("utf-8"))
KINDS = frozenset(
    [
        "kidnapping",
        "extortion",
        "assault",
        "homicide",
        "escape",
        "transport",
        "removal",
        "sale",
        "sanction",
        "search",
        "threat",
        "corruption",
    ]
)


def found(text: str, lang: str) -> dict[str, str | None]:
    return {text[f.start : f.end]: f.kind for f in settled(text, lang) if f.type == "Event" and f.kind in KINDS}


@pytest.mark.parametrize("case", CASES["told"], ids=lambda case: case["text"])
def test_told(case: dict[str, Any]) -> None:
    assert found(case["text"], case["lang"]) == case["events"]


@pytest.mark.parametrize("case", CASES["none"], ids=lambda case: case["text"])
def test_what_did_not_happen_is_no_event(case: dict[str, Any]) -> None:
    assert found(case["text"], case["lang"]) == {}


@pytest.mark.parametrize("lang", ["en", "es"])
def test_every_such_kind_has_a_case_and_is_in_the_schema(lang: str) -> None:
    assert {kind for case in CASES["told"] if case["lang"] == lang for kind in case["events"].values()} == KINDS
    assert set(schema().types["Event"].kinds) >= KINDS
