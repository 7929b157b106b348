"""What is one thing within a document, and what is not, however alike the names."""

from __future__ import annotations

from typing import Any

import pytest

from extractors.relations.told_again import told_again
from tests.extractors.relations.marked import cases, read, scene


@pytest.mark.parametrize("case", cases("coreference", "joined"), ids=lambda c: c["text"][:40])
def test_one_thing(case: dict[str, Any]) -> None:
    assert read(case["text"], case["lang"]).joined == [set(case["together"])]


@pytest.mark.parametrize("case", cases("coreference", "apart"), ids=lambda c: c["text"][:40])
def test_not_one_thing(case: dict[str, Any]) -> None:
    reading = read(case["text"], case["lang"])
    assert [reading.text_of(c.subject) for c in reading.claims("coreferent")] == []


@pytest.mark.parametrize("case", cases("coreference", "guessed"), ids=lambda c: c["text"][:40])
def test_a_guess_is_told_as_one(case: dict[str, Any]) -> None:
    reading = read(case["text"], case["lang"])
    (claim,) = reading.claims("coreferent")
    assert claim.certainty == case["certainty"]
    assert claim.identifies is (case["certainty"] != "possible")


def test_links_are_looked_for_between_things_of_which_a_guess_makes_no_one() -> None:
    for text, groups in (
        ('"[[Person|Junior]]" may be [[Person|Ernesto Salinas]].', (0, 1)),
        ('"[[Person|Junior]]" is [[Person|Ernesto Salinas]].', (0, 0)),
    ):
        assert scene(text, "en").groups == groups


def test_every_coreference_cites_the_words_it_rests_on() -> None:
    reading = read('[[Person|Tomás Arrieta]], alias "[[Person|Pato]]", fled.', "en")
    (claim,) = reading.claims("coreferent")
    assert "alias" in " ".join(reading.cited(claim))


def test_a_third_mention_of_a_father_and_sons_name_joins_neither() -> None:
    marked = "[[Person|Ivo Rey padre]] pagó. [[Person|Ivo Rey hijo]] manejaba. [[Person|Ivo Rey]] calló."
    assert read(marked, "es").joined == []


def test_nothing_is_one_with_itself() -> None:
    """Initials with points are their own acronym."""
    for kind in ("Organization", "Agency"):
        assert not read(f"[[{kind}|M.G.]] spoke.", "en").claims("coreferent")


def test_a_name_is_laid_beside_the_same_name_where_there_is_one() -> None:
    seen = scene("[[Person|Ada Roca Luna]] paid. [[Person|Roca]] left. [[Person|Roca]] wept.", "en")
    assert list(told_again(seen.analysis, seen.mentions)) == [(0, 1), (1, 2)]
