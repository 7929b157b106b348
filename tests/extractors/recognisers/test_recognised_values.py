"""Normal forms of recognised values and identifiers, with what was assumed. Reports are of Wednesday 2023-03-15."""

from __future__ import annotations

from datetime import date

import pytest

from extractors.recognisers.dates import PART
from extractors.settle import settle
from ontology.document import NO_DATE
from tests.extractors.recognisers.recognised import analysed, marked, settled, told

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
    ("en", None, "last Tuesday", "2023-03-14"),
    ("en", None, "next Friday", "2023-03-17"),
    ("en", None, "on Wednesday", "2023-03-15"),
    ("en", None, "three days ago", "2023-03-12"),
    ("en", None, "two weeks ago", "2023-02-27/2023-03-05"),
    ("en", None, "in early 2022", "2022-01-01/2022-05-02"),
    ("en", None, "in the summer of 2022", "2022-06-01/2022-08-31"),
    ("en", None, "at 280430R MAR 22 she left", "2022-03-28"),
    ("en", None, "at 280430RMAR22 she left", "2022-03-28"),
    ("en", "US", "on 022823", "2023-02-28"),
    ("en", "US", "on 280223", "2023-02-28"),
    ("en", None, "24OCT22", "2022-10-24"),
    ("es", None, "el jueves 9", "2023-03-09"),
    ("es", None, "el martes pasado", "2023-03-14"),
    ("es", None, "el pasado miércoles", "2023-03-08"),
    ("es", None, "el próximo viernes", "2023-03-17"),
    ("es", None, "anoche", "2023-03-14"),
    ("es", None, "antier", "2023-03-13"),
    ("es", None, "hace tres días", "2023-03-12"),
    ("es", None, "hace un mes", "2023-02"),
    ("es", None, "el 3 de los corrientes", "2023-03-03"),
    ("es", None, "la primera quincena de febrero", "2023-02-01/2023-02-15"),
    ("es", None, "a mediados de 2021", "2021-05-02/2021-09-01"),
    ("es", None, "en el verano de 2022", "2022-06-01/2022-08-31"),
    ("es", None, "el 16-nov-2022", "2022-11-16"),
    ("es", "MX", "el 29/jun/2022", "2022-06-29"),
    ("es", "MX", "TXT: 280223 1450H", "2023-02-28"),
    ("es", None, "de 06:00 a 14:00 - 22 de mayo de 2022", "2022-05-22"),
    ("en", None, "from 0600 to 14:00 - 22 May 2022", "2022-05-22"),
    ("en", None, "on June 3, 2O22", "2022-06-03"),
    ("en", None, "021004Z FEB 22: aircraft reported it", "2022-02-02"),
    ("en", None, "at 14MAR22: seen", "2022-03-14"),
    ("en", None, "on 14 March 10:30 hours", "2023-03-14"),
    ("en", None, "tickets on March 7 and 8", "2023-03-07/2023-03-08"),
    ("en", None, "March 7 through 9, 2022", "2022-03-07/2022-03-09"),
    ("en", None, "on March 7 and 8 migrants left", "2023-03-07"),
    ("es", None, "el 28 de febrero del año en curso", "2023-02-28"),
    ("es", None, "el 1o de mayo de 2022", "2022-05-01"),
    ("pt", None, "no dia 14 de março de 2022", "2022-03-14"),
    ("fr", None, "le 14 mars 2022", "2022-03-14"),
]


@pytest.mark.parametrize(("lang", "country", "text", "normal"), DATES)
def test_dates(lang: str, country: str | None, text: str, normal: str) -> None:
    assert told(f"{text}.", lang, "Date", "value", country) == [normal]


@pytest.mark.parametrize(
    ("lang", "text"), [("en", "on 02/30"), ("en", "on 02/30/2023"), ("es", "el 30/02/2023"), ("es", "el jueves 8")]
)
def test_a_day_that_does_not_exist_is_kept_as_written(lang: str, text: str) -> None:
    assert marked(f"{text}.", lang, "Date")
    assert told(f"{text}.", lang, "Date", "value") == []


@pytest.mark.parametrize(
    ("lang", "text", "relative"),
    [
        ("en", "last Tuesday", True),
        ("es", "ayer", True),
        ("es", "el 3 de marzo", True),
        ("es", "en marzo", True),
        ("es", "el 3 de marzo de 2022", False),
        ("en", "since 2019", False),
    ],
)
def test_what_a_date_was_counted_from_is_told(lang: str, text: str, relative: bool) -> None:
    assert told(f"{text}.", lang, "Date", "anchor") == (["2023-03-15"] if relative else [])


@pytest.mark.parametrize(
    ("lang", "opening", "anchor"),
    [
        ("en", "PRESS RELEASE - June 9, 2021\n", "2021-06-09"),
        ("es", "Quetzaltenango, 12 de febrero de 2022.- ", "2022-02-12"),
        ("en", "STATION NOTE / 14MAR22 / MID SHIFT\n", "2022-03-14"),
        ("en", "June 9, 2021. Hearing of June 30, 2021.\n", "2021-06-09"),
        ("en", "Subject DOB 4 May 1991.\n", "2023-04-01"),
        ("en", "In May 2021 it began.\n", "2023-04-01"),
        ("en", "A long tale of the shelter by the river. " * 3 + "It closed on June 9, 2021.\n", "2023-04-01"),
        ("en", "A long tale of the shelter by the river. " * 4 + "It closed on June 9, 2021.\n", "2023-04-01"),
    ],
)
def test_a_report_that_came_without_a_date_counts_from_the_day_it_opens_with(
    lang: str, opening: str, anchor: str
) -> None:
    text = opening + {"en": "They left yesterday.", "es": "Salieron ayer."}[lang]
    found = [f for f in PART.run(analysed(text, lang, reported=None)) if text[f.start : f.end] in ("yesterday", "ayer")]
    assert [value.normal for f in found for name, value in f.attributes if name == "anchor"] == [anchor]


@pytest.mark.parametrize(
    ("lang", "text", "normals"),
    [
        # The year is that of the nearest date that tells one, whatever the receipt.
        ("en", "On April 12 agents arrested him. The inquiry began in January 2021.", ["2021-04-12", "2021-01"]),
        ("es", "El 12 de abril lo detuvieron. La pesquisa comenzó en enero de 2021.", ["2021-04-12", "2021-01"]),
        (
            "es",
            "En mayo de 2019 llegó. El 3 de marzo salió, y en junio de 2021, volvió.",
            ["2019-05", "2019-03-03", "2021-06"],
        ),
        ("en", "In November he left. He had come on 3 May 2020.", ["2020-11", "2020-05-03"]),
        # A birth tells nothing of the report's time, a bare year less than a month or day, the future nothing.
        (
            "en",
            "Born on 4 May 1991, he left on April 12 and came back in June 2021.",
            ["1991-05-04", "2021-04-12", "2021-06"],
        ),
        (
            "es",
            "Vivía allí desde 2015. El 12 de abril salió; volvió en junio de 2021.",
            ["2015", "2021-04-12", "2021-06"],
        ),
        ("en", "He left on March 12. The permit is valid until June 2031.", ["2023-03-12", "2031-06"]),
    ],
)
def test_a_missing_year_is_that_of_the_nearest_dated_expression(lang: str, text: str, normals: list[str]) -> None:
    found = settle(PART.run(analysed("A tale of the river. " * 8 + text, lang, reported=None)))
    assert [value.normal for f in found for name, value in f.attributes if name == "value"] == normals


@pytest.mark.parametrize(("lang", "text"), [("en", "On April 12 and last Tuesday."), ("es", "El 12 de abril y ayer.")])
def test_no_year_is_made_up_where_nobody_knows_any(lang: str, text: str) -> None:
    found = settle(PART.run(analysed(text, lang, reported=None, received=NO_DATE)))
    assert len(found) == 2
    assert not [attribute for f in found for attribute in f.attributes]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Operation planned for 14 May 2024. {}Report written on 2 May 2022. They left yesterday."),
        ("en", "Trial date: May 14, 2024.\nReport date: May 2, 2022.\nThey left yesterday."),
        (
            "es",
            "Operativo previsto para el 14 de mayo de 2024. {}Informe redactado el 2 de mayo de 2022. Salieron ayer.",
        ),
        ("es", "Audiencia señalada para el 14 de mayo de 2024. Tumaco, 2 de mayo de 2022. Salieron ayer."),
    ],
)
def test_a_day_to_come_is_not_the_report_s_own(lang: str, text: str) -> None:
    found = PART.run(analysed(text.format("The tale goes on. " * 9), lang, reported=None, received=date(2024, 4, 1)))
    assert ("value", "2022-05-01") in [(name, value.normal) for f in found for name, value in f.attributes]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("es", "Habló Julio César con ella."),
        ("es", "Marcó al 911."),
        ("es", "Domingo Cuxil Ajú llegó."),
        ("es", "Los lunes cruzan."),
        ("en", "A set of keys."),
        ("en", "They may come."),
    ],
)
def test_words_that_are_no_dates(lang: str, text: str) -> None:
    assert marked(text, lang, "Date") == []


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
    ("en", "US", "about $8,000 a head", "~8000 USD/person", True),
    ("es", "MX", "cobra 45 mil a cada uno", "45000 MXN/person", True),
    ("es", "MX", "cobra 45 mil cada uno", "45000 MXN/person", True),
    ("es", "MX", "llevaba $38,700.00 M.N. encima", "38700 MXN", False),
    ("en", "US", "a loan of $2.5 M was paid", "2500000 USD", True),
    ("en", "US", "deposits of $287,450.00, each below the limit", "287450 USD", True),
    ("en", "US", "tickets of $450, each", "450 USD/person", True),
    ("es", "EC", "retiros de $2,500, cada uno en otra agencia", "2500 USD", True),
    ("en", "US", "paid him $2,OOO in May", "2000 USD", True),
    ("en", "US", "at least $3,000", "3000.. USD", True),
    ("en", "US", "up to $10,000 per person", "..10000 USD/person", True),
    ("en", "US", "paid 150k to him", "150000 USD", True),
    ("en", None, "€250 a night", "250 EUR/night", False),
    ("en", "CA", "for $4,000", "4000 CAD", True),
    ("es", "GT", "Q60,000 por persona", "60000 GTQ/person", False),
    ("es", None, "más de 500 mil lempiras", "500000.. HNL", False),
    ("es", None, "unos 3 mil dólares", "~3000 USD", False),
    ("es", "CO", "cien mil pesos", "100000 COP", True),
    ("es", None, "cien mil pesos en Medellín, Colombia", "100000 COP", True),
    ("es", None, "dos millones de pesos colombianos", "2000000 COP", False),
    ("es", "NI", "por C$ 3,500", "3500 NIO", False),
    ("es", "PA", "por B/. 500", "500 PAB", False),
    ("es", "PE", "por S/ 1,200", "1200 PEN", False),
    ("es", "MX", "le dio cuatro mil por esa vuelta", "4000 MXN", True),
    ("pt", "BR", "por R$ 3.000,50", "3000.5 BRL", False),
    ("fr", "HT", "412 500 gourdes", "412500 HTG", False),
]


@pytest.mark.parametrize(("lang", "country", "text", "normal", "assumed"), MONEY)
def test_money(lang: str, country: str | None, text: str, normal: str, assumed: bool) -> None:
    assert told(f"{text}.", lang, "Money", "value", country) == [normal]
    assert told(f"{text}.", lang, "Money", "assumed", country) == (["yes"] if assumed else [])


RANGES = [
    ("en", "US", "between $5,000 and $6,000", ["$5,000", "$6,000"], "5000..6000 USD"),
    ("en", "US", "$7,500-8,000 each", ["$7,500", "8,000"], "7500..8000 USD/person"),
    ("es", "MX", "entre 5 mil y 6 mil dólares", ["5 mil", "6 mil dólares"], "5000..6000 USD"),
    ("es", "MX", "de 8 a 10 mil dólares por cabeza", ["8", "10 mil dólares"], "8000..10000 USD/person"),
    ("es", "GT", "1,500-2,000 quetzales", ["1,500", "2,000 quetzales"], "1500..2000 GTQ"),
]


@pytest.mark.parametrize(("lang", "country", "text", "spans", "normal"), RANGES)
def test_both_ends_of_a_range_tell_the_range(lang: str, country: str, text: str, spans: list[str], normal: str) -> None:
    assert marked(f"Paid {text}.", lang, "Money", country) == spans
    assert told(f"Paid {text}.", lang, "Money", "value", country) == [normal, normal]


def test_a_dollar_sign_takes_the_currency_that_the_text_writes_beside_it() -> None:
    text = "Cobraron $3,000 dólares y luego $500."
    assert told(text, "es", "Money", "value", "MX") == ["3000 USD", "500 USD"]


@pytest.mark.parametrize(
    "text", ["Q4: confirma", "US 90 at mile 512", "placa L555873", "una Mitsubishi L200", "conocido como Diez Pesos"]
)
def test_letters_before_figures_that_are_no_sums(text: str) -> None:
    assert marked(text, "es", "Money") == []


COORDINATES = [
    ("27.6871, -99.6320", "27.6871,-99.632;r=11"),
    ("24-14N 081-32W", "24.233333,-81.533333;r=1855"),
    ("14°25'51\" N, 89°13'40\" O", "14.430833,-89.227778;r=31"),
    ("18°25'40\"S; 70°21'05\"W", "-18.427778,-70.351389;r=31"),
    ("2,9651 N / 78,2107 O", "2.9651,-78.2107;r=11"),
    ("31 29 40 N / 111 32 15 W", "31.494444,-111.5375;r=31"),
    ("3-58.2N 083-40.7W", "3.97,-83.678333;r=186"),
    ("04°01'33\"N – 077°36'20\"W", "4.025833,-77.605556;r=31"),
    ("14R NR 1234 5678", "27.635074,-98.874863;r=10"),
    ("18P 0214500 0893300", "8.073227,-77.590374;r=100"),
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
    ("en", "Vehicle", "plate", "Texas plate KZR-4471", "USA-TX:KZR4471"),
    ("en", "Vehicle", "vin", "VIN 1FVACWDT55HX01729", "1FVACWDT55HX01729"),
    ("en", "IdentityDocument", "number", "A# 555 201 333", "US-A:555201333"),
    ("es", "IdentityDocument", "check", "CURP CAME740519HCLNRV08", "failed"),
    ("es", "FinancialAccount", "number", "CLABE 014 806 55512339072 4", "CLABE:014806555123390724"),
    ("en", "FinancialAccount", "number", "account ending in 4471", "…4471"),
    ("en", "SocialAccount", "handle", "posted by @Rides_PHX", "unknown:rides_phx"),
    ("es", "Person", "alias", "alias «El Zopilote»", "el zopilote"),
    ("en", "Aircraft", "tailNumber", "tail XB-TZN", "XBTZN"),
    ("es", "IdentityDocument", "number", "DNI 0401-1989-00632", "HN-DNI:0401198900632"),
    ("es", "IdentityDocument", "check", "DNI 0401-1989-00632", "ok"),
    ("es", "IdentityDocument", "check", "identidad 0001198900632", "failed"),
    ("es", "IdentityDocument", "number", "cédula 8-801-2204", "PA-CEDULA:88012204"),
    ("es", "IdentityDocument", "number", "C.C. 79.555.018", "CO-CC:79555018"),
    ("es", "IdentityDocument", "number", "C.I. V-18.555.204", "VE-CI:V18555204"),
    ("es", "IdentityDocument", "check", "DUI 04417725-3", "failed"),
    ("es", "IdentityDocument", "check", "DUI 000162975", "ok"),
    ("es", "IdentityDocument", "number", "DPI 2417883151309", "GT-DPI:2417883151309"),
    ("es", "IdentityDocument", "number", "RUT 12.345.678-5", "CL-RUT:123456785"),
    ("en", "IdentityDocument", "number", "SSN 078-05-1120", "US-SSN:078051120"),
    ("es", "FinancialAccount", "check", "CLABE 646180157000000004", "ok"),
    ("es", "FinancialAccount", "check", "CLABE 014 806 55512339072 4", "failed"),
    ("en", "FinancialAccount", "check", "card 4111 1111 1111 1111", "ok"),
    ("en", "FinancialAccount", "check", "card 4111 1111 1111 1112", "failed"),
    ("en", "SocialAccount", "handle", "https://t.me/viajes_norte", "telegram:viajes_norte"),
    ("es", "SocialAccount", "handle", "wa.me/5215512345678", "whatsapp:5215512345678"),
    ("es", "Phone", "number", "al +593 985550121", "+593985550121"),
    ("es", "Phone", "number", "tel. 502-5550-7731", "+50255507731"),
    ("pt", "Phone", "number", "do número +55 (11) 95550-0118", "+5511955500118"),
]


@pytest.mark.parametrize(("lang", "type_", "property_", "text", "normal"), IDENTIFIERS)
def test_identifiers(lang: str, type_: str, property_: str, text: str, normal: str) -> None:
    assert told(f"Noted: {text}.", lang, type_, property_) == [normal]


@pytest.mark.parametrize(
    ("sure", "doubtful", "type_"),
    [
        ("CLABE 646180157000000004", "CLABE 646180157000000005", "FinancialAccount"),
        ("DUI 00016297-5", "DUI 00016297-4", "IdentityDocument"),
    ],
)
def test_a_failed_check_digit_lowers_the_score_and_drops_nothing(sure: str, doubtful: str, type_: str) -> None:
    one, other = (
        next(f.score for f in settled(f"Lleva {text}.", "es") if f.type == type_) for text in (sure, doubtful)
    )
    assert other < one


@pytest.mark.parametrize(
    "text",
    [
        "Totals 123 4567 890 1234 55",
        "Sector 1,204 555 1234 7,910",
        "COMUNICADO 334-2024",
        "Prevención No. 512-2022",
        "control no. 555-014-7720",
        "billetera Yape 955 555 208",
        "céd. 1306555190",
    ],
)
def test_figures_that_are_no_telephone_numbers(text: str) -> None:
    assert marked(f"{text}.", "es", "Phone", "MX") == []


def test_a_place_is_resolved_by_what_stands_beside_it() -> None:
    assert told("Found in Nogales, Arizona.", "en", "Place", "gazetteer")[0] == "gn:5306611"
    assert told("Hallado en Nogales, Sonora.", "es", "Place", "gazetteer")[0] == "gn:4004886"
    assert told("They were held in Turin.", "en", "Place", "country") == ["ITA"]
    assert told("They flew to Sarajevo.", "en", "Place", "country") == ["BIH"]


def test_an_ambiguous_place_keeps_no_id() -> None:
    assert told("They live in San José.", "en", "Place", "gazetteer") == []
    assert told("They live in San José.", "en", "Place", "name") == ["san jose"]
