"""What an element rests on, worked out from the supports that passed: the same in every store."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from graph.views import Basis, ValueView, Witness

Passed = tuple[str, str, str, int, str, int, str | None, str | None]
"""A support that passed: claim, origin, reliability, credibility, known from (ISO 8601), marking class, valid (the
normal form of an interval), written. Plain tuples: a page may rest on thousands."""


class Resting(NamedTuple):
    """What an element rests on, the intervals in which it held, and the value as the first report of it writes it."""

    basis: Basis
    periods: tuple[str, ...]
    written: str | None


def resting(supports: Sequence[Passed]) -> Resting:
    """Of at least one support, in the order of the claims' ids."""
    if len(supports) == 1:  # by far the most
        claim, origin, reliability, credibility, known, mk, valid, written = supports[0]
        witness = _witness(origin, reliability, credibility)
        basis = Basis((claim,), 1, reliability, credibility, date.fromisoformat(known), (mk,), (witness,))
        return Resting(basis, (valid,) if valid else (), written)
    claims, origins, reliabilities, credibilities, known_from, classes, periods, forms = zip(*supports, strict=True)
    first = min(known_from)
    basis = Basis(
        claims=claims,
        origins=len(set(origins)),
        reliability=min(reliabilities),
        credibility=min(credibilities),
        known_from=date.fromisoformat(first),
        classes=tuple(sorted(set(classes))),
        witnesses=tuple(sorted(set(map(_witness, origins, reliabilities, credibilities)))),
    )
    return Resting(basis, tuple(sorted({period for period in periods if period})), forms[known_from.index(first)])


@lru_cache(maxsize=10_000)
def _witness(origin: str, reliability: str, credibility: int) -> Witness:
    return Witness(origin, reliability, credibility)


def value_view(written: str, normal: str, rests: Resting) -> ValueView:
    """`written` stands where the supports tell no form of their own."""
    return ValueView(rests.written or written, normal, rests.basis)


def by_property(values: Iterable[tuple[str, ValueView]]) -> dict[str, tuple[ValueView, ...]]:
    """(property, value) of one entity → its values by property name, each ordered (most claims first, normal)."""
    found: dict[str, list[ValueView]] = defaultdict(list)
    for property_, value in values:
        found[property_].append(value)
    return {name: tuple(_ordered(found[name])) for name in sorted(found)}


def _ordered(values: list[ValueView]) -> list[ValueView]:
    return values if len(values) == 1 else sorted(values, key=_value_order)


def _value_order(value: ValueView) -> tuple[int, str, str]:
    return -len(value.basis.claims), value.normal, value.written
