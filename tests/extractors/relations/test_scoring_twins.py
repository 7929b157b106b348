"""What is told of a nickname is not told of him who may bear it, as long as nobody has decided."""

from __future__ import annotations

import pytest

from tests.extractors.relations.marked import read

ZORZALES = "[[CriminalNetwork|Los Zorzales]]"


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", f'"[[Person|Junior]]" may be [[Person|Ernesto Salinas]]. [[Person|Junior]] works for {ZORZALES}.'),
        (
            "es",
            f"[[Person|Junior]] trabaja para {ZORZALES}. «[[Person|Junior]]» podría ser [[Person|Ernesto Salinas]].",
        ),
    ],
)
def test_a_guess_carries_no_link(lang: str, text: str) -> None:
    reading = read(text, lang)
    told = {(reading.text_of(c.subject), c.predicate) for c in reading.extraction.claims if c.object}
    assert {link for link in told if link[1] != "coreferent"} == {("Junior", "memberOf")}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", f'"[[Person|Junior]]" may be [[Person|Ernesto Salinas]], who leads {ZORZALES}.'),
        ("es", f"«[[Person|Junior]]» podría ser [[Person|Ernesto Salinas]], que lidera {ZORZALES}."),
    ],
)
def test_what_is_told_of_himself_stands(lang: str, text: str) -> None:
    reading = read(text, lang)
    assert {reading.text_of(c.subject) for c in reading.claims("leads")} == {"Ernesto Salinas"}
