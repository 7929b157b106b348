"""Where a document plays, and what a part of a mention's words does not say of the whole."""

from __future__ import annotations

import pytest

from graph.resolution.compare import compare
from graph.resolution.keys import keys_of
from graph.resolution.model import model
from graph.resolution.scene import doubtful, setting
from ontology.claim import TYPE, Claim, Value
from ontology.document import Mention
from ontology.loader import schema
from tests.graph.resolution.telling import Report, thing

DOCUMENT = "d" * 33


def mention(start: int, end: int) -> Mention:
    return Mention(DOCUMENT, start, end)


def told(of: Mention, type_: str, written: str, **values: tuple[str, str]) -> list[Claim]:
    """Claims of one mention: its type with its words, and values as (written, normal)."""
    every = {TYPE: (written, type_), **values}
    return [
        Claim(of.id, predicate, DOCUMENT, ((of.start, of.end),), "test", "1", value=Value(*value))
        for predicate, value in every.items()
    ]


def kept(claims: list[Claim], *mentions: Mention) -> set[str]:
    gone = doubtful(claims, mentions)
    return {c.predicate for c in claims if c.id not in gone} - {TYPE}


@pytest.mark.parametrize(
    ("whole", "part", "stays"),
    [
        ("Louisiana Avenue", "Louisiana", set()),
        ("Louisiana", "Louisiana", {"name", "gazetteer"}),
        ("state of Louisiana", "Louisiana", {"name", "gazetteer"}),
        ("Ciudad de Guatemala", "Guatemala", set()),
    ],
)
def test_what_a_part_of_the_words_says_is_not_said_of_the_whole(whole: str, part: str, stays: set[str]) -> None:
    place = mention(0, len(whole))
    claims = told(place, "Place", whole, name=(part, part.lower()), gazetteer=(part, "gn:1"))
    assert kept(claims, place) == stays


def test_a_country_in_a_dateline_is_its_capital() -> None:
    place, day, later = mention(0, 9), mention(11, 20), mention(40, 49)
    named = {"name": ("Guatemala", "guatemala"), "gazetteer": ("Guatemala", "gn:1"), "country": ("Guatemala", "GTM")}
    date = told(day, "Date", "15 de mayo")
    assert kept([*told(place, "Place", "Guatemala", **named), *date], place, day) == {"name", "country"}
    assert kept([*told(later, "Place", "Guatemala", **named), *date], later, day) == {"name", "country", "gazetteer"}


def test_a_place_that_the_text_puts_into_another_country_is_another_place() -> None:
    inner, outer = mention(0, 7), mention(9, 16)
    claims = [
        *told(inner, "Place", "Georgia", name=("Georgia", "georgia"), country=("Georgia", "GEO")),
        *told(outer, "Place", "Estados Unidos", country=("Estados Unidos", "USA")),
        Claim(inner.id, "locatedIn", DOCUMENT, ((0, 16),), "test", "1", object=outer.id),
    ]
    assert kept(claims, inner, outer) == {"name", "locatedIn"}


def test_a_document_plays_where_most_of_its_places_lie() -> None:
    oaxaca, chiapas, abroad = mention(0, 1), mention(2, 3), mention(4, 5)
    mexican = {"country": ("x", "MEX")}
    here = told(oaxaca, "Place", "Oaxaca", admin1=("x", "Oaxaca"), **mexican)
    assert setting(here) == {"MEX", "MEX Oaxaca"}
    assert setting([*here, *told(chiapas, "Place", "Tuxtla", admin1=("x", "Chiapas"), **mexican)]) == {"MEX"}
    assert setting([*here, *told(abroad, "Place", "Tecún", country=("x", "GTM"))]) == frozenset()


@pytest.mark.parametrize(
    ("name", "places", "band"),
    [
        ("Fiscalía", ("Oaxaca", "Oaxaca"), "merge"),
        ("Fiscalía", ("Oaxaca", "Chiapas"), "possible"),
        ("Fuerza Naval", ("Oaxaca", None), "merge"),
        ("Fiscalía", ("Oaxaca", None), "possible"),
        ("HSI", ("Oaxaca", "Oaxaca"), "possible"),
        ("HSI Laredo", ("Oaxaca", "Oaxaca"), "merge"),
    ],
)
def test_an_agency_of_a_common_name_is_that_of_where_the_report_plays(
    name: str, places: tuple[str | None, str | None], band: str
) -> None:
    left, right = (
        Report(
            n, (thing("Agency", name), thing("Place", "El Oro", country="MEX", **({"admin1": p} if p else {})))
        ).profiles()[0]
        for n, p in zip("ab", places, strict=True)
    )
    assert compare(left, right, model()).band == band


FGR, PROSECUTOR = "Fiscalía General de la República", "Federal Prosecutor's Office"


@pytest.mark.parametrize(
    ("names", "countries", "band"),
    [
        ((FGR, PROSECUTOR), ("MEX", "MEX"), "merge"),
        ((FGR, PROSECUTOR), ("USA", "USA"), "possible"),  # they share no key, so that nobody asks
        ((FGR, PROSECUTOR), ("MEX", None), "distinct"),
        ((PROSECUTOR, "U.S. Attorney's Office"), ("USA", "USA"), "merge"),
        ((PROSECUTOR, "Fiscalía Federal"), ("MEX", "MEX"), "merge"),
        ((PROSECUTOR, PROSECUTOR), ("MEX", "USA"), "distinct"),
        ((PROSECUTOR, PROSECUTOR), ("MEX", None), "distinct"),
        (("Coast Guard", "Guardia Costera"), ("HND", "USA"), "distinct"),
        (("Coast Guard", "Guardia Costera"), ("HND", "HND"), "merge"),
        (("Coast Guard", "Guardia Costera"), ("HND", None), "possible"),
        (("National Police", "Policía Nacional"), ("HND", "COL"), "distinct"),
        (("National Police", "Policía Nacional"), ("COL", "COL"), "merge"),
        (("National Police", "Policía Nacional"), (None, None), "possible"),
    ],
)
def test_what_every_country_has_is_one_within_a_country_alone(
    names: tuple[str, str], countries: tuple[str | None, str | None], band: str
) -> None:
    """By the country in which the report plays; where that is not known, people are asked at most."""
    left, right = (
        Report(n, (thing("Agency", name), *([thing("Place", "El Oro", country=c)] if c else []))).profiles()[0]
        for n, name, c in zip("ab", names, countries, strict=True)
    )
    assert compare(left, right, model()).band == band


def test_names_that_one_country_reads_as_one_meet() -> None:
    """Both share a key, so that they are compared at all."""
    mine, theirs = (
        Report(n, (thing("Agency", name, country="MEX"),)).profiles()[0]
        for n, name in zip("ab", (FGR, PROSECUTOR), strict=True)
    )
    assert set(keys_of(mine, schema())) & set(keys_of(theirs, schema()))
