"""Laws that hold for every value type: one normal form for one value, and cleaning gives it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.claim import Value
from ontology.interval import Interval
from ontology.values import (
    VALUE_TYPES,
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
from ontology.values.coordinate import Position
from ontology.values.country import alpha2, alpha3, countries
from ontology.values.estimate import Estimate
from ontology.values.money import Money, currencies
from ontology.values.quantity import Amount, Quantity, number_text, parse_number

CLEANERS: dict[str, list[Callable[[str], Value | None]]] = {
    "account": [account.clean, account.clean_ending, lambda w: account.clean(w, "TRON")],
    "email_address": [email_address.clean],
    "handle": [handle.clean, lambda w: handle.clean(w, "tiktok")],
    "identity_number": [
        lambda w: identity_number.clean(w, "DPI", "GT"),
        lambda w: identity_number.clean(w, "PASSPORT", ending=True),
    ],
    "imo": [vessel_number.clean_imo],
    "mmsi": [vessel_number.clean_mmsi],
    "name": [name.clean],
    "plate": [plate.clean_plate, lambda w: plate.clean_plate(w, "MEX-TAM")],
    "tail_number": [plate.clean_tail_number],
    "text": [plain.clean_text],
    "url": [plain.clean_url],
    "vin": [vin.clean, lambda w: vin.clean(w, ending=True)],
}
NUMBERS = st.decimals(min_value=-(10**12), max_value=10**12, places=4)
DAYS = st.dates(min_value=date(1000, 1, 1))
WRITTEN = st.one_of(st.text(max_size=30), st.text("ABC019 -.@:/…?*áÑ", max_size=30), st.from_regex(r"[\w. -]+@[\w.]+"))


@pytest.mark.parametrize("name_", VALUE_TYPES)
def test_the_example_of_a_value_type_is_a_normal_form(name_: str) -> None:
    found = value_type(name_)
    found.check(found.example)
    assert found.caption(Value(found.example, found.example))
    assert not found.partial(found.example)
    assert not found.holds("")
    assert not found.holds(f"{found.example}\n")


def test_an_unknown_value_type_is_named() -> None:
    with pytest.raises(KeyError, match="no value type 'colour'; there are: account, "):
        value_type("colour")


@pytest.mark.parametrize("name_", CLEANERS)
@given(written=WRITTEN)
def test_what_cleaning_gives_is_a_normal_form(name_: str, written: str) -> None:
    for clean in CLEANERS[name_]:
        if value := clean(written):
            value_type(name_).check(value.normal)
            assert re.fullmatch(value_type(name_).pattern, value.normal)
            value_type(name_).caption(value)


@given(st.text())
def test_folding_twice_is_folding_once(written: str) -> None:
    assert name.fold(name.fold(written)) == name.fold(written)


def test_folding_twice_is_folding_once_for_every_character() -> None:
    everything = "".join(map(chr, range(0x110000)))
    assert name.fold(name.fold(everything)) == name.fold(everything)


@given(st.text(), st.text())
def test_a_name_folds_word_by_word(left: str, right: str) -> None:
    assert name.tokens(f"{left} {right}") == name.tokens(left) + name.tokens(right)


INTERVALS = st.one_of(
    DAYS.map(Interval.day),
    DAYS.map(lambda d: Interval.month(d.year, d.month)),
    DAYS.map(lambda d: Interval.year(d.year)),
    st.tuples(DAYS, DAYS).map(lambda d: Interval(min(d), max(d))),
    DAYS.map(lambda d: Interval(d, None)),
    DAYS.map(lambda d: Interval(None, d)),
)


@given(INTERVALS)
def test_an_interval_is_what_its_normal_form_says(interval: Interval) -> None:
    assert Interval.parse(interval.normal) == interval
    value_type("date").check(interval.normal)
    assert value_type("date").caption(Value("", interval.normal))


@given(INTERVALS, INTERVALS)
def test_meeting_is_mutual(left: Interval, right: Interval) -> None:
    assert left.meets(right) == right.meets(left)
    assert left.meets(left)


@given(NUMBERS)
def test_a_number_is_what_its_normal_form_says(number: Decimal) -> None:
    assert parse_number(number_text(number)) == number


AMOUNTS = st.one_of(
    NUMBERS.map(Amount.exact),
    NUMBERS.map(lambda n: Amount.exact(n, about=True)),
    st.tuples(NUMBERS, NUMBERS).map(lambda n: Amount(min(n), max(n))),
    NUMBERS.map(lambda n: Amount(n, None)),
    NUMBERS.map(lambda n: Amount(None, n)),
)


@given(AMOUNTS, st.sampled_from(sorted(currencies())), st.sampled_from([None, "person", "night"]))
def test_money_is_what_its_normal_form_says(amount: Amount, currency: str, per: str | None) -> None:
    money = Money(amount, currency, per)
    assert Money.parse(money.normal) == money
    value_type("money").check(money.normal)
    assert value_type("money").caption(Value("", money.normal))


@given(AMOUNTS, st.sampled_from(["kg", "gal", "sea miles", "m²"]))
def test_a_quantity_is_what_its_normal_form_says(amount: Amount, unit: str) -> None:
    quantity = Quantity(amount, unit)
    assert Quantity.parse(quantity.normal) == quantity
    value_type("quantity").check(quantity.normal)


@given(AMOUNTS, AMOUNTS)
def test_amounts_meet_each_other(left: Amount, right: Amount) -> None:
    assert left.meets(right) == right.meets(left)
    assert left.meets(left)


FIGURES = st.one_of(st.none(), st.integers(min_value=0, max_value=10**9))


@given(st.tuples(FIGURES, FIGURES, FIGURES).filter(lambda f: any(n is not None for n in f)))
def test_an_estimate_is_what_its_normal_form_says(figures: tuple[int | None, int | None, int | None]) -> None:
    known = iter(sorted(n for n in figures if n is not None))
    estimate = Estimate(*(None if n is None else next(known) for n in figures))
    assert Estimate.parse(estimate.normal) == estimate
    assert value_type("estimate").caption(Value("", estimate.normal))


@given(
    st.decimals(min_value=-90, max_value=90, places=8),
    st.decimals(min_value=-180, max_value=180, places=8),
    st.integers(min_value=1, max_value=10**6),
)
def test_a_position_is_what_its_normal_form_says(latitude: Decimal, longitude: Decimal, radius: int) -> None:
    position = Position.of(latitude, longitude, radius)
    assert Position.parse(position.normal) == position
    value_type("coordinate").check(position.normal)
    assert position.metres_to(position) == 0


def test_every_country_has_two_codes_that_lead_to_each_other() -> None:
    assert len(countries()) == 249
    assert all(alpha3(alpha2(code)) == code for code in countries())


@pytest.mark.parametrize("prefix", identity_number.CHECKS)
@given(number=st.from_regex(r"([A-Z0-9]{3,24}|[0-9]{8,14}[A-Z]?)", fullmatch=True))
def test_any_identity_number_passes_or_fails_its_check(prefix: str, number: str) -> None:
    assert identity_number.check(f"{prefix}:{number}") in ("ok", "failed")
