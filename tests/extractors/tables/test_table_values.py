"""Cells to normal forms, as tables; and the law that nothing else comes out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.tables.clean import PARAMETERS, clean
from extractors.tables.dates import read_date
from ontology.values import VALUE_TYPES, value_type

CELLS: list[tuple[str, str, dict[str, str], str | None]] = [
    ("country", "México", {}, "MEX"),
    ("country", "mexicana", {}, "MEX"),
    ("country", "HN", {}, "HND"),
    ("country", "slv", {}, "SLV"),
    ("country", "Estados Unidos", {}, "USA"),
    ("country", "Atlantis", {}, None),
    ("phone", "867 555 0133", {"country": "México"}, "+528675550133"),
    ("phone", "+504 9988 7766", {}, "+50499887766"),
    ("phone", "no tiene", {}, None),
    ("identity_number", "BEMR900403MTSLRS08", {"kind": "CURP", "issuer": "Mexico"}, "MX-CURP:BEMR900403MTSLRS08"),
    ("identity_number", "Z-0112233", {"kind": "passport"}, "XX-PASSPORT:Z0112233"),
    ("plate", "XTR-44-71", {"issuer": "México"}, "MEX:XTR4471"),
    ("plate", "KXR 4471", {"issuer": "USA-TX"}, "USA-TX:KXR4471"),
    ("plate", "XTR-44-71", {}, "XTR4471"),
    ("account", "6461 8055 5091 2233 84", {"scheme": "clabe"}, "CLABE:646180555091223384"),
    ("handle", "@Los.Primos", {"platform": "TikTok"}, "tiktok:los.primos"),
    ("reference", "DIB 771110", {"list": "MX-RFC"}, "MX-RFC:DIB771110"),
    ("reference", "DIB 771110", {}, None),
    ("money", "5,500.50", {"currency": "USD"}, "5500.5 USD"),
    ("money", "MXN 5.500", {"decimal": ","}, "5500 MXN"),
    ("money", "5,50", {}, None),
    ("number", "1 200", {}, "1200"),
    ("number", "1.200,5", {"decimal": ","}, "1200.5"),
    ("number", "unos 12", {}, None),
    ("quantity", "340 gal", {}, "340 gal"),
    ("quantity", "12", {"unit": "kg"}, "12 kg"),
    ("quantity", "12", {}, None),
    ("coordinate", "26.0921, -98.2776", {}, "26.0921,-98.2776;r=11"),
    ("coordinate", "126.0921, -98.2776", {}, None),
    ("flag", "Sí", {}, "yes"),
    ("flag", "FALSE", {}, "no"),
    ("flag", "quizás", {}, None),
    ("vin", "1M8GDM9AXKP042788", {}, "1M8GDM9AXKP042788"),
    ("email_address", "Rosa@Example.ORG", {}, "Rosa@example.org"),
    ("imo", "IMO 9074729", {}, "9074729"),
    ("currency", "MXN", {}, "MXN"),
    ("currency", "pesos", {}, None),
]

DATES: list[tuple[str, str | None, str | None]] = [
    ("2023-05-14", None, "2023-05-14"),
    ("2023-05-14 10:22:31", None, "2023-05-14"),
    ("2023-05-14T10:22:31Z", None, "2023-05-14"),
    ("20230514", None, "2023-05-14"),
    ("20230514102231", None, "2023-05-14"),
    ("14/05/2023", None, "2023-05-14"),
    ("05/14/2023 3:10 PM", None, "2023-05-14"),
    ("03/04/2023", None, None),
    ("03/04/2023", "dmy", "2023-04-03"),
    ("03/04/2023", "mdy", "2023-03-04"),
    ("04/04/2023", None, "2023-04-04"),
    ("14/05/2023", "mdy", None),
    ("14/05/23", "dmy", None),
    ("2023/5/4", None, "2023-05-04"),
    ("31 Jul 1964", None, "1964-07-31"),
    ("1-ene-2024", None, "2024-01-01"),
    ("3 de abril de 1990", None, "1990-04-03"),
    ("July 31, 1964", None, "1964-07-31"),
    ("Jul 1964", None, "1964-07"),
    ("julio de 1964", None, "1964-07"),
    ("05/2023", None, "2023-05"),
    ("1964", None, "1964"),
    ("1943 to 1944", None, "1943-01-01/1944-12-31"),
    ("01 Feb 1960 a 29 Feb 1960", None, "1960-02-01/1960-02-29"),
    ("29 Feb 1961", None, None),
    ("31 Foo 1964", None, None),
    ("circa 1965", None, None),
]


@pytest.mark.parametrize(("type_", "written", "given_", "normal"), CELLS)
def test_a_cell(type_: str, written: str, given_: dict[str, str], normal: str | None) -> None:
    found = [value.normal for name, value in clean(type_, written, given_) if name is None]
    assert found == ([] if normal is None else [normal])


@pytest.mark.parametrize(("written", "order", "normal"), DATES)
def test_a_date(written: str, order: str | None, normal: str | None) -> None:
    found = read_date(written, order)
    assert (found.normal if found else None) == normal


@given(
    st.sampled_from(sorted(set(VALUE_TYPES) - {"code"})),
    st.text(max_size=30) | st.from_regex(r"[\d./,: -]{1,20}", fullmatch=True),
    st.dictionaries(st.sampled_from(sorted({p for names in PARAMETERS.values() for p in names})), st.text(max_size=8)),
)
def test_what_comes_out_is_in_normal_form(type_: str, written: str, given_: dict[str, str]) -> None:
    for name, value in clean(type_, written, given_):
        if name is None:
            assert value_type(type_).holds(value.normal)
