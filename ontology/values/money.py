"""Money: a decimal amount or bounds, an ISO 4217 currency (XXX where it is not known), per unit where told."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ontology.claim import Value
from ontology.values import ValueType
from ontology.values.quantity import AMOUNT_PATTERN, Amount

UNKNOWN = "XXX"
_PER = re.compile(r"[a-z_]+\Z")


@cache
def currencies() -> frozenset[str]:
    """ISO 4217 codes in use, funds and metals left out, XXX included."""
    return frozenset(files("ontology.values").joinpath("currencies.txt").read_text("utf-8").split())


def _codes() -> str:
    return "|".join(sorted(currencies()))


@dataclass(frozen=True, slots=True)
class Money:
    """`amount` in `currency`; `per` is what one pays it for (`person`, `night`), in lower case."""

    amount: Amount
    currency: str
    per: str | None = None

    def __post_init__(self) -> None:
        _check_currency(self.currency)
        if self.per is not None and not _PER.match(self.per):
            raise ValueError(f"not a unit to pay by: {self.per!r}")

    @classmethod
    def parse(cls, normal: str) -> Money:
        """Read the normal form: `5500 USD`, `5000..6000 MXN`, `800.. USD/person`. Raises ValueError."""
        amount, _, rest = normal.partition(" ")
        currency, slash, per = rest.partition("/")
        return cls(Amount.parse(amount), currency, per if slash else None)

    @property
    def normal(self) -> str:
        return f"{self.amount.normal} {self.currency}" + (f"/{self.per}" if self.per else "")

    def meets(self, other: Money) -> bool:
        """Whether both can be one sum: bounds that meet, in one currency or an unknown one."""
        one_currency = self.currency == other.currency or UNKNOWN in (self.currency, other.currency)
        return one_currency and self.amount.meets(other.amount)


def _check_currency(normal: str) -> None:
    if normal not in currencies():
        raise ValueError(f"not a currency of ISO 4217: {normal!r}")


def _check(normal: str) -> None:
    if Money.parse(normal).normal != normal:
        raise ValueError(f"not a sum of money: {normal!r}")


def _caption(value: Value) -> str:
    money = Money.parse(value.normal)
    currency = "" if money.currency == UNKNOWN else f" {money.currency}"
    return money.amount.caption + currency + (f" per {money.per.replace('_', ' ')}" if money.per else "")


TYPES = (
    ValueType(
        name="money",
        form="an amount (`N`, `~N`, `N..M`, `N..`, `..M`), a blank, an ISO 4217 code or XXX, and `/unit` where told",
        example="5500 USD",
        check=_check,
        pattern=f"{AMOUNT_PATTERN} ({_codes()})(/[a-z_]+)?",
        caption=_caption,
    ),
    ValueType(name="currency", form="an ISO 4217 code", example="MXN", check=_check_currency, pattern=_codes()),
)
