"""What a report holds for possible ("Junior may be Ernesto Salinas") no machine makes one: people are asked."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest

from graph.access import Visibility
from graph.batch import resolve
from graph.fuse import fuse
from graph.judging import judge, retract
from graph.open import open_store
from graph.reviewing import review_queue
from graph.store import Store
from graph.why import why
from tests.graph.resolution.telling import BY, TODAY, Report, graph_of, load, person, thing

GUESS = Report("guess", (person("Junior"), person("Ernesto Salinas"), thing("Phone", "7555-0142")),
               (("coreferent?", 0, 1), ("uses", 0, 2)))  # fmt: skip
OTHER = Report("other", (person("Ernesto Salinas"),), received=date(2024, 1, 2))
JUNIOR, ERNESTO = GUESS.mention(0).id, GUESS.mention(1).id


async def everything(store: Store) -> Visibility:
    return Visibility(frozenset(await store.classes()), TODAY)


async def asked(store: Store) -> list[set[str]]:
    page = await review_queue(store, await everything(store), types=(), limit=9, after=None)
    return [{q.pair.left, q.pair.right} for q in page.items]


async def persons(store: Store) -> list[set[str]]:
    entities, _ = await graph_of(store)
    return sorted(({*e.members} for e in entities if e.type == "Person"), key=min)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    opened = open_store(f"sqlite:{tmp_path / 'graph.db'}")
    await load(opened, [GUESS, OTHER])
    await fuse(opened)
    yield opened
    await opened.close()


async def test_the_two_stay_two_and_people_are_asked(store: Store) -> None:
    assert not any({JUNIOR, ERNESTO} <= members for members in await persons(store))
    assert {JUNIOR, ERNESTO} in await asked(store)


async def test_the_reason_is_what_the_report_says_and_not_their_names(store: Store) -> None:
    told = await why(store, await everything(store), JUNIOR, ERNESTO)
    assert [(t.feature, t.left, t.right) for t in told.evidence.terms] in (
        [("told", "Junior", "Ernesto Salinas")],
        [("told", "Ernesto Salinas", "Junior")],
    )
    assert told.evidence.band == "possible"
    assert not told.together


async def test_a_person_joins_them_and_that_can_be_taken_back(store: Store) -> None:
    before = await graph_of(store)
    made = await judge(store, "same", JUNIOR, ERNESTO, **BY)
    assert any({JUNIOR, ERNESTO} <= members for members in await persons(store))
    assert {JUNIOR, ERNESTO} not in await asked(store)
    await retract(store, made.id, **BY)
    assert await graph_of(store) == before


async def test_who_is_judged_another_is_asked_about_no_more(store: Store) -> None:
    await judge(store, "different", JUNIOR, ERNESTO, **BY)
    assert not any({JUNIOR, ERNESTO} <= members for members in await persons(store))
    assert {JUNIOR, ERNESTO} not in await asked(store)


async def test_what_is_stated_is_one(tmp_path: Path) -> None:
    stated = Report("stated", (person("Junior"), person("Ernesto Salinas")), (("coreferent", 0, 1),))
    opened = open_store(f"sqlite:{tmp_path / 'stated.db'}")
    await load(opened, [stated])
    await fuse(opened)
    assert await persons(opened) == [{stated.mention(0).id, stated.mention(1).id}]
    await opened.close()


@pytest.mark.parametrize(("line", "one"), [(0.5, True), (0.999, False)])
def test_without_a_store_they_are_one_at_the_lower_line_alone(line: float, one: bool) -> None:
    found = resolve([GUESS.told(), OTHER.told()], line=line)
    assert (found[JUNIOR] == found[ERNESTO]) is one


def test_nobody_may_be_his_own_brother() -> None:
    kin = Report("kin", (person("Junior"), person("Ernesto Salinas")), (("coreferent?", 0, 1), ("familyOf", 0, 1)))
    found = resolve([kin.told()], line=0.5)
    assert found[kin.mention(0).id] != found[kin.mention(1).id]


def test_two_full_names_are_asked_about_too() -> None:
    """Otherwise one document that names both in full tells of two."""
    both = Report("both", (person("Luis Roca Paz"), person("Ernesto Salinas Vega")), (("coreferent?", 0, 1),))
    found = resolve([both.told()], line=0.5)
    assert found[both.mention(0).id] == found[both.mention(1).id]
