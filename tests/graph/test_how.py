"""How an entity came together, and why two things are not one: every way in which that can be."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import date
from pathlib import Path

import pytest

from graph.access import Visibility
from graph.fuse import fuse
from graph.how import how
from graph.judging import judge, retract
from graph.open import open_store
from graph.resolution.model import model
from graph.store import Store
from graph.whynot import why_not
from ontology.errors import AbsentError, RequestError
from tests.graph.resolution.telling import BY, TODAY, Report, load, person, thing

BORN = {"birthDate": "1990-02-03"}
TELLING = (
    Report("a", (person("Luz Mora Vega", **BORN),), received=date(2024, 1, 1)),
    Report("b", (person("Luz Mora Vega", **BORN),), received=date(2024, 1, 2)),
    Report("c", (person("Pedro Lara Vidal"),), received=date(2024, 1, 3), agency="FGR"),
    Report("d", (person("Luz Mora Vega"),), received=date(2024, 1, 4)),
    Report("e", (person("Luz Mora Vega", birthDate="1961-12-24"),), received=date(2024, 1, 5)),
    Report("f", (thing("Phone", number="+528675550143"),), received=date(2024, 1, 6)),
    Report("g", (thing("Phone", number="+528675550143"),), received=date(2024, 1, 7)),
    Report("h", (person("Luz Mora Vega", **BORN), person("Luz Mora Vega")), received=date(2024, 1, 8)),
)
A, B, C, D, E, F, G, H = (report.mention(0).id for report in TELLING)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    opened = open_store(f"sqlite:{tmp_path / 'graph.db'}")
    yield opened
    await opened.close()


async def told(store: Store, names: str) -> None:
    await load(store, [report for report in TELLING if report.name in names])
    await fuse(store)


async def view(store: Store, *agencies: str) -> Visibility:
    classes = await store.classes()
    mine = frozenset(mk for mk, block in classes.items() if not agencies or block["submitting_agency"] in agencies)
    return Visibility(mine, TODAY)


def groups(*of: Sequence[str]) -> set[frozenset[str]]:
    return {frozenset(group) for group in of}


async def test_joins_come_in_order_each_with_what_it_rests_on(store: Store) -> None:
    await told(store, "abc")
    made = await judge(store, "same", B, C, **BY)
    found = await how(store, await view(store), C)
    assert found.entity == A
    assert [t.mentions for t in found.tellings] == [(m,) for m in sorted((A, B, C))]
    first, second = found.joins
    assert (first.by, {first.left, first.right}, first.judgement) == ("judgement", {B, C}, made)
    assert (first.left_size, first.right_size) == (1, 1)
    assert (second.by, {second.left, second.right}) == ("evidence", {A, B})
    assert {second.left_size, second.right_size} == {1, 2}
    assert second.bits is not None
    assert second.bits > 0
    assert groups(*found.parts) == groups((A, B, C))


async def test_the_weakest_bridge_is_by_evidence_and_what_stays_is_what_its_break_leaves(store: Store) -> None:
    await told(store, "abc")
    await judge(store, "same", B, C, **BY)
    found = await how(store, await view(store), A)
    assert found.weakest
    assert {found.weakest.left, found.weakest.right} == {A, B}
    assert groups(*found.stays) == groups((A,), (B, C))
    await judge(store, "different", A, B, **BY)
    left = await how(store, await view(store), B)
    assert {t.id for t in left.tellings} == {B, C}
    assert left.weakest
    assert left.weakest.by == "judgement"
    assert groups(*left.stays) == groups((B,), (C,))


async def test_equal_keys_join_by_themselves(store: Store) -> None:
    await told(store, "fg")
    (join,) = (await how(store, await view(store), G)).joins
    assert (join.by, join.keys, join.bits) == ("key", ("Phone|number|+528675550143",), None)
    assert groups(*(await how(store, await view(store), G)).stays) == groups((F,), (G,))


async def test_one_telling_needs_no_join(store: Store) -> None:
    await told(store, "a")
    found = await how(store, await view(store), A)
    assert (found.joins, found.weakest, found.parts, found.stays) == ((), None, ((A,),), ((A,),))


async def test_how_shows_only_what_the_caller_sees(store: Store) -> None:
    await told(store, "abc")
    await judge(store, "same", A, C, **BY)
    found = await how(store, await view(store, "CBP"), A)
    assert {t.id for t in found.tellings} == {A, B}
    assert [j.by for j in found.joins] == ["evidence"], "the judgement is about what he does not see"
    with pytest.raises(AbsentError):
        await how(store, await view(store, "FGR"), "mnone")


async def test_two_types_and_one_entity(store: Store) -> None:
    await told(store, "abf")
    assert (await why_not(store, await view(store), A, F)).reason == "types"
    with pytest.raises(RequestError):
        await why_not(store, await view(store), A, B)


async def test_never_compared_tells_which_keys_would_have_had_to_meet(store: Store) -> None:
    await told(store, "ac")
    found = await why_not(store, await view(store), A, C)
    assert (found.reason, found.shared_keys, found.evidence) == ("never_compared", (), None)
    assert any("mora" in key for key in found.left_keys)
    assert any("pedro" in key for key in found.right_keys)


async def test_a_key_that_too_many_have_is_named(store: Store) -> None:
    many = [Report(f"n{i}", (person("Luz Mora Vega"),)) for i in range(model().cap + 1)]
    await load(store, many)
    await fuse(store)
    found = await why_not(store, await view(store), many[0].mention(0).id, many[1].mention(0).id)
    assert found.reason == "never_compared"
    assert any("mora" in key for key in found.shared_keys)
    assert found.left_keys == ()


async def test_not_enough_evidence_tells_it(store: Store) -> None:
    await told(store, "ad")
    found = await why_not(store, await view(store), A, D)
    assert found.reason == "not_enough"
    assert found.evidence
    assert found.evidence.band == "possible"
    assert found.against is None


async def test_what_speaks_most_against_is_named(store: Store) -> None:
    await told(store, "ae")
    found = await why_not(store, await view(store), A, E)
    assert found.reason == "not_enough"
    assert found.against
    assert (found.against.feature, found.against.level) == ("birth", "conflict")


async def test_a_person_keeps_them_apart(store: Store) -> None:
    await told(store, "ab")
    made = await judge(store, "different", A, B, **BY)
    found = await why_not(store, await view(store), A, B)
    assert found.reason == "held_apart"
    assert found.refusal
    assert (found.refusal.by, found.refusal.judgement) == ("judgement", made)
    assert found.judgements == (made,)
    await retract(store, made.id, **BY)
    with pytest.raises(RequestError):
        await why_not(store, await view(store), A, B)


async def test_one_document_tells_them_as_two(store: Store) -> None:
    await told(store, "ah")
    second = TELLING[7].mention(1).id
    await judge(store, "same", A, second, **BY)
    found = await why_not(store, await view(store), A, H)
    assert found.reason == "held_apart"
    assert found.refusal
    assert (found.refusal.by, {found.refusal.left, found.refusal.right}) == ("document", {H, second})


async def test_a_conflict_elsewhere_outweighs_what_would_join(store: Store) -> None:
    await told(store, "abe")
    await judge(store, "same", B, E, **BY)
    found = await why_not(store, await view(store), A, B)
    assert found.reason == "held_apart"
    assert found.refusal
    assert (found.refusal.by, {found.refusal.left, found.refusal.right}) == ("conflict", {A, E})
    assert found.refusal.bits is not None
    assert found.refusal.bits < 0
