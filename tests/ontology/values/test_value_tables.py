"""Written values and the normal forms that are wanted of them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ontology.claim import Value
from ontology.values import (
    account,
    email_address,
    handle,
    identity_number,
    name,
    plain,
    plate,
    value_type,
    vessel_number,
    vin,
)
from ontology.values.coordinate import Position, radius_of
from ontology.values.money import Money
from ontology.values.quantity import Amount


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("GARZA-Villegas, José Luis", "garza villegas jose luis"),
        ("O’Brien", "o brien"),
        ("«El Güero»", "el guero"),
        ("Zwazo Vwayajè Nò", "zwazo vwayaje no"),
        ("Transportes  Lince, S.A. de C.V.", "transportes lince s a de c v"),
        ("İSTANBUL", "istanbul"),
        ("Ruta Juradó–Jaqué", "ruta jurado jaque"),
        ("Ñuñoa", "nunoa"),
        ("Сергей Ёлкин", "сергеи елкин"),
        ("…", ""),
    ],
)
def test_fold(written: str, folded: str) -> None:
    assert name.fold(written) == folded


def test_a_name_without_a_letter_is_none() -> None:
    assert name.clean(" — ") is None
    assert name.clean("  El  Güero ") == Value("El Güero", "el guero")


@pytest.mark.parametrize(
    ("value", "normal", "caption"),
    [
        ("date", "2023-05", "2023-05"),
        ("date", "2023-03-21/2023-03-31", "2023-03-21 to 2023-03-31"),
        ("date", "2023-03-21/..", "from 2023-03-21"),
        ("date", "../2023-03-31", "until 2023-03-31"),
        ("money", "5500 USD", "5,500 USD"),
        ("money", "5000..6000.5 MXN/person", "5,000 to 6,000.5 MXN per person"),
        ("money", "~800 XXX", "about 800"),
        ("money", "800.. GTQ", "at least 800 GTQ"),
        ("money", "..0 GTQ", "at most 0 GTQ"),
        ("quantity", "340 gal", "340 gal"),
        ("estimate", "100/107/120", "107 (100 to 120)"),
        ("estimate", "100/../..", "at least 100"),
        ("estimate", "../../1200", "at most 1,200"),
        ("estimate", "../0/..", "0"),
        ("coordinate", "14.6776,-92.1481;r=11", "14.6776 N, 92.1481 W (± 11 m)"),
        ("coordinate", "-9.5,0;r=1855", "9.5 S, 0 E (± 1.9 km)"),
        ("country", "SLV", "El Salvador"),
        ("handle", "unknown:tjn.210", "@tjn.210"),
        ("account", "ACCOUNT:2155500987", "2155500987"),
        ("identity_number", "XX-PASSPORT:A555201", "PASSPORT A555201"),
        ("phone", "…0147", "…0147"),
        ("code", "staging_house", "staging house"),
        ("text", "Coahuila", "Coahuila"),
    ],
)
def test_captions(value: str, normal: str, caption: str) -> None:
    value_type(value).check(normal)
    assert value_type(value).caption(Value("written", normal)) == caption


@pytest.mark.parametrize(
    ("value", "not_normal"),
    [
        ("number", "1e3"), ("number", "01"), ("number", "1.50"), ("number", "-0"), ("number", "+1"), ("number", "١"),
        ("money", "5500 usd"), ("money", "1..1 USD"), ("money", "~1..2 USD"), ("money", ".. USD"), ("money", "5 USD/"),
        ("estimate", "1/2"), ("estimate", "-1/2/3"), ("date", "20230514"), ("date", "2023-05-14/20230515"),
        ("date", "2023-W20-1/2023-W20-2"), ("date", "2023-02-30"), ("coordinate", "1,2;r=0"), ("plate", "mex:ABC"),
        ("gazetteer_id", "gn:0123"), ("url", "https://EXAMPLE.org"), ("url", "https://[x"), ("url", "https://a.b/ c"),
        ("phone", "+0123456789"), ("reference", "OFAC: 1"), ("country", "mex"), ("currency", "XAU"),
    ],
)  # fmt: skip
def test_what_is_no_normal_form(value: str, not_normal: str) -> None:
    assert not value_type(value).holds(not_normal)


@pytest.mark.parametrize(
    ("left", "right", "together"),
    [
        ("MEX-TAM:XTR4471", "XTR4471", True),
        ("MEX-TAM:XTR4471", "MEX:XTR4471", True),
        ("MEX-TAM:XTR4471", "MEX-NLE:XTR4471", False),
        ("USA-TX:XTR4471", "MEX:XTR4471", False),
        ("XTR4?71", "XTR4471", True),
        ("XTR4?71", "XTR447", False),
        ("XTR4471", "XTR4417", False),
    ],
)
def test_plates_that_may_be_one(left: str, right: str, together: bool) -> None:
    assert plate.agree(left, right) == plate.agree(right, left) == together


@pytest.mark.parametrize(
    ("written", "issuer", "normal"),
    [
        ("XTR-44-71", None, "XTR4471"),
        ("xtr 44*1", "MEX-TAM", "MEX-TAM:XTR44?1"),
        ("PAÑ-123", "MEX", "MEX:PAN123"),
        ("???", None, None),
        ("ABC123", "TEX", None),
    ],
)
def test_plates(written: str, issuer: str | None, normal: str | None) -> None:
    found = plate.clean_plate(written, issuer)
    assert (found.normal if found else None) == normal


def test_a_tail_number_loses_its_hyphen() -> None:
    assert plate.clean_tail_number("XB-TZN") == Value("XB-TZN", "XBTZN")
    assert plate.clean_tail_number("X") is None


def test_vin_and_its_ending() -> None:
    assert vin.clean("1m8gdm9axkp 042788") == Value("1m8gdm9axkp 042788", "1M8GDM9AXKP042788")
    assert vin.clean("042788") is None
    assert vin.clean("042788", ending=True) == Value("042788", "…042788")


def test_numbers_of_vessels() -> None:
    assert vessel_number.clean_imo("IMO 9074729") == Value("IMO 9074729", "9074729")
    assert vessel_number.clean_mmsi("MMSI 345-070-123") == Value("MMSI 345-070-123", "345070123")
    assert vessel_number.clean_mmsi("003669999") is None


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("Viajes.Norte@EXAMPLE.com", "Viajes.Norte@example.com"),
        ("mailto:a@b.example", "a@b.example"),
        ("a@b", None),
        ("a b@example.com", None),
        ("a@@example.com", None),
        ("a@-example.com", None),
    ],
)
def test_email_addresses(written: str, normal: str | None) -> None:
    found = email_address.clean(written)
    assert (found.normal if found else None) == normal


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("WWW.Example.org/Página.", "https://www.example.org/Página"),
        ("http://t.me/Canal", "http://t.me/Canal"),
        ("palabra", None),
        ("ftp://example.org", None),
    ],
)
def test_web_addresses(written: str, normal: str | None) -> None:
    found = plain.clean_url(written)
    assert (found.normal if found else None) == normal


def test_handles() -> None:
    assert handle.clean("@Losprimos.Express", "tiktok") == Value("@Losprimos.Express", "tiktok:losprimos.express")
    assert handle.clean("tjn.210") == Value("tjn.210", "unknown:tjn.210")
    assert handle.clean("Coyote Confiable MX", "facebook") is None
    assert value_type("handle").partial("unknown:a")


@pytest.mark.parametrize(
    ("written", "scheme", "normal"),
    [
        ("032 180 00011835971 9", "CLABE", "CLABE:032180000118359719"),
        ("123", "CLABE", "CLABE:123"),
        ("GR16 0110 1050 0000 1054 7023 795", "IBAN", "IBAN:GR1601101050000010547023795"),
        ("ES55 5550 0101 8812", "IBAN", "IBAN:ES55555001018812"),
        ("4111-1111-1111-1111", "CARD", "CARD:4111111111111111"),
        ("21-555-0098", "BANCO-TIKAL", "BANCO-TIKAL:215550098"),
        ("21-555-0098", "ACCOUNT", "ACCOUNT:215550098"),
        ("TRX...9k55Lm", "TRON", "TRON:TRX…9k55Lm"),
    ],
)
def test_accounts(written: str, scheme: str, normal: str) -> None:
    found = account.clean(written, scheme)
    assert found is not None
    assert found.normal == normal


def test_the_end_of_an_account_number() -> None:
    assert account.clean_ending("4471") == Value("4471", "…4471")
    assert account.clean_ending("47") is None
    assert account.partial("…4471")
    assert account.partial("ACCOUNT:215550098")
    assert not account.partial("CLABE:032180000118359719")


@pytest.mark.parametrize(
    ("written", "kind", "issuer", "normal", "outcome"),
    [
        ("BOXW310820HNERXN09", "CURP", "MX", "MX-CURP:BOXW310820HNERXN09", "ok"),
        ("BOXW310820HNERXN08", "CURP", "MX", "MX-CURP:BOXW310820HNERXN08", "failed"),
        ("2450 13520 0101", "DPI", "GT", "GT-DPI:2450135200101", "ok"),
        ("2450 13521 0101", "DPI", "GT", "GT-DPI:2450135210101", "failed"),
        ("2450 13520 9901", "DPI", "GT", "GT-DPI:2450135209901", "failed"),
        ("123", "DPI", "GT", "GT-DPI:123", "failed"),
        ("00016297-5", "DUI", "SV", "SV-DUI:000162975", "ok"),
        ("00016297-4", "DUI", "SV", "SV-DUI:000162974", "failed"),
        ("1234", "DUI", "SV", "SV-DUI:1234", "failed"),
        ("001-010180-0001S", "CEDULA", "NI", "NI-CEDULA:0010101800001S", "ok"),
        ("001-010180-0001G", "CEDULA", "NI", "NI-CEDULA:0010101800001G", "failed"),
        ("001", "CEDULA", "NI", "NI-CEDULA:001", "failed"),
        ("0401-1989-00632", "DNI", "HN", "HN-DNI:0401198900632", "ok"),
        ("A 555 201", "PASSPORT", "XX", "XX-PASSPORT:A555201", "none"),
    ],
)
def test_identity_numbers(written: str, kind: str, issuer: str, normal: str, outcome: str) -> None:
    found = identity_number.clean(written, kind, issuer)
    assert found is not None
    assert found.normal == normal
    assert identity_number.check(normal) == outcome


def test_a_part_of_an_identity_number_or_one_without_issuer_is_partial() -> None:
    assert identity_number.partial("MX-CURP:…XN09")
    assert identity_number.check("MX-CURP:…XN09") == "none"
    assert identity_number.partial("XX-PASSPORT:A555201")


def test_an_unknown_issuer_is_no_normal_form() -> None:
    assert identity_number.clean("A555201", "PASSPORT", "QQ") is None
    assert identity_number.clean("A5", "PASSPORT", "MX") is None


def test_every_kind_of_number_with_a_check_can_fail_it() -> None:
    assert {prefix: identity_number.check(f"{prefix}:000") for prefix in identity_number.CHECKS} == dict.fromkeys(
        identity_number.CHECKS, "failed"
    )


def test_money_and_amounts_that_may_be_one() -> None:
    assert Amount.parse("~100").meets(Amount.parse("109"))
    assert not Amount.parse("~100").meets(Amount.parse("111"))
    assert Amount.parse("100..").meets(Amount.parse("..100"))
    assert not Amount.parse("101..").meets(Amount.parse("..100"))
    assert Money.parse("100 USD").meets(Money.parse("100 XXX"))
    assert not Money.parse("100 USD").meets(Money.parse("100 MXN"))


def test_positions() -> None:
    tapachula, tecun_uman = Position.parse("14.9,-92.26;r=1200"), Position.parse("14.68,-92.14;r=1100")
    assert tapachula.metres_to(tecun_uman) == pytest.approx(27_650, rel=0.01)
    assert not tapachula.meets(tecun_uman)
    assert tapachula.meets(Position.parse("14.91,-92.26;r=11"))
    assert radius_of(Decimal("0.0001")) == 11
    assert radius_of(Decimal(1) / 60) == 1855
    with pytest.raises(ValueError, match="not on earth"):
        Position.of(Decimal(91), Decimal(0), 10)
