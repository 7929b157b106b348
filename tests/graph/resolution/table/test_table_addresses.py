"""Addresses that are made of their owners' names say no more than the names where they are merely alike."""

from __future__ import annotations

import random

import numpy as np

from benchmarks.linkage import PEOPLE, parts_of_address
from graph.resolution.table.blocking import candidates
from graph.resolution.table.columns import column, joined
from graph.resolution.table.estimate import estimate
from graph.resolution.table.score import score

NAMES = ("first_name", "surname", "dob", "city", "email")


def people() -> list[tuple[str, ...]]:
    """Two thousand persons, many of them namesakes, half of them told twice; the date is often left out."""
    dice = random.Random(3)
    given, surnames = (["".join(dice.choice("aeioulmnrst") for _ in range(6)) for _ in range(n)] for n in (40, 60))
    made: list[tuple[str, ...]] = []
    for person in range(2_000):
        first, last = dice.choice(given), dice.choice(surnames)
        born = f"19{dice.randrange(50, 99)}-{dice.randrange(1, 13):02}-{dice.randrange(1, 29):02}"
        mail = f"{first[0]}.{last}{dice.randrange(1, 9_999)}@example.org"
        for _ in range(dice.choice((1, 2))):
            made.append((str(person), first, last, born if dice.random() < 0.5 else "", "", mail))
    return made


def test_namesakes_with_two_addresses_are_two() -> None:
    rows = people()
    table = {name: column([row[at] for row in rows]) for at, name in enumerate(NAMES, 1)}
    table |= parts_of_address(table["email"])
    pairs = candidates([joined(table["first_name"], table["surname"]), table["email"].codes], 50)
    bits = score(estimate(PEOPLE, table, pairs.left, pairs.right), table, pairs.left, pairs.right)
    person = np.array([int(row[0]) for row in rows])
    same = person[pairs.left] == person[pairs.right]
    assert (bits[same] > 0).mean() > 0.99
    assert (bits[~same] > 0).mean() < 0.1
