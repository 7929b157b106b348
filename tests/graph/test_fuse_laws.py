"""Fusing is a function of what the store holds: orders, sizes of chunks, re-runs and judgements, on real stores."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.access import Visibility
from graph.batch import resolve
from graph.fuse import fuse, fuse_documents
from graph.judgement import Judgement
from graph.judging import judge, rebuild, reject, retract, retype, withdraw
from graph.open import open_store
from graph.resolution.model import model
from graph.resolution.shelf import Shelf
from graph.rows import Pair
from graph.store import Store
from graph.why import why
from ontology.claim import TYPE
from ontology.errors import JudgementError
from ontology.loader import schema
from tests.graph.resolution.telling import BY, TODAY, Report, Told, graph_of, held_together, load, person, thing

laws = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])

PEOPLE = [
    person("Héctor Iván Salinas Guerra", birthDate="1981-04-14"),
    person("SALINAS GUERRA, HECTOR IVAN", "El Tigre", birthDate="1981-04-14"),
    person("Hector Salinas", birthDate="1979-01-02"),
    person("Héctor Salinas Guerra", "El Tigre"),
    person("El Tigre"),
    person("Rogelio Elizondo padre"),
    person("Rogelio Elizondo hijo"),
]
OTHERS = [
    thing("Phone", number="+528675550143"),
    thing("Phone", number="+528675550199"),
    thing("CriminalNetwork", "Cartel de la Ribera Norte"),
    thing("CriminalNetwork", "Ribera Norte Cartel", "CRN"),
    thing("Place", "Reynosa", gazetteer="gn:3520339"),
    thing("Vehicle", "white Ford", plate="KXR4471"),
    thing("Vehicle", "Ford F-250 blanca", plate="KXR4471", make="Ford"),
    thing("Agency", "FGR", country="MEX"),
]
LINKS = {"Phone": "uses", "CriminalNetwork": "memberOf", "Place": "operatesIn", "Vehicle": "uses", "Agency": "memberOf"}


@st.composite
def worlds(draw: st.DrawFn) -> list[Report]:
    """Two to seven reports that tell of a few people and things again and again."""
    reports = []
    for i in range(draw(st.integers(2, 7))):
        told = draw(st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=2, unique_by=id))
        others = draw(st.lists(st.sampled_from(OTHERS), max_size=3, unique_by=id))
        links = tuple((LINKS[o.type], 0, len(told) + k) for k, o in enumerate(others))
        if len(told) == 2:
            links += ((draw(st.sampled_from(["associateOf", "coreferent?"])), 0, 1),)
        received = date(2024, 1, 1 + draw(st.integers(0, 2)))
        agency = draw(st.sampled_from(["CBP", "FGR"]))
        reports.append(Report(f"r{i}", (*told, *others), links, received, agency))
    return reports


class Fresh:
    """A store of its own that is gone when the block ends."""

    async def __aenter__(self) -> Store:
        self._folder = tempfile.TemporaryDirectory()
        self._store = open_store(f"sqlite:{Path(self._folder.name) / 'graph.db'}")
        return self._store

    async def __aexit__(self, *_: object) -> None:
        await self._store.close()
        self._folder.cleanup()


async def fused(reports: Sequence[Report], *, together: bool = True, chunk: int = 200) -> tuple[object, list[Pair]]:
    """The graph of these reports, loaded in their order: all before one call of fuse, or each with its own."""
    async with Fresh() as store:
        for batch in [reports] if together else [[r] for r in reports]:
            await load(store, batch)
            await fuse(store, chunk=chunk)
        return await graph_of(store), await pairs_of(store, reports)


async def pairs_of(store: Store, reports: Sequence[Report]) -> list[Pair]:
    """All scored pairs of the mentions of these reports."""
    async with store.transaction() as writer:
        return await writer.pairs_touching([m.id for r in reports for m in r.told().mentions])


@pytest.mark.slow
@laws
@given(worlds(), st.randoms(use_true_random=False), st.integers(1, 3))
def test_any_order_and_any_size_of_chunks_give_the_same_rows(reports: list[Report], chance: object, chunk: int) -> None:
    once = asyncio.run(fused(reports))
    shuffled = list(reports)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert asyncio.run(fused(shuffled, chunk=chunk)) == once
    assert asyncio.run(fused(shuffled, together=False)) == once


@laws
@given(worlds())
def test_rebuilding_and_fusing_again_change_nothing(reports: list[Report]) -> None:
    async def run() -> None:
        async with Fresh() as store:
            for report in reports:
                await load(store, [report])
                await fuse(store)
            once = await graph_of(store)
            await load(store, reports)
            await fuse(store, chunk=2)
            assert await graph_of(store) == once
            await rebuild(store)
            assert await graph_of(store) == once

    asyncio.run(run())


@laws
@given(worlds())
def test_the_store_joins_what_the_merge_band_of_batch_resolution_joins(reports: list[Report]) -> None:
    async def run() -> None:
        clusters: dict[str, set[str]] = {}
        for mention, cluster in resolve([r.told() for r in reports], line=1.0).items():
            clusters.setdefault(cluster, set()).add(mention)
        async with Fresh() as store:
            await load(store, reports)
            await fuse(store)
            entities, _ = await graph_of(store)
        assert held_together(entities) == {frozenset(c) for c in clusters.values()}
        assert {e.id for e in entities} == clusters.keys()

    asyncio.run(run())


@pytest.mark.slow
@laws
@given(worlds(), st.data())
def test_what_is_retracted_in_any_order_was_never_judged(reports: list[Report], data: st.DataObject) -> None:
    """Same, different, retype, reject and withdraw: after the retracts the rows are those of never having judged."""
    people = [(r, i) for r in reports for i, t in enumerate(r.things) if t.type == "Person"]

    async def run() -> None:
        async with Fresh() as store:
            await load(store, reports)
            await fuse(store)
            never = await graph_of(store)
            made: list[Judgement] = []
            for _ in range(data.draw(st.integers(1, 4))):
                made += await _decide(store, reports, people, data)
            judged = await graph_of(store)
            await rebuild(store)
            assert await graph_of(store) == judged
            for one in data.draw(st.permutations(made)):
                await retract(store, one.id, **BY)
            assert await graph_of(store) == never

    asyncio.run(run())


async def _decide(
    store: Store, reports: list[Report], people: list[tuple[Report, int]], data: st.DataObject
) -> list[Judgement]:
    verdict = data.draw(st.sampled_from(["same", "same", "different", "retype", "reject", "withdraw"]))
    report, i = data.draw(st.sampled_from(people))
    mention = report.mention(i).id
    try:
        match verdict:
            case "retype":
                return [await retype(store, mention, "Organization", **BY)]
            case "reject":
                claims = [c for c in report.told().claims if c.predicate != TYPE] or list(report.told().claims)
                return [await reject(store, data.draw(st.sampled_from(claims)).id, **BY)]
            case "withdraw":
                return [await withdraw(store, report.document.id, **BY)]
            case _:
                other, k = data.draw(st.sampled_from(people))
                return [await judge(store, verdict, mention, other.mention(k).id, **BY)]  # type: ignore[arg-type]
    except JudgementError:
        return []  # a mention of a withdrawn report, of another type by now, or judged against itself


@pytest.mark.slow
@laws
@given(worlds(), st.data())
def test_a_document_read_anew_leaves_nothing_of_its_former_claims(reports: list[Report], data: st.DataObject) -> None:
    """One report tells other things in a second run; the rows are those of having read it so from the start."""
    at = data.draw(st.integers(0, len(reports) - 1))
    other = replace(reports[at], things=tuple(reversed(reports[at].things)), links=())
    after = [*reports[:at], other, *reports[at + 1 :]]

    async def run() -> None:
        async with Fresh() as store:
            await load(store, reports)
            await fuse(store, chunk=2)
            await load(store, [other])
            await fuse(store)
            assert (await graph_of(store), await pairs_of(store, after)) == await fused(after)

    asyncio.run(run())


def test_equal_keys_are_a_chain_and_no_pair_of_them_is_compared() -> None:
    place = Told("Place", ("Reynosa",), {"gazetteer": "gn:3520339"})
    reports = [Report(f"r{i}", (place,)) for i in range(150)]

    async def run() -> None:
        async with Fresh() as store:
            await load(store, reports)
            report = await fuse(store, chunk=40)
            entities, _ = await graph_of(store)
            assert [len(e.members) for e in entities] == [150]
            assert report.pairs == 0

    asyncio.run(run())


def test_a_key_that_becomes_overfull_and_ceases_to_be_is_compared_as_if_it_had_always_been_so() -> None:
    """Above the cap only those are compared who share a finer key; the surplus is counted."""
    cap = model().cap
    network = thing("CriminalNetwork", "Los Zanates")
    plain = [Report(f"r{i}", (person("Ana Ruiz"),)) for i in range(cap - 2)]
    linked = [Report(f"n{i}", (person("Ana Ruiz"), network), (("memberOf", 0, 1),)) for i in range(3)]
    ana = [r.mention(0).id for r in (*plain, *linked)]

    async def run() -> None:
        async with Fresh() as store:
            await load(store, plain)
            assert (await fuse(store)).overfull == 0
            assert len(await pairs_of(store, plain)) == (cap - 2) * (cap - 3) // 2
            await load(store, linked)
            assert (await fuse(store)).overfull > 0
            several = await pairs_of(store, (*plain, *linked))
            assert len([p for p in several if p.left in ana]) == 3
            await withdraw(store, linked[0].document.id, **BY)
            assert len([p for p in await pairs_of(store, (*plain, *linked)) if p.left in ana]) == cap * (cap - 1) // 2
            await rebuild(store)
            assert len([p for p in await pairs_of(store, (*plain, *linked)) if p.left in ana]) == cap * (cap - 1) // 2
        assert (await fused((*linked, *plain), chunk=7))[1] == several

    asyncio.run(run())


def test_a_telephone_that_becomes_common_joins_nobody_and_does_so_again_when_it_ceases_to_be() -> None:
    """The coyote's: what it joined comes apart when more persons than a household are told with it."""
    phone = thing("Phone", number="+528675550143")
    clients = ("Ana María Ruiz Soto", "Beto Lara", "Cruz Mena", "Delia Ponce", "Efrén Rojas", "Fidel Soto")

    def told(name: str, by: str, agency: str) -> Report:
        return Report(name, (person(by), phone), (("uses", 0, 1),), agency=agency)

    early = [told("a", clients[0], "CBP"), told("b", clients[0], "CBP")]
    late = [told(f"c{i}", name, "FGR") for i, name in enumerate(clients[1:])]
    ana = {r.mention(0).id for r in early}

    async def joined(store: Store) -> bool:
        return any(ana <= set(e.members) for e in (await graph_of(store))[0])

    async def household_bits(store: Store, *agencies: str) -> float:
        mine = frozenset(mk for mk, of in (await store.classes()).items() if of["submitting_agency"] in agencies)
        evidence = (await why(store, Visibility(mine, TODAY), *sorted(ana))).evidence
        return next(bits for name, bits, _ in evidence.families if name == "household")

    async def run() -> None:
        async with Fresh() as store:
            await load(store, [*early, *late[:-1]])
            await fuse(store)
            assert await joined(store)
            household = await graph_of(store), await pairs_of(store, early)
            await load(store, late[-1:])
            await fuse(store)
            assert not await joined(store)
            assert (await graph_of(store), await pairs_of(store, [*early, *late])) == await fused([*late, *early])
            assert await household_bits(store, "CBP", "FGR") == 0
            assert await household_bits(store, "CBP") == 9, (
                "who does not see the others cannot tell that they are there"
            )
            await withdraw(store, late[-1].document.id, **BY)
            assert (await graph_of(store), await pairs_of(store, early)) == household

    asyncio.run(run())


def test_a_split_whose_documents_come_in_two_chunks_is_made_whole_by_the_second() -> None:
    """Between the two, a link may not lead to the entity that was taken out."""
    names = sorted((f"r{i}" for i in range(40)), key=lambda name: Report(name, ()).document.id)
    phone = thing("Phone", number="+528675550143")
    second = Report(names[0], (person("Ana Ruiz"), phone), (("uses", 0, 1),), received=date(2024, 5, 1))
    first = Report(names[-1], (person("Pedro Lara"), phone), (("uses", 0, 1),), received=date(2023, 5, 1))

    async def run() -> None:
        async with Fresh() as store:
            await load(store, [first, second])
            await fuse(store)
            never = await graph_of(store)
            made = await judge(store, "same", first.mention(0).id, second.mention(0).id, **BY)
            async with store.transaction() as writer:
                await writer.put_judgements([Judgement("retract", made.id, None, "x", "y", BY["now"], made.id)])
                await writer.mark_pending([first.document.id, second.document.id])
            await fuse(store, chunk=1)
            assert await graph_of(store) == never

    asyncio.run(run())


def test_a_document_that_changes_between_two_transactions_of_one_call_is_read_anew() -> None:
    report = Report("a", (person("Ana Ruiz"), thing("Phone", number="+528675550143")), (("uses", 0, 1),))
    other = replace(report, things=(person("Pedro Lara"), report.things[1]))

    async def run() -> None:
        shelf = Shelf(schema())
        async with Fresh() as store:
            for told in (report, other):
                async with store.transaction() as writer:
                    await writer.put_extractions([told.told()])
                    await fuse_documents(writer, [told.document.id], frozenset(), shelf)
            assert (await graph_of(store), await pairs_of(store, [other])) == await fused([other])

    asyncio.run(run())
