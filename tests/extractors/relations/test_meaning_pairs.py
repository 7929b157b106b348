"""Pairs that differ by a cue alone: the cue must make the difference, and only within its clause."""

from __future__ import annotations

from typing import Any

import pytest

from tests.extractors.relations.marked import cases, read

CASES = cases("meaning", "meaning")


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["text"])
def test_meaning(case: dict[str, Any]) -> None:
    found = {(c.polarity, c.certainty, c.modality) for c in read(case["text"], case["lang"]).claims(case["link"])}
    assert found == {tuple(case["meaning"])}


@pytest.mark.parametrize("case", [c for c in CASES if c["meaning"][0] == "denied"], ids=lambda c: c["text"])
def test_what_is_denied_is_kept_and_makes_no_link(case: dict[str, Any]) -> None:
    reading = read(case["text"], case["lang"])
    assert reading.claims(case["link"])
    assert not [c for c in reading.claims(case["link"]) if c.makes_graph]


@pytest.mark.parametrize("case", cases("meaning", "speakers"), ids=lambda c: c["text"])
def test_speaker(case: dict[str, Any]) -> None:
    assert {c.speaker for c in read(case["text"], case["lang"]).claims("memberOf")} == {case["speaker"]}


def test_the_cue_is_cited() -> None:
    reading = read("[[Person|Ada Roca]] never works for [[CriminalNetwork|Los Zorzales]].", "en")
    (claim,) = reading.claims("memberOf")
    assert "never" in reading.cited(claim)
