"""Bodies, helpers, forces and listed groups that are known by name, as patterns and gazetteer propose them, without the
tagger: what is a part of a longer name, a word or somebody's name is left to it."""

from __future__ import annotations

import pytest

from extractors.part import CHECKED
from extractors.recognisers import agencies
from extractors.recognisers.patterns import run
from tests.extractors.recognisers.recognised import analysed

SUBJECTS = ("organizations", "networks")
LISTED = frozenset(("Organization", "CriminalNetwork"))


@pytest.mark.parametrize(
    ("text", "lang", "known"),
    [
        ("They met United Nations staff and NATO.", "en", ["United Nations", "NATO"]),
        ("The United Nations Mission in Haiti left.", "en", ["United Nations Mission in Haiti"]),
        ("The Oxfam and the EU Border Assistance team met.", "en", ["Oxfam"]),
        ("Told the UN; told the UN Headquarters.", "en", ["UN"]),
        ("La ONU; avisó a la ONU, no a sicarios de la ONU.", "es", ["ONU"]),
        ("Men of Hezbollah; Hezbollah Brigade Twelve; Blue Hamas.", "en", ["Hezbollah"]),
        ("FARC men; ISIS-K; Ada ISIS; ISIS Martinez; Isis.", "en", ["FARC"]),
    ],
)
def test_what_is_known_by_name(text: str, lang: str, known: list[str]) -> None:
    found = run(SUBJECTS, analysed(text, lang), "patterns")
    assert [text[start:end] for start, end in sorted((f.start, f.end) for f in found if f.type in LISTED)] == known


@pytest.mark.parametrize(
    ("text", "checked"),
    [
        ("Frontex avisó.", ["Frontex"]),
        ("La DIJIN-Interpol avisó.", []),
        ("La Dirección de Investigación Criminal e Interpol avisó.", []),
        ("Avisó Interpol Bogotá.", []),
        ("Avisó Migración.", []),
        ("The Turkish Navy left, the Royal Bahamian Navy stayed.", ["Turkish Navy"]),
    ],
)
def test_which_agencies_are_sure(text: str, checked: list[str]) -> None:
    found = agencies.find(analysed(text, "es"))
    assert [text[f.start : f.end] for f in found if f.rank == CHECKED] == checked
