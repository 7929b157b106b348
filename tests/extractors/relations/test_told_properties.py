"""Names, aliases, dates and sums: what a mention's surroundings say of it."""

from __future__ import annotations

import pytest

from tests.extractors.relations.marked import read


def test_every_named_mention_has_a_name_and_an_event_its_words() -> None:
    reading = read("[[Agency|Harbor Police]] [[Event:arrest|arrested]] [[Person|Ada ROCA]] in [[Place|Brea]].", "en")
    assert reading.values("name") == {("Harbor Police", "harbor police"), ("Ada ROCA", "ada roca"), ("Brea", "brea")}
    assert reading.values("description") == {("arrested", "arrested")}


def test_a_nickname_is_an_alias_and_no_name() -> None:
    reading = read("[[Person|Ada Roca]], alias [[Person|Pato]], fled.", "en")
    assert reading.values("name") == {("Ada Roca", "ada roca")}
    assert reading.values("alias") == {("Pato", "pato")}


def test_a_plate_is_no_name() -> None:
    assert read("placas [[Vehicle|57-AK-8R]]", "es").values("name") == set()


def test_an_event_takes_the_date_of_its_sentence() -> None:
    reading = read("On [[Date|2023-05-14|14 May 2023]] agents [[Event:arrest|arrested]] [[Person|Ada Roca]].", "en")
    assert reading.values("date") == {("arrested", "2023-05-14")}


def test_of_two_events_the_nearest_takes_the_date() -> None:
    marked = (
        "Hubo una [[Event:seizure|incautación]] el [[Date|2023-05-14|14 de mayo]]; "
        "[[Event:arrest|capturaron]] a uno el [[Date|2023-06|mes de junio]]."
    )
    assert read(marked, "es").values("date") == {("incautación", "2023-05-14"), ("capturaron", "2023-06")}


def test_a_birth_date_is_the_persons_and_not_the_events() -> None:
    marked = "Se [[Event:arrest|detuvo]] a [[Person|Ada Roca]], nacida el [[Date|1981-03-19|19 de marzo de 1981]]."
    reading = read(marked, "es")
    assert reading.values("birthDate") == {("Ada Roca", "1981-03-19")}
    assert reading.values("date") == set()


def test_a_state_holds_from_the_date_that_it_is_told_since() -> None:
    marked = "[[Person|Ada Roca]] works for [[CriminalNetwork|Los Zorzales]] since [[Date|2021|2021]]."
    (claim,) = read(marked, "en").claims("memberOf")
    assert claim.valid
    assert claim.valid.normal == "2021-01-01/.."


def test_nothing_is_dated_where_no_date_is_told() -> None:
    (claim,) = read("[[Person|Ada Roca]] works for [[CriminalNetwork|Los Zorzales]].", "en").claims("memberOf")
    assert claim.valid is None


@pytest.mark.parametrize(
    ("marked", "dated"),
    [
        ("[[Person|Ada Roca]], [[Phone|956-555-0182]] - she told agents in [[Date|2023|2023]] of it.", False),
        ("[[Person|Ada Roca]], [[Phone|956-555-0182]]; she told agents in [[Date|2023|2023]] of it.", False),
        ("In [[Date|2023|2023]] she came - [[Person|Ada Roca]], [[Phone|956-555-0182]].", False),
        ("[[Person|Ada Roca]] used [[Phone|956-555-0182]] as a go-between in [[Date|2023|2023]].", True),
        ("In [[Date|2023|2023]] the go-between [[Person|Ada Roca]] used [[Phone|956-555-0182]].", True),
    ],
)
def test_a_date_of_another_statement_dates_no_link(marked: str, dated: bool) -> None:
    (claim,) = read(marked, "en").claims("uses")
    assert (claim.valid is not None) == dated
