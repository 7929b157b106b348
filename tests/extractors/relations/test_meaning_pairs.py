"""Pairs that differ by a cue alone: the cue must make the difference, and only within its clause."""

from __future__ import annotations

from typing import Any

import pytest

from extractors.relations.line import lines
from extractors.relations.meaning import meaning
from tests.extractors.relations.marked import cases, read, scene

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


@pytest.mark.parametrize("case", cases("meaning", "events"), ids=lambda c: c["text"])
def test_events_of_languages_without_rules_for_links(case: dict[str, Any]) -> None:
    seen = scene(case["text"], case["lang"])
    event = next(m.index for m in seen.mentions if m.type == "Event")
    line = next(line for line in lines(seen.analysis, seen.mentions) if event in line.mentions)
    told = meaning(line, line.place(event), strict=True, state=False, text=seen.analysis.text)
    assert [told.polarity, told.certainty, told.modality] == case["meaning"]


@pytest.mark.parametrize(
    ("lang", "told", "denied"),
    [
        ("pt", "O policial disse que [[Person|João Roca]] foi [[Event:arrest|preso]] em [[Place|Manaus]].",
         "O policial disse que [[Person|João Roca]] não foi [[Event:arrest|preso]] em [[Place|Manaus]]."),
        ("fr", "Hier soir [[Person|Jean Roca]] a été [[Event:arrest|arrêté]] à [[Place|Calais]].",
         "Hier soir [[Person|Jean Roca]] n'a pas été [[Event:arrest|arrêté]] à [[Place|Calais]]."),
    ],
)  # fmt: skip
def test_what_is_denied_in_portuguese_and_french_makes_no_link(lang: str, told: str, denied: str) -> None:
    assert [c for c in read(told, lang).claims("participatedIn") if c.makes_graph]
    assert not [c for c in read(denied, lang).claims("participatedIn") if c.makes_graph]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("fr", "Aucun lien entre [[Person|Jean Roca]] et le [[CriminalNetwork|Cartel Nord]]."),
        ("pt", "Nenhuma ligação entre [[Person|João Roca]] e o [[CriminalNetwork|Cartel Norte]]."),
    ],
)
def test_between_two_names_their_articles_do_not_end_a_denial(lang: str, text: str) -> None:
    seen = scene(text, lang)
    (line,) = lines(seen.analysis, seen.mentions)
    assert meaning(line, line.place(1), strict=False, state=True, text=seen.analysis.text).polarity == "denied"
