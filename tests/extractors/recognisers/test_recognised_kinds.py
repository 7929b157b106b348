"""Each kind of identifier and value: what it becomes in English and in Spanish, and where it is none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.extractors.recognisers.recognised import settled, told

KINDS: dict[str, dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "cases" / "kinds.yaml").read_text("utf-8"))
FOUND = [
    (kind, lang, case["text"], case["told"])
    for kind, entry in KINDS.items()
    for lang in ("en", "es")
    for case in entry[lang]
]
NOTHING = [(kind, lang, text) for kind, entry in KINDS.items() for lang in ("en", "es") for text in entry["not"][lang]]


@pytest.mark.parametrize(("kind", "lang", "text", "properties"), FOUND)
def test_a_kind_is_told_in_normal_form(kind: str, lang: str, text: str, properties: dict[str, str]) -> None:
    mine = [f for f in settled(text, lang) if f.type == KINDS[kind]["type"]]
    found = [{name: value.normal for name, value in f.attributes} for f in mine]
    assert any(properties.items() <= each.items() for each in found), found
    assert "check" in properties or not any("failed" in each.values() for each in found)


@pytest.mark.parametrize(("kind", "lang", "text"), NOTHING)
def test_a_like_text_is_none_of_the_kind(kind: str, lang: str, text: str) -> None:
    assert [f for f in settled(text, lang) if f.type == KINDS[kind]["type"]] == []


def test_an_ambiguous_place_keeps_all_that_may_be_meant() -> None:
    alone = told("They live in San José.", "en", "Place", "candidate")
    beside = told("They live in San José, Costa Rica.", "en", "Place", "candidate")
    assert 1 < len(beside) < len(alone)
    assert set(beside) < set(alone)
    assert told("They live in Nogales, Arizona.", "en", "Place", "candidate") == []
