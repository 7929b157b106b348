"""Judgements through the store: merges, their undo in any order, contradictions, and what is refused."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest

from graph.access import Visibility
from graph.fuse import contradictions, fuse
from graph.judgement import verify_chain
from graph.judging import judge, rebuild, reject, retract, retype, withdraw
from graph.open import open_store
from graph.store import Store
from graph.why import why
from ontology.errors import AbsentError, JudgementError, RequestError
from tests.graph.resolution.telling import BY, TODAY, Report, graph_of, held_together, load, person, thing

ONE = Report("one", (person("Héctor Salinas Guerra"), thing("CriminalNetwork", "Los Zanates")), (("memberOf", 0, 1),))
TWO = Report("two", (person("El Tigre"), thing("Phone", number="+528675550143")), (("uses", 0, 1),))
THREE = Report("three", (person("Ana Ruiz Paz"), person("Pedro Lara Vidal")), (("associateOf", 0, 1),))
FOUR = Report("four", (person("Rogelio Elizondo"), thing("Place", "Reynosa")), received=date(2023, 5, 1))
REPORTS = (ONE, TWO, THREE, FOUR)
SALINAS, TIGRE, ANA, ROGELIO = (r.mention(0).id for r in REPORTS)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    opened = open_store(f"sqlite:{tmp_path / 'graph.db'}")
    await load(opened, REPORTS)
    await fuse(opened)
    yield opened
    await opened.close()


async def everything(store: Store) -> Visibility:
    return Visibility(frozenset(await store.classes()), TODAY)


async def entity(store: Store, mention: str) -> str:
    (found,) = await store.get(await everything(store), [mention])
    return found.id


async def test_same_makes_one_entity_that_every_member_leads_to_and_takes_the_first_one_s_id(store: Store) -> None:
    await judge(store, "same", SALINAS, ROGELIO, **BY)
    assert await entity(store, SALINAS) == await entity(store, ROGELIO) == ROGELIO, "received first"
    (found,) = await store.get(await everything(store), [SALINAS])
    assert {v.written for v in found.values["name"]} == {"Héctor Salinas Guerra", "Rogelio Elizondo"}
    links = [link async for link in store.iterate_links(await everything(store)) if link.type == "memberOf"]
    assert [link.subject for link in links] == [ROGELIO]


@pytest.mark.parametrize("order", list(permutations(range(3))))
async def test_three_chained_merges_are_undone_in_any_order(store: Store, order: tuple[int, ...]) -> None:
    never = await graph_of(store)
    chain = [(SALINAS, TIGRE), (TIGRE, ANA), (ANA, ROGELIO)]
    made = [await judge(store, "same", a, b, **BY) for a, b in chain]
    assert frozenset({SALINAS, TIGRE, ANA, ROGELIO}) in held_together((await graph_of(store))[0])
    left = set(range(3))
    for at in order:
        await retract(store, made[at].id, **BY)
        left.remove(at)
        expected = {frozenset(chain[i]) for i in left} if len(left) == 1 else None
        together = {g for g in held_together((await graph_of(store))[0]) if len(g) > 1}
        assert expected is None or together == expected
    assert await graph_of(store) == never
    async with store.transaction() as writer:
        ledger = await writer.judgements()
    assert verify_chain(ledger) is None
    assert len(ledger) == 6


async def test_different_splits_what_the_machine_joined_and_its_undo_joins_it_again(store: Store) -> None:
    twice = [Report(n, (person("Luz Mora Vega", birthDate="1990-02-03"),)) for n in ("a", "b")]
    await load(store, twice)
    await fuse(store)
    a, b = (r.mention(0).id for r in twice)
    assert await entity(store, a) == await entity(store, b)
    made = await judge(store, "different", a, b, **BY)
    assert made.evidence.startswith("merge "), "the ledger keeps what the machine had found"
    assert await entity(store, a) != await entity(store, b)
    await rebuild(store)
    assert await entity(store, a) != await entity(store, b)
    await retract(store, made.id, **BY)
    assert await entity(store, a) == await entity(store, b)


async def test_different_inside_a_document_splits_a_coreference(store: Store) -> None:
    told = Report("alias", (person("Luz Mora Vega", "La Güera"),))
    await load(store, [told])
    await fuse(store)
    name, alias = told.mention(0, 0).id, told.mention(0, 1).id
    assert await entity(store, name) == await entity(store, alias)
    await judge(store, "different", name, alias, **BY)
    assert await entity(store, alias) == alias


async def test_a_contradiction_is_reported_and_the_component_stays_as_it_was(store: Store) -> None:
    first = await judge(store, "same", SALINAS, TIGRE, **BY)
    await judge(store, "same", TIGRE, ANA, **BY)
    before = await graph_of(store)
    await judge(store, "different", SALINAS, ANA, **BY)
    assert await graph_of(store) == before
    report = await rebuild(store)
    assert await contradictions(store) == report.contradictions
    assert [(c.verdict, {c.left, c.right}) for c in report.contradictions] == [("different", {SALINAS, ANA})]
    assert TIGRE in report.contradictions[0].path
    await retract(store, first.id, **BY)
    assert not await contradictions(store)
    together = {g for g in held_together((await graph_of(store))[0]) if len(g) > 1}
    assert together == {frozenset({TIGRE, ANA})}


async def test_a_retract_that_is_retracted_restores_the_judgement(store: Store) -> None:
    made = await judge(store, "same", SALINAS, TIGRE, **BY)
    merged = await graph_of(store)
    undo = await retract(store, made.id, **BY)
    await retract(store, undo.id, **BY)
    assert await graph_of(store) == merged


async def test_what_is_withdrawn_or_rejected_is_not_counted(store: Store) -> None:
    before = await store.stats(await everything(store))
    withdrawn = await withdraw(store, ONE.document.id, **BY)
    after = await store.stats(await everything(store))
    assert after.documents == before.documents - 1
    assert after.mentions == before.mentions - len(ONE.things)
    assert after.claims < before.claims
    await retract(store, withdrawn.id, **BY)
    assert await store.stats(await everything(store)) == before
    async with store.transaction() as writer:
        claim = (await writer.live_claims([ONE.document.id]))[0]
    await reject(store, claim.id, **BY)
    assert (await store.stats(await everything(store))).claims == before.claims - 1


async def test_withdrawing_a_document_takes_all_it_said_and_a_retract_brings_it_back(store: Store) -> None:
    never = await graph_of(store)
    made = await withdraw(store, ONE.document.id, **BY)
    view = await everything(store)
    assert not await store.get(view, [SALINAS])
    assert "memberOf" not in {link.type async for link in store.iterate_links(view)}
    await retract(store, made.id, **BY)
    assert await graph_of(store) == never


async def test_what_others_say_of_a_thing_outlives_the_withdrawal_of_its_first_report(store: Store) -> None:
    told = [Report(n, (person("Luz Mora Vega", birthDate="1990-02-03"),)) for n in ("a", "b", "c")]
    await load(store, told)
    await fuse(store)
    first = next(r for r in told if r.mention(0).id == min(r.mention(0).id for r in told))
    rest = sorted({r.mention(0).id for r in told} - {first.mention(0).id})
    assert await entity(store, rest[1]) == first.mention(0).id
    await withdraw(store, first.document.id, **BY)
    assert await entity(store, rest[0]) == await entity(store, rest[1]) == rest[0]


async def test_a_rejected_claim_leaves_the_graph_and_its_entity_stays(store: Store) -> None:
    never = await graph_of(store)
    claim = next(c for c in ONE.told().claims if c.predicate == "memberOf")
    made = await reject(store, claim.id, **BY)
    view = await everything(store)
    assert "memberOf" not in {link.type async for link in store.iterate_links(view)}
    assert await store.get(view, [SALINAS])
    await retract(store, made.id, **BY)
    assert await graph_of(store) == never


async def test_a_retyped_mention_loses_the_links_its_new_type_may_not_have(store: Store) -> None:
    await retype(store, ONE.mention(1).id, "Place", **BY)
    (found,) = await store.get(await everything(store), [ONE.mention(1).id])
    assert found.type == "Place"
    assert "memberOf" not in {link.type async for link in store.iterate_links(await everything(store))}
    assert (await rebuild(store)).misfits == 1


async def test_a_person_with_a_predicate_is_a_subject(store: Store) -> None:
    await rebuild(store, subjects=frozenset({SALINAS}))
    entities, _ = await graph_of(store)
    classes = {e.id: e.person_class for e in entities if e.type == "Person"}
    assert classes[SALINAS] == "subject"
    assert set(classes.values()) == {"subject", "mentioned"}


@pytest.mark.parametrize(
    ("left", "right"),
    [(SALINAS, "mnone"), ("mnone", SALINAS), (SALINAS, SALINAS), (SALINAS, ONE.mention(1).id)],
    ids=["right is not there", "left is not there", "against itself", "two types"],
)
async def test_judgements_that_do_not_fit_are_refused_and_leave_no_trace(store: Store, left: str, right: str) -> None:
    before = await graph_of(store)
    with pytest.raises(JudgementError):
        await judge(store, "same", left, right, **BY)
    async with store.transaction() as writer:
        assert not await writer.judgements()
    assert await graph_of(store) == before


async def test_what_is_not_there_cannot_be_decided_about(store: Store) -> None:
    for refused in (
        retract(store, "jnone", **BY),
        withdraw(store, "dnone", **BY),
        reject(store, "cnone", **BY),
        retype(store, "mnone", "Person", **BY),
        retype(store, SALINAS, "Date", **BY),
    ):
        with pytest.raises(JudgementError):
            await refused
    made = await judge(store, "unsure", SALINAS, TIGRE, **BY)
    await retract(store, made.id, **BY)
    with pytest.raises(JudgementError, match="already"):
        await retract(store, made.id, **BY)


async def test_why_tells_keys_features_and_judgements(store: Store) -> None:
    twice = [Report(n, (person("Luz Mora Vega", birthDate="1990-02-03"),)) for n in ("a", "b")]
    await load(store, twice)
    await fuse(store)
    a, b = (r.mention(0).id for r in twice)
    told = await why(store, await everything(store), a, b)
    assert told.together
    assert {told.left, told.right} == {a, b}
    assert {t.feature for t in told.evidence.terms} == {"person_name", "birth"}
    assert told.evidence.band == "merge"
    assert any("born 1990-02-03" in key for key in told.blocking_keys)
    made = await judge(store, "different", a, b, **BY)
    parted = await why(store, await everything(store), a, b)
    assert not parted.together
    assert [j.id for j in parted.judgements] == [made.id]
    await retract(store, made.id, **BY)
    assert not (await why(store, await everything(store), a, b)).judgements


async def test_why_tells_the_key_that_joined(store: Store) -> None:
    twice = [Report(n, (thing("Phone", number="+528675550177"),)) for n in ("a", "b")]
    await load(store, twice)
    await fuse(store)
    told = await why(store, await everything(store), *(r.mention(0).id for r in twice))
    assert told.shared_keys == ("Phone|number|+528675550177",)


async def test_why_knows_nothing_of_what_the_caller_may_not_see(store: Store) -> None:
    """A hidden report's mention is no part of the evidence, and a judgement about it is not told."""
    hidden = Report(
        "hidden", (person("Ana Ruiz Paz", birthDate="1985-01-01"),), agency="FGR", received=date(2024, 3, 1)
    )
    await load(store, [hidden])
    await fuse(store)
    await judge(store, "same", ANA, hidden.mention(0).id, **BY)
    classes = await store.classes()
    mine = frozenset(mk for mk, block in classes.items() if block["submitting_agency"] == "CBP")
    view = Visibility(mine, TODAY)
    told = await why(store, view, ANA, SALINAS)
    assert hidden.mention(0).id not in (told.left, told.right)
    assert not told.judgements
    with pytest.raises(AbsentError):
        await why(store, view, hidden.mention(0).id, SALINAS)


async def test_why_refuses_two_types_and_one_telling(store: Store) -> None:
    view = await everything(store)
    with pytest.raises(RequestError):
        await why(store, view, SALINAS, ONE.mention(1).id)
    with pytest.raises(RequestError):
        await why(store, view, SALINAS, SALINAS)
