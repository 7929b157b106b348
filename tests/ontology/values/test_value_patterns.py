"""The regular expression of a value type stands for its check where only expressions are at hand, as in SHACL."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from ontology.interval import Interval
from ontology.loader import schema
from ontology.values import VALUE_TYPES, value_type
from ontology.values.coordinate import Position
from ontology.values.estimate import Estimate
from ontology.values.money import Money
from ontology.values.quantity import Amount, Quantity, number_text

KNOWS_MORE = {
    "date": "29 February of a common year, and an interval that ends before it starts",
    "email_address": "letters of all scripts, which Python and XPath name differently",
    "estimate": "low, best and high in this order",
    "handle": "capitals of other scripts",
    "money": "bounds in this order, and not equal",
    "name": "accents, capitals and punctuation of all scripts",
    "quantity": "bounds in this order, and not equal",
    "url": "capitals of other scripts, and brackets around a host",
}
"""Value types whose check refuses texts that the expression lets pass, and which."""
RECORDS: dict[str, list[Any]] = yaml.safe_load(
    (Path(__file__).parents[2] / "contract" / "records.yaml").read_text("utf-8")
)
NUMBERS = st.decimals(min_value=-(10**12), max_value=10**12, places=4).map(lambda n: Decimal(number_text(n)))
AMOUNTS = st.builds(lambda a, b: Amount(*sorted((a, b))), NUMBERS, NUMBERS) | NUMBERS.map(
    lambda n: Amount.exact(n, about=True)
) | NUMBERS.map(lambda n: Amount(n, None)) | NUMBERS.map(lambda n: Amount(None, n))  # fmt: skip
DAYS = st.dates(min_value=date(1, 1, 1))
INTERVALS = (
    st.builds(lambda a, b: Interval(*sorted((a, b))), DAYS, DAYS)
    | DAYS.map(lambda day: Interval(day, None))
    | DAYS.map(lambda day: Interval(None, day))
    | DAYS.map(Interval.day)
    | DAYS.map(lambda day: Interval.month(day.year, day.month))
    | DAYS.map(lambda day: Interval.year(day.year))
)
FIGURES = st.integers(0, 10**9) | st.none()
NORMAL_FORMS = {
    "coordinate": st.builds(
        Position.of, st.decimals(-90, 90, places=7), st.decimals(-180, 180, places=7), st.integers(1, 10**6)
    ).map(lambda position: position.normal),
    "date": INTERVALS.map(lambda interval: interval.normal),
    "estimate": st.lists(st.integers(0, 10**9), min_size=3, max_size=3).map(lambda ns: Estimate(*sorted(ns)).normal)
    | FIGURES.map(lambda n: Estimate(n, 10**9).normal)
    | st.integers(0).filter(lambda n: n < 10**9).map(lambda n: Estimate(high=n).normal),
    "money": st.builds(Money, AMOUNTS, st.sampled_from(["USD", "XXX"]), st.sampled_from([None, "person"])).map(
        lambda money: money.normal
    ),
    "number": NUMBERS.map(number_text),
    "quantity": st.builds(Quantity, AMOUNTS, st.sampled_from(["gal", "fluid ounces"])).map(lambda q: q.normal),
}


@pytest.mark.parametrize("name", VALUE_TYPES)
def test_patterns_are_read_alike_by_python_and_xpath(name: str) -> None:
    pattern = value_type(name).pattern
    assert "(?" not in pattern
    assert set(re.findall(r"\\.", pattern)) <= {r"\s", r"\.", r"\?", r"\+"}
    assert not set("^$\n") & set(re.sub(r"\[\^", "[", pattern))


@pytest.mark.parametrize("name", NORMAL_FORMS)
@given(data=st.data())
def test_every_normal_form_matches(name: str, data: st.DataObject) -> None:
    normal = data.draw(NORMAL_FORMS[name])
    assert value_type(name).holds(normal)
    assert re.fullmatch(value_type(name).pattern, normal)


def test_the_normal_forms_of_good_records_match() -> None:
    for record in RECORDS["good"]:
        known = schema()
        of = (known.types.get(record["type"]) or known.links[record["type"]]).properties
        for property_, normals in (record.get("properties") or record.get("qualifiers") or {}).items():
            for normal in [normals] if isinstance(normals, str) else normals:
                assert re.fullmatch(value_type(of[property_].value).pattern, normal), normal


@pytest.mark.parametrize("name", [name for name in VALUE_TYPES if name not in KNOWS_MORE])
@given(data=st.data())
def test_a_pattern_knows_all_that_its_check_knows(name: str, data: st.DataObject) -> None:
    value_type(name).check(data.draw(st.from_regex(value_type(name).pattern, fullmatch=True)))
