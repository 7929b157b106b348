"""Decimal numbers and amounts with bounds, never floats: the base of quantities and of money.

An amount is `N`, `~N` (about), `N..M` (between), `N..` (at least) or `..M` (at most).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from ontology.claim import Value
from ontology.values import ValueType

_NUMBER = re.compile(r"-?(0|[1-9]\d{0,29})(\.\d{0,11}[1-9])?\Z")
_FRACTION = r"\.[0-9]{0,11}[1-9]"
NUMBER_PATTERN = rf"(-?([1-9][0-9]{{0,29}}({_FRACTION})?|0{_FRACTION})|0)"
"""As `ValueType.pattern`; AMOUNT_PATTERN likewise."""
AMOUNT_PATTERN = rf"(~?{NUMBER_PATTERN}|{NUMBER_PATTERN}\.\.{NUMBER_PATTERN}?|\.\.{NUMBER_PATTERN})"
_UNIT = re.compile(r"[^\s\d][^\s]*( [^\s]+)*\Z")


def number_text(number: Decimal | int) -> str:
    """The normal form of a number: digits, a point where needed, no exponent, no needless zeros."""
    text = f"{Decimal(number):f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def parse_number(normal: str) -> Decimal:
    """Read the normal form. Raises ValueError."""
    if not _NUMBER.match(normal) or normal == "-0":
        raise ValueError(f"not a number in normal form: {normal!r}")
    return Decimal(normal)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number known exactly (both bounds equal), within bounds, or `about` a figure. None: no bound on that side."""

    low: Decimal | None
    high: Decimal | None
    about: bool = False

    def __post_init__(self) -> None:
        if self.low is None and self.high is None:
            raise ValueError("an amount has a bound")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"bounds in the wrong order: {self.low} > {self.high}")
        if self.about and self.low != self.high:
            raise ValueError("only a single figure can be approximate")

    @classmethod
    def exact(cls, number: Decimal | int, *, about: bool = False) -> Amount:
        return cls(Decimal(number), Decimal(number), about)

    @classmethod
    def parse(cls, normal: str) -> Amount:
        """Read the normal form. Raises ValueError."""
        if normal.startswith("~"):
            return cls.exact(parse_number(normal[1:]), about=True)
        low, dots, high = normal.partition("..")
        if not dots:
            return cls.exact(parse_number(normal))
        amount = cls(parse_number(low) if low else None, parse_number(high) if high else None)
        if amount.low == amount.high:
            raise ValueError(f"equal bounds are written once: {normal!r}")
        return amount

    @property
    def normal(self) -> str:
        if self.low is not None and self.low == self.high:
            return ("~" if self.about else "") + number_text(self.low)
        low = "" if self.low is None else number_text(self.low)
        return f"{low}..{'' if self.high is None else number_text(self.high)}"

    @property
    def caption(self) -> str:
        """For people, with thousands apart: "at least 5,000"."""
        if self.low is None:
            return f"at most {_spaced(self.high)}"
        if self.high is None:
            return f"at least {_spaced(self.low)}"
        if self.low != self.high:
            return f"{_spaced(self.low)} to {_spaced(self.high)}"
        return ("about " if self.about else "") + _spaced(self.low)

    def meets(self, other: Amount) -> bool:
        """Whether one figure can satisfy both; an approximate figure reaches a tenth to either side."""
        (low, high), (low2, high2) = self._reach(), other._reach()
        return not ((high is not None and low2 is not None and high < low2)
                    or (high2 is not None and low is not None and high2 < low))  # fmt: skip

    def _reach(self) -> tuple[Decimal | None, Decimal | None]:
        if self.about and self.low is not None:
            slack = abs(self.low) / 10
            return self.low - slack, self.low + slack
        return self.low, self.high


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount of a unit: `340 gal`, `10..12 kg`."""

    amount: Amount
    unit: str

    @classmethod
    def parse(cls, normal: str) -> Quantity:
        """Read the normal form. Raises ValueError."""
        amount, _, unit = normal.partition(" ")
        if not _UNIT.match(unit):
            raise ValueError(f"not an amount and a unit: {normal!r}")
        return cls(Amount.parse(amount), unit)

    @property
    def normal(self) -> str:
        return f"{self.amount.normal} {self.unit}"


def _spaced(number: Decimal | None) -> str:
    return f"{Decimal(number_text(number or Decimal(0))):,}"


def _check_quantity(normal: str) -> None:
    if Quantity.parse(normal).normal != normal:
        raise ValueError(f"not an amount and a unit: {normal!r}")


def _check_number(normal: str) -> None:
    parse_number(normal)


def _caption_quantity(value: Value) -> str:
    quantity = Quantity.parse(value.normal)
    return f"{quantity.amount.caption} {quantity.unit}"


TYPES = (
    ValueType(
        name="number",
        form="decimal digits, no exponent, no needless zeros",
        example="2015",
        check=_check_number,
        pattern=NUMBER_PATTERN,
    ),
    ValueType(
        name="quantity",
        form="an amount (`N`, `~N`, `N..M`, `N..`, `..M`), a blank and a unit",
        example="340 gal",
        check=_check_quantity,
        pattern=rf"{AMOUNT_PATTERN} [^\s0-9][^\s]*( [^\s]+)*",
        caption=_caption_quantity,
    ),
)
