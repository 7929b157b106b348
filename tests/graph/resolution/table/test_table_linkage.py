"""Record linkage over tables: an invented table is put together again, in any order of its rows."""

from __future__ import annotations

import random

import numpy as np
import pytest

from graph.resolution.table.blocking import candidates
from graph.resolution.table.cluster import clusters, components
from graph.resolution.table.columns import column, joined, mapped
from graph.resolution.table.estimate import estimate
from graph.resolution.table.levels import levels
from graph.resolution.table.model import Field, TableModel
from graph.resolution.table.score import score

FIELDS = (Field("given", "name", True), Field("surname", "name", True), Field("born", "date", True))
Row = tuple[str, str, str, str]


def rows() -> list[Row]:
    """Three hundred persons, most told two or three times, with slips."""
    dice = random.Random(5)
    given = ["".join(dice.choice("aeioulmnrst") for _ in range(6)) for _ in range(60)]
    surnames = ["".join(dice.choice("aeioulmnrstvz") for _ in range(7)) for _ in range(90)]
    made = []
    for person in range(300):
        name, surname = dice.choice(given), dice.choice(surnames)
        born = f"19{dice.randrange(50, 99)}{dice.randrange(1, 13):02}{dice.randrange(1, 29):02}"
        for _ in range(dice.choice((1, 2, 2, 3))):
            slip = surname[:-1] + "x" if dice.random() < 0.2 else surname
            made.append((str(person), name, slip, born))
    return made


def linked(told: list[Row]) -> tuple[set[frozenset[Row]], TableModel]:
    table = {f.name: column([row[at] for row in told]) for at, f in enumerate(FIELDS, 1)}
    short = mapped(table["surname"], lambda v: v[:4])
    keys = [joined(table["given"], short), joined(table["born"]), joined(table["surname"])]
    pairs = candidates(keys, 50)
    model = estimate(FIELDS, table, pairs.left, pairs.right)
    bits = score(model, table, pairs.left, pairs.right)
    label = clusters(len(told), pairs.left, pairs.right, bits, line=0.5, clip=model.clip)
    return {frozenset(told[i] for i in np.flatnonzero(label == one)) for one in set(label.tolist())}, model


def test_who_is_told_twice_is_found_and_namesakes_stay_apart() -> None:
    made, _ = linked(rows())
    mixed = [group for group in made if len({row[0] for row in group}) > 1]
    assert len(mixed) <= 3
    assert len(made) <= 320


def test_the_order_of_rows_does_not_matter() -> None:
    told = rows()
    backwards = told[::-1]
    assert linked(backwards)[0] == linked(told)[0]


def test_equal_rows_give_an_equal_model_that_json_keeps() -> None:
    model = linked(rows())[1]
    again = TableModel.from_json(model.to_json())
    assert again == model == linked(rows())[1]
    assert again.version == model.version


def test_the_prior_does_not_run_away_inside_blocks() -> None:
    told = rows()
    true = sum(a[0] == b[0] for i, a in enumerate(told) for b in told[i + 1 :])
    space = len(told) * (len(told) - 1) / 2
    assert linked(told)[1].prior == pytest.approx(true / space, rel=0.5)


def test_an_overfull_key_is_counted_and_left_to_finer_ones() -> None:
    city, street = column(["a"] * 6), column(["x", "x", "y", "y", "y", ""])
    found = candidates([joined(city), joined(city, street)], cap=3)
    assert list(zip(found.left.tolist(), found.right.tolist(), strict=True)) == [(0, 1), (2, 3), (2, 4), (3, 4)]
    assert found.overfull == (1, 0)


def test_only_pairs_between_two_tables_count() -> None:
    found = candidates([joined(column(["a"] * 4))], cap=9, side=np.array([False, False, True, True]))
    assert list(zip(found.left.tolist(), found.right.tolist(), strict=True)) == [(0, 2), (0, 3), (1, 2), (1, 3)]


@pytest.mark.parametrize(
    ("kind", "left", "right", "level"),
    [
        ("name", "martinez", "martinez", 0),
        ("name", "martinez", "martines", 1),
        ("name", "martinez", "wu", 4),
        ("date", "19810414", "19810415", 1),
        ("date", "19810414", "19811201", 2),
        ("date", "19810414", "19520731", 4),
        ("slips", "4471", "4417", 1),
        ("exact", "nurse", "nurses", 1),
        ("code", "tq13 8df", "tq13 7ab", 2),
        ("name", "martinez", "", -1),
    ],
)
def test_levels(kind: str, left: str, right: str, level: int) -> None:
    both = column([left, right])
    assert levels(kind, both, np.array([0]), np.array([1])).tolist() == [level]
    assert levels(kind, both, np.array([1]), np.array([0])).tolist() == [level]


def test_components_reach_through_chains() -> None:
    assert components(6, np.array([4, 1, 2]), np.array([5, 2, 4])).tolist() == [0, 1, 1, 3, 1, 1]


def test_the_guard_refuses_what_the_rest_speaks_against() -> None:
    left, right = np.array([0, 1, 0]), np.array([1, 2, 2])
    made = clusters(3, left, right, np.array([14.0, 11.0, -11.5]), line=0.5, clip=12)
    assert made.tolist() == [0, 0, 2]
