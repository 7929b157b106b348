"""The handling block: which fields a record must bring, what stands where one is absent, and until when it is shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ontology.errors import HandlingError, SchemaError
from ontology.handling import Handling
from ontology.marking import Marking
from ontology.retention import due_date, read_policy

RECEIVED = date(2024, 2, 29)
LEAST = {"agency": "CBP", "marking": "UNCLASSIFIED", "legal_basis": "8 USC 1324"}


def read(**more: object) -> Handling:
    return Handling.from_metadata({**LEAST, **more}, received=RECEIVED)


@pytest.mark.parametrize(
    ("field", "flag"), [("agency", "--agency"), ("marking", "--marking"), ("legal_basis", "--legal-basis")]
)
@pytest.mark.parametrize("value", [None, "", "  "])
def test_a_field_without_default_is_refused_by_name(field: str, flag: str, value: object) -> None:
    with pytest.raises(HandlingError, match=f"{field} is missing") as caught:
        read(**{field: value})
    assert caught.value.where == field
    assert flag in caught.value.mend


def test_what_stands_where_a_field_is_absent() -> None:
    block = read()
    assert block == Handling("CBP", "UNCLASSIFIED", "8 USC 1324", originators=("CBP",), control_official="CBP")
    assert (block.releasable_to, block.orcon, block.retention_class, block.us_person) == (
        (),
        False,
        "standard",
        "unknown",
    )
    assert block.review_due is None
    assert block.protected_codes == ()


def test_the_marking_tells_who_it_may_be_released_to() -> None:
    block = read(marking="cui // sp-lei // rel to usa, mex/orcon")
    assert block.marking == "CUI//SP-LEI//ORCON/REL TO MEX, USA"
    assert block.releasable_to == ("MEX", "USA")
    assert block.orcon


def test_given_fields_are_kept_in_one_order() -> None:
    block = read(originators=["SEDENA", "CBP", "CBP"], protected_codes=["juv", "ASYL"], us_person="no")
    assert block.originators == ("CBP", "SEDENA")
    assert block.protected_codes == ("ASYL", "JUV")
    assert block.us_person == "no"
    assert read(originators="SEDENA").originators == ("SEDENA",)


@pytest.mark.parametrize(
    ("field", "value", "what"),
    [
        ("protected_codes", ["XXXX"], "unknown protected code 'XXXX'"),
        ("us_person", "maybe", "unknown value 'maybe'"),
        ("retention_class", "forever", "unknown retention class 'forever'"),
        ("review_due", "2031-01-01", "more than 5 years after receipt"),
        ("review_due", "soon", "is no day: 'soon'"),
        ("marking", "SECRET//NOFORN", "classified material may not be loaded"),
        ("marking", "LOCAL", "unknown marking 'LOCAL'"),
        ("marking", "TLP:BLUE", "unknown TLP level 'BLUE'"),
    ],
)
def test_a_wrong_field_is_refused_by_name(field: str, value: object, what: str) -> None:
    with pytest.raises(HandlingError, match=what) as caught:
        read(**{field: value})
    assert caught.value.where == field


def test_a_block_reads_back_and_its_digest_names_its_content() -> None:
    block = read(marking="CUI//SP-LEI", review_due="2025-01-01", protected_codes=["ASYL"])
    assert Handling.from_dict(block.as_dict()) == block
    assert Handling.from_dict(block.as_dict()).digest == block.digest
    assert replace(block, us_person="no").digest != block.digest
    assert block.canonical == Handling.from_dict(block.as_dict()).canonical


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("u", "UNCLASSIFIED"),
        ("CUI", "CUI"),
        ("CUI//SP-PRVCY/SP-LEI", "CUI//SP-LEI/SP-PRVCY"),
        ("CUI//REL TO USA,COL", "CUI//REL TO COL, USA"),
        ("tlp:amber+strict", "TLP:AMBER+STRICT"),
    ],
)
def test_a_marking_has_one_form(written: str, normal: str) -> None:
    assert str(Marking.parse(written)) == normal
    assert Marking.parse(normal) == Marking.parse(written)


@pytest.mark.parametrize("banner", ["SECRET", "CUI//SECRET", "TOP SECRET//SI", "confidential", "TS//SI"])
def test_classified_material_is_refused(banner: str) -> None:
    with pytest.raises(HandlingError, match="classified"):
        Marking.parse(banner)


def test_the_day_of_review() -> None:
    assert due_date("standard", received=RECEIVED) == date(2029, 2, 28)
    assert due_date("tip", received=date(2024, 3, 1)) == date(2025, 3, 1)
    assert due_date("standard", received=RECEIVED, review_due=date(2024, 6, 1)) == date(2024, 6, 1)
    assert due_date("tip", received=RECEIVED, review_due=date(2025, 2, 28)) == date(2025, 2, 28)


def test_a_day_beyond_the_period_of_the_class_is_refused() -> None:
    with pytest.raises(HandlingError, match="more than 1 year after receipt, the period of the class tip") as caught:
        due_date("tip", received=RECEIVED, review_due=date(2025, 3, 1))
    assert caught.value.where == "review_due"


POLICY = "id: retention\nversion: 1\nceiling_years: 5\nclasses:\n  standard: {years: 5, why: longest}\n"


@pytest.mark.parametrize(
    ("old", "new", "where", "what"),
    [
        ("years: 5, why", "years: 6, why", "policy/retention.yaml:5 classes.standard.years", "the ceiling is 5"),
        ("years: 5, why", "years: long, why", "policy/retention.yaml:5 classes.standard.years", "a whole number"),
        (", why: longest", "", "policy/retention.yaml:5 classes.standard.why", "missing"),
        ("version: 1\n", "", "policy/retention.yaml:1 version", "missing"),
        ("id: retention", "ids: retention", "policy/retention.yaml:1 ids", "unknown key"),
    ],
)
def test_a_wrong_retention_policy_is_named_with_line_and_key(old: str, new: str, where: str, what: str) -> None:
    assert read_policy(POLICY).classes == {"standard": 5}
    with pytest.raises(SchemaError, match=what) as caught:
        read_policy(POLICY.replace(old, new))
    assert caught.value.where == where
