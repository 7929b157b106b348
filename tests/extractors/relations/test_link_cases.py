"""Links told by words, in both languages, and nothing where no words tell one."""

from __future__ import annotations

from typing import Any

import pytest

from ontology.loader import schema
from tests.extractors.relations.marked import cases, read

CASES = cases("links", "links")


def _marks(case: dict[str, Any]) -> list[pytest.MarkDecorator]:
    return [pytest.mark.xfail(strict=True, reason=case["missed"])] if "missed" in case else []


@pytest.mark.parametrize("case", [pytest.param(c, marks=_marks(c), id=c["text"]) for c in CASES])
def test_links(case: dict[str, Any]) -> None:
    assert read(case["text"], case["lang"]).links() == set(case["links"])


def test_every_link_of_the_ontology_has_a_case_in_both_languages() -> None:
    told = {(link.split(" ")[i], c["lang"]) for c in CASES for link in c["links"] for i in range(len(link.split(" ")))}
    elsewhere = cases("links", "elsewhere")
    assert {(name, lang) for name in schema().links if name not in elsewhere for lang in ("en", "es")} <= told
    assert set(elsewhere) <= set(schema().links) - {name for name, _ in told}


def test_no_words_make_a_person_a_member_of_a_population_group() -> None:
    for verb in ("joined", "belongs to", "works for", "leads", "is a member of", "was with"):
        links = read(f"[[Person|Ada Roca]] {verb} [[PopulationGroup|the 40 Cubans]].", "en").links(standing=False)
        assert links == set()


def test_a_group_may_pay_a_person() -> None:
    reading = read("[[PopulationGroup|The 40 Cubans]] paid [[Money|$400]] to [[Person|Ada Roca]].", "en")
    assert reading.links() == {"The 40 Cubans paid Ada Roca"}


def test_the_phone_that_somebody_called_is_not_his() -> None:
    assert read("[[Person|Ada Roca]] called [[Phone|956-555-0182]].", "en").links() == {
        "Ada Roca contacted 956-555-0182"
    }


def test_who_leads_is_not_told_to_be_a_member_beside_it() -> None:
    marked = (
        "[[Person|Ada Roca]], a member of [[CriminalNetwork|Los Zorzales]], fled. "
        "[[Person|Ada Roca]] leads [[CriminalNetwork|Los Zorzales]]."
    )
    assert {c.predicate for c in read(marked, "en").extraction.claims} & {"leads", "memberOf"} == {"leads"}


@pytest.mark.parametrize(
    ("lang", "marked", "told"),
    [
        ("en", "[[Person|Ada Roca]]'s brother [[Person|Leo Paz]] fled.", ("relation", "siblings")),
        ("es", "[[Person|Ada Roca]], hija de [[Person|Leo Paz]], huyó.", ("relation", "parent_child")),
        ("en", "[[Person|Ada Roca]] drives for [[CriminalNetwork|Los Zorzales]].", ("function", "driver")),
        ("es", "[[Person|Ada Roca]] guía para [[CriminalNetwork|Los Zorzales]].", ("function", "guide")),
        ("en", "[[Person|Ada Roca]] called [[Phone|956-555-0182]].", ("channel", "call")),
    ],
)
def test_what_the_links_own_words_tell_of_it(lang: str, marked: str, told: tuple[str, str]) -> None:
    links = [c for c in read(marked, lang).extraction.claims if c.object]
    assert [c.qualifiers for c in links] == [(told,)]


@pytest.mark.parametrize(
    ("lang", "marked"),
    [
        ("en", "[[Person|Ada Roca]] [[Event:payment|wired]] [[Money|$400]] to [[Person|Leo Paz]]."),
        ("es", "[[Person|Ada Roca]] [[Event:payment|entregó]] [[Money|400 pesos]] a [[Person|Leo Paz]]."),
    ],
)
def test_a_payment_event_tells_who_paid_whom(lang: str, marked: str) -> None:
    assert "Ada Roca paid Leo Paz" in read(marked, lang).links()
    assert "Leo Paz paid Ada Roca" not in read(marked, lang).links()
