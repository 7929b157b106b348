"""What a judgement would do: what it then does, and nothing of it stays in the store."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.access import Visibility
from graph.difference import Difference, Moves, Part, difference
from graph.fuse import fuse
from graph.judgement import Judgement
from graph.judging import Act, By, Made, judge, make, reject, withdraw
from graph.open import open_store
from graph.store import Store
from graph.whatif import seen_difference, what_if
from ontology.errors import JudgementError
from tests.graph.resolution.telling import BY, TODAY, Report, graph_of, load, person, thing
from tests.patience import PATIENCE

TELLING = (
    Report("a", (person("Luz Mora Vega", birthDate="1990-02-03"), thing("CriminalNetwork", "Los Zanates")),
           (("memberOf", 0, 1),), date(2024, 1, 1)),
    Report("b", (person("Luz Mora Vega", birthDate="1990-02-03"),), received=date(2024, 1, 2)),
    Report("c", (person("Pedro Lara Vidal"),), received=date(2024, 1, 3), agency="FGR"),
    Report("d", (person("Ana Ruiz Paz"),), received=date(2024, 1, 4)),
)  # fmt: skip
A, B, C, D = (report.mention(0).id for report in TELLING)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    opened = await told(tmp_path / "graph.db")
    yield opened
    await opened.close()


async def told(file: Path) -> Store:
    opened = open_store(f"sqlite:{file}")
    await load(opened, TELLING)
    await fuse(opened)
    return opened


async def view(store: Store, *agencies: str) -> Visibility:
    classes = await store.classes()
    mine = frozenset(mk for mk, block in classes.items() if not agencies or block["submitting_agency"] in agencies)
    return Visibility(mine, TODAY)


async def done(store: Store, *acts: Act) -> tuple[Made, Difference]:
    made = await make(store, acts, By(**BY))
    return made, await seen_difference(store.truth(), store, await view(store), made.moves)


def parts(found: tuple[Part, ...]) -> list[tuple[str, ...]]:
    return [part.members for part in found]


async def test_same_would_merge_and_its_retraction_split(store: Store) -> None:
    supposed = await what_if(store, await view(store), [Act("same", A, C)])
    ((into, of),) = ((m.into, m.of) for m in supposed.merged)
    assert (into.id, into.members) == (A, (A, B, C))
    assert sorted(parts(of)) == sorted([(A, B), (C,)])
    made = await judge(store, "same", A, C, **BY)
    (split,) = (await what_if(store, await view(store), [Act("retract", made.id)])).split
    assert split.of.members == (A, B, C)
    assert sorted(parts(split.into)) == sorted([(A, B), (C,)])


async def test_different_would_split_what_the_machine_joined(store: Store) -> None:
    (split,) = (await what_if(store, await view(store), [Act("different", A, B)])).split
    assert parts(split.into) == sorted([(A,), (B,)])


async def test_nothing_is_written(store: Store) -> None:
    graph = await graph_of(store)
    await what_if(store, await view(store), [Act("same", A, C), Act("different", A, B), Act("same", C, D)])
    assert await graph_of(store) == graph
    assert await store.truth().judgements() == []
    assert await store.truth().pending(1) == []


async def test_nobody_who_writes_is_waited_for(store: Store) -> None:
    before = await what_if(store, await view(store), [Act("same", A, C)])
    async with store.transaction() as writer:
        await writer.replace_component([A, C, D], [], [])
        async with asyncio.timeout(PATIENCE):
            assert await what_if(store, await view(store), [Act("same", A, C)]) == before


async def test_a_supposition_that_does_not_fit_is_refused(store: Store) -> None:
    with pytest.raises(JudgementError):
        await what_if(store, await view(store), [Act("same", A, TELLING[0].mention(1).id)])
    with pytest.raises(JudgementError):
        await what_if(store, await view(store), [Act("retract", "jnone")])


async def test_what_is_hidden_is_not_in_the_difference(store: Store) -> None:
    supposed = await what_if(store, await view(store, "CBP"), [Act("same", A, C)])
    assert supposed == Difference(), "to one who does not see C, A and B are one before and after"
    (merged,) = (await what_if(store, await view(store), [Act("same", A, C)])).merged
    assert merged.into.members == (A, B, C)


async def test_a_withdrawal_changes_an_entity_and_a_retract_of_it_would_change_it_back(store: Store) -> None:
    made = await withdraw(store, TELLING[1].document.id, **BY)
    (changed,) = (await what_if(store, await view(store), [Act("retract", made.id)])).changed
    assert (changed.before.members, changed.after.members) == ((A,), (A, B))
    gone = await withdraw(store, TELLING[3].document.id, **BY)
    assert parts((await what_if(store, await view(store), [Act("retract", gone.id)])).created) == [(D,)]


async def test_keeping_apart_says_different_as_well(store: Store) -> None:
    made = await judge(store, "same", C, D, **BY)
    undone, _ = await done(store, Act("retract", made.id, keep_apart=True))
    assert [(j.verdict, j.left, j.right) for j in undone.judgements] == [
        ("retract", made.id, None), ("different", C, D),
    ]  # fmt: skip
    rejected = await reject(store, next(c.id for c in TELLING[3].told().claims), **BY)
    undone, _ = await done(store, Act("retract", rejected.id, keep_apart=True))
    assert len(undone.judgements) == 1, "there are no two to keep apart"


pairs = st.tuples(st.sampled_from((A, B, C, D)), st.sampled_from((A, B, C, D))).filter(lambda p: p[0] != p[1])
acts = st.lists(st.tuples(st.sampled_from(("same", "different", "unsure")), pairs), min_size=1, max_size=4)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(judged=acts, data=st.data())
async def test_what_if_tells_what_a_retraction_then_does_and_undo_leaves_the_graph_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, judged: list[tuple[str, tuple[str, str]]], data: st.DataObject
) -> None:
    store = await told(tmp_path_factory.mktemp("law") / "graph.db")
    try:
        never = await graph_of(store)
        ledger: list[Judgement] = []
        for verdict, (left, right) in judged:
            act = Act(verdict, left, right)  # type: ignore[arg-type]
            supposed = await what_if(store, await view(store), [act])
            made, found = await done(store, act)
            assert found == supposed
            ledger += made.judgements
        for judgement in data.draw(st.permutations(ledger)):
            act = Act("retract", judgement.id)
            supposed = await what_if(store, await view(store), [act])
            assert (await done(store, act))[1] == supposed
        assert await graph_of(store) == never
    finally:
        await store.close()


def test_one_entity_may_be_split_while_its_part_is_merged() -> None:
    moves = Moves({"a": "1", "b": "1", "c": "2"}, {"a": "1", "b": "2", "c": "2"})
    found = difference(moves, dict.fromkeys("abc", date(2024, 1, 1)))
    assert [s.of.members for s in found.split] == [("a", "b")]
    assert [m.into.members for m in found.merged] == [("b", "c")]
    assert parts(found.after) == [("a",), ("b", "c")]
