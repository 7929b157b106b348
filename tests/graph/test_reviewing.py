"""The review queue over what resolution makes: what is asked, what no longer is, and that order of loading does not
count."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import date
from pathlib import Path

import pytest

from graph.access import Visibility
from graph.fuse import fuse
from graph.judging import judge, retract, withdraw
from graph.open import open_store
from graph.reviewing import Question, review_queue
from graph.store import Store
from tests.graph.resolution.telling import BY, TODAY, Report, load, person, thing

NAME = "Luz Mora Vega"
TELLING = (
    Report("a", (person(NAME), thing("CriminalNetwork", "Los Zanates")), (("memberOf", 0, 1),), date(2024, 1, 1)),
    Report("b", (person(NAME),), received=date(2024, 1, 2)),
    Report("c", (person(NAME, "La Güera"),), received=date(2024, 1, 3)),
    Report("d", (person("Pedro Lara Vidal"),), received=date(2024, 1, 4), agency="FGR"),
    Report("e", (person("Pedro Lara Vidal"),), received=date(2024, 1, 5)),
)
A, B, C, D, E = (report.mention(0).id for report in TELLING)


async def questions(store: Store, *agencies: str, types: Sequence[str] = ()) -> list[Question]:
    """The whole queue, two at a time."""
    classes = await store.classes()
    mine = frozenset(mk for mk, block in classes.items() if not agencies or block["submitting_agency"] in agencies)
    found: list[Question] = []
    after = None
    while True:
        page = await review_queue(store, Visibility(mine, TODAY), types=types, limit=2, after=after)
        found += page.items
        if (after := page.next) is None:
            return found


def asked(found: Sequence[Question]) -> list[set[str]]:
    return [{q.pair.left, q.pair.right} for q in found]


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    opened = open_store(f"sqlite:{tmp_path / 'graph.db'}")
    await load(opened, TELLING)
    await fuse(opened)
    yield opened
    await opened.close()


async def test_namesakes_are_asked_about_those_of_whom_more_is_told_first(store: Store) -> None:
    found = await questions(store)
    assert asked(found)[-1] == {D, E}, "the least is told of these"
    assert sorted(map(sorted, asked(found)[:3])) == sorted(map(sorted, ({A, B}, {A, C}, {B, C})))
    assert asked(found)[0] == {A, C}
    assert [q.pair.worth for q in found] == sorted((q.pair.worth for q in found), reverse=True)
    assert {found[0].left.id, found[0].right.id} == {A, C}
    assert asked(await questions(store, types=["CriminalNetwork"])) == []


async def test_only_what_the_caller_sees_is_asked(store: Store) -> None:
    assert {D, E} not in asked(await questions(store, "CBP"))
    assert len(await questions(store, "CBP")) == 3


@pytest.mark.parametrize("verdict", ["same", "different", "unsure"])
async def test_what_was_judged_is_asked_no_more_until_that_is_retracted(store: Store, verdict: str) -> None:
    before = await questions(store)
    made = await judge(store, verdict, D, E, **BY)  # type: ignore[arg-type]
    assert asked(await questions(store)) == [pair for pair in asked(before) if pair != {D, E}]
    await retract(store, made.id, **BY)
    assert await questions(store) == before


async def test_different_answers_for_all_pairs_of_the_two_entities(store: Store) -> None:
    await judge(store, "same", A, B, **BY)
    assert {frozenset(pair) for pair in asked(await questions(store))} == {
        frozenset((A, C)), frozenset((B, C)), frozenset((D, E)),
    }  # fmt: skip
    await judge(store, "different", B, C, **BY)
    assert asked(await questions(store)) == [{D, E}]


async def test_a_doubt_answers_for_weaker_pairs_of_the_two_and_not_for_stronger_evidence(store: Store) -> None:
    await judge(store, "same", A, B, **BY)
    await judge(store, "unsure", A, C, **BY)
    assert asked(await questions(store)) == [{D, E}]
    network = thing("CriminalNetwork", "Los Zanates")
    stronger = Report("f", (person(NAME), network), (("memberOf", 0, 1),), received=date(2024, 1, 6))
    await load(store, [stronger])
    await fuse(store)
    assert any(stronger.mention(0).id in pair for pair in asked(await questions(store)))


async def test_a_doubt_ends_when_its_evidence_changes(store: Store) -> None:
    await judge(store, "unsure", D, E, **BY)
    assert {D, E} not in asked(await questions(store))
    again = Report("d", (person("Pedro Lara Vidal", sex="male"),), agency="FGR", received=date(2024, 1, 4))
    assert again.mention(0).id == D
    told = again.told()
    async with store.transaction() as writer:
        await writer.put_extractions([told])
    await fuse(store)
    assert {D, E} not in asked(await questions(store)), "sex alone says nothing of the pair"


async def test_what_is_withdrawn_is_not_asked_about(store: Store) -> None:
    made = await withdraw(store, TELLING[0].document.id, **BY)
    assert not any(A in pair for pair in asked(await questions(store)))
    await retract(store, made.id, **BY)
    assert any(A in pair for pair in asked(await questions(store)))


@pytest.mark.parametrize("chunk", [1, 2, 200])
async def test_the_order_of_loading_does_not_count(tmp_path: Path, store: Store, chunk: int) -> None:
    other = open_store(f"sqlite:{tmp_path / 'other.db'}")
    try:
        for report in reversed(TELLING):
            await load(other, [report])
            if chunk == 1:
                await fuse(other)
        await fuse(other, chunk=chunk)
        plain = [(q.pair, q.left.members, q.right.members) for q in await questions(other)]
        assert plain == [(q.pair, q.left.members, q.right.members) for q in await questions(store)]
    finally:
        await other.close()


def caller(name: str, who: str, day: int, agency: str = "CBP") -> Report:
    """A report of somebody who uses the one telephone."""
    phone = thing("Phone", "+52 55 5555 0142", number="+525555550142")
    return Report(name, (person(who), phone), (("uses", 0, 1),), date(2024, 2, day), agency=agency)


SHARED = (caller("s", "Luz Mora Vega", 1), caller("t", "Luz Mora", 2), *TELLING[3:])
OTHERS = ("Ada Roca", "Leo Paz", "Juan Cux", "Eva Tzoc", "Rita Caal", "Hugo Ixim")
UNSEEN = tuple(caller(f"u{n}", who, 3 + n, agency="SEDENA") for n, who in enumerate(OTHERS))


async def test_whether_a_telephone_is_everybodys_is_counted_over_whom_the_caller_sees(
    tmp_path: Path,
) -> None:
    """The same questions, bits, worths and order as without the reports that he may not see."""
    told = []
    for name, reports in (("with", (*SHARED, *UNSEEN)), ("without", SHARED)):
        opened = open_store(f"sqlite:{tmp_path / name}.db")
        try:
            await load(opened, reports)
            await fuse(opened)
            told.append([q.pair for q in await questions(opened, "CBP", "FGR")])
            every = await questions(opened)
        finally:
            await opened.close()
        mine = next(q.pair for q in every if {q.pair.left, q.pair.right} == {r.mention(0).id for r in SHARED[:2]})
        assert mine.bits == pytest.approx(2.5 if name == "with" else 11.5), "many are linked to it, or two"
    assert told[0] == told[1] != []
