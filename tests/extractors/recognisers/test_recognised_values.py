"""Normal forms of recognised values and identifiers, with what was assumed. Reports are of Wednesday 2023-03-15."""

from __future__ import annotations

import pytest

from tests.extractors.recognisers.recognised import told

DATES = [
    ("en", "US", "on 12/03/2023", "2023-12-03"),
    ("es", "MX", "el 12/03/2023", "2023-03-12"),
    ("en", None, "on March 3", "2023-03-03"),
    ("en", None, "on December 3", "2022-12-03"),
    ("en", None, "14MAR22 report", "2022-03-14"),
    ("en", None, "DTG 301415Z OCT 22", "2022-10-30"),
    ("en", None, "last night", "2023-03-14"),
    ("en", None, "on Monday", "2023-03-13"),
    ("en", None, "last Wednesday", "2023-03-08"),
    ("en", None, "in March 2022", "2022-03"),
    ("en", None, "since 2019", "2019"),
    ("en", None, "on Thanksgiving", "2022-11-24"),
    ("en", None, "this week", "2023-03-13/2023-03-19"),
    ("en", None, "March 17-18, 2022", "2022-03-17/2022-03-18"),
    ("es", None, "el 14 de marzo de 2022", "2022-03-14"),
    ("es", None, "a los veintidós días del mes de enero del año dos mil veintitrés", "2023-01-22"),
    ("es", None, "el 18/nov/2022", "2022-11-18"),
    ("es", None, "desde finales de febrero", "2023-02-19/2023-02-28"),
    ("es", None, "ayer por la tarde", "2023-03-14"),
    ("es", None, "el Viernes Santo de 2022", "2022-04-15"),
    ("es", None, "en Navidad", "2022-12-25"),
    ("es", "CL", "el 13/X/2022", "2022-10-13"),
]


@pytest.mark.parametrize(("lang", "country", "text", "normal"), DATES)
def test_dates(lang: str, country: str | None, text: str, normal: str) -> None:
    assert told(f"{text}.", lang, "Date", "value", country) == [normal]


def test_the_other_reading_of_figures_is_kept() -> None:
    assert told("on 04/05/2023.", "en", "Date", "alternative") == ["2023-05-04"]
    assert told("on 04/25/2023.", "en", "Date", "alternative") == []


MONEY = [
    ("en", "US", "paid $8,000 to him", "8000 USD", True),
    ("es", "MX", "pagó $13,870.44 al guía", "13870.44 MXN", True),
    ("es", "GT", "pagó Q60,000 al guía", "60000 GTQ", False),
    ("es", "HN", "pagó L. 42,600.00 al guía", "42600 HNL", False),
    ("es", "CL", "pagó $9.900.000 al guía", "9900000 CLP", True),
    ("es", "MX", "por 6 mil 500 pesos", "6500 MXN", True),
    ("es", "MX", "por mil 800 pesos", "1800 MXN", True),
    ("es", "MX", "por $6.2 mdp", "6200000 MXN", True),
    ("es", "GT", "por sesenta mil quetzales", "60000 GTQ", False),
    ("en", None, "for three hundred fifty dollars", "350 USD", False),
    ("en", None, "sent 0.91 BTC", "0.91 XXX", False),
]


@pytest.mark.parametrize(("lang", "country", "text", "normal", "assumed"), MONEY)
def test_money(lang: str, country: str | None, text: str, normal: str, assumed: bool) -> None:
    assert told(f"{text}.", lang, "Money", "value", country) == [normal]
    assert told(f"{text}.", lang, "Money", "assumed", country) == (["yes"] if assumed else [])


COORDINATES = [
    ("27.6871, -99.6320", "27.6871,-99.632;r=11"),
    ("24-14N 081-32W", "24.233333,-81.533333;r=1855"),
    ("14°25'51\" N, 89°13'40\" O", "14.430833,-89.227778;r=31"),
    ("18°25'40\"S; 70°21'05\"W", "-18.427778,-70.351389;r=31"),
]


@pytest.mark.parametrize(("text", "normal"), COORDINATES)
def test_coordinates(text: str, normal: str) -> None:
    assert told(f"At {text}.", "en", "Coordinate", "value") == [normal]


ESTIMATES = [
    ("es", "unos 170 haitianos", "../170/.."),
    ("es", "más de cien migrantes", "100/../.."),
    ("es", "entre 30 y 40 personas", "30/../40"),
    ("es", "dos docenas de personas", "../24/.."),
    ("en", "at least 14 people", "14/../.."),
    ("en", "up to 25 passengers", "../../25"),
    ("en", "forty-one men", "../41/.."),
]


@pytest.mark.parametrize(("lang", "text", "normal"), ESTIMATES)
def test_estimates(lang: str, text: str, normal: str) -> None:
    assert told(f"Aboard: {text}.", lang, "PopulationGroup", "estimate") == [normal]


IDENTIFIERS = [
    ("en", "Phone", "number", "call +52 867 555 0133", "+528675550133"),
    ("en", "Phone", "number", "his phone, ending in 0147", "…0147"),
    ("en", "Vehicle", "plate", "Texas plate KZR-4471", "KZR4471"),
    ("en", "Vehicle", "vin", "VIN 1FVACWDT55HX01729", "1FVACWDT55HX01729"),
    ("en", "IdentityDocument", "number", "A# 555 201 333", "US-A:555201333"),
    ("es", "IdentityDocument", "check", "CURP CAME740519HCLNRV08", "failed"),
    ("es", "FinancialAccount", "number", "CLABE 014 806 55512339072 4", "CLABE:014806555123390724"),
    ("en", "FinancialAccount", "number", "account ending in 4471", "…4471"),
    ("en", "SocialAccount", "handle", "posted by @Rides_PHX", "unknown:rides_phx"),
    ("es", "Person", "alias", "alias «El Zopilote»", "el zopilote"),
    ("en", "Aircraft", "tailNumber", "tail XB-TZN", "XBTZN"),
]


@pytest.mark.parametrize(("lang", "type_", "property_", "text", "normal"), IDENTIFIERS)
def test_identifiers(lang: str, type_: str, property_: str, text: str, normal: str) -> None:
    assert told(f"Noted: {text}.", lang, type_, property_) == [normal]


def test_a_place_is_resolved_by_what_stands_beside_it() -> None:
    assert told("Found in Nogales, Arizona.", "en", "Place", "gazetteer")[0] == "gn:5306611"
    assert told("Hallado en Nogales, Sonora.", "es", "Place", "gazetteer")[0] == "gn:4004886"


def test_an_ambiguous_place_keeps_no_id() -> None:
    assert told("They live in San José.", "en", "Place", "gazetteer") == []
    assert told("They live in San José.", "en", "Place", "name") == ["san jose"]
