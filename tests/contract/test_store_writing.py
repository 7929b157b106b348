"""What is written: keyed, whole or not at all, one transaction at a time."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from graph.judgement import GENESIS, Judgement, verify_chain
from graph.rows import Ingested, Pair
from graph.store import Store
from ontology.claim import Claim, Extraction, Value
from ontology.errors import JudgementError, StoreError
from tests.contract.conftest import Opener
from tests.contract.world import World, neighbours_of, report, view


@pytest.fixture
def world() -> World:
    world = World()
    world.report("r-1")
    world.report("r-2")
    world.thing("A", "Person", ["r-1", "r-2"])
    world.thing("N", "CriminalNetwork", "r-1")
    world.tie("memberOf", "A", "N", "r-1", valid="2023", qualifier="guide")
    return world


async def answers(store: Store) -> list[object]:
    """All that a store tells, in its order."""
    everything = await view(store)
    found: list[object] = [e async for e in store.iterate(everything)]
    found += [x async for x in store.iterate_links(everything)]
    return [*found, await store.stats(everything), await store.classes()]


async def test_the_same_batch_twice_changes_nothing(store: Store, world: World) -> None:
    await world.write(store)
    before = await answers(store)
    await world.write(store)
    assert await answers(store) == before
    async with store.transaction() as writer:
        assert await writer.pending(10) == []
        await writer.put_extractions(world.extractions(world.documents))
        assert await writer.pending(10) == []  # nothing new was read


async def test_an_error_undoes_all_of_a_transaction(store: Store, world: World) -> None:
    async def write() -> None:
        async with store.transaction() as writer:
            await writer.put_extractions(world.extractions(world.documents))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await write()
    async with store.transaction() as writer:
        assert await writer.pending(10) == []
    await world.write(store)
    assert len(await answers(store)) == 5


async def test_a_refused_write_undoes_all_of_a_transaction(store: Store, world: World) -> None:
    await world.write(store)
    before = await answers(store)
    async with store.transaction() as writer:
        classes = await writer.marking_class([d.id for d in world.documents.values()])
    (link,) = world.links(world.documents, classes)

    async def write() -> None:
        async with store.transaction() as writer:
            await writer.clear_projection()
            await writer.replace_component([], [], [link])

    with pytest.raises(StoreError, match="not in the store"):
        await write()
    assert await answers(store) == before


async def test_a_transaction_sees_what_it_wrote_and_readers_do_not(store: Store, world: World) -> None:
    everything = await view(store)
    async with store.transaction() as writer:
        await writer.put_extractions(world.extractions(world.documents))
        assert len(await writer.pending(10)) == 2
        assert (await store.stats(everything)).documents == 0
    assert (await store.stats(await view(store))).documents == 2


async def test_transactions_do_not_nest_and_wait_for_each_other(store: Store) -> None:
    with pytest.raises(StoreError, match="transaction is open"):
        async with store.transaction(), store.transaction():
            pass
    order: list[str] = []

    async def write(name: str) -> None:
        async with store.transaction() as writer:
            order.append(f"{name} in")
            await writer.put_ingested([Ingested(name, "done", None, None, None, "2024-01-01T00:00:00Z")])
            await asyncio.sleep(0.01)
            order.append(f"{name} out")

    await asyncio.gather(write("one"), write("two"))
    assert order in (["one in", "one out", "two in", "two out"], ["two in", "two out", "one in", "one out"])


async def test_a_cancelled_transaction_leaves_the_store_usable(store: Store, world: World) -> None:
    begun = asyncio.Event()

    async def write() -> None:
        async with store.transaction() as writer:
            await writer.put_extractions(world.extractions(world.documents))
            begun.set()
            await asyncio.sleep(60)

    task = asyncio.create_task(write())
    await begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert (await store.stats(await view(store))).documents == 0
    await world.write(store)
    assert (await store.stats(await view(store))).documents == 2


async def test_what_is_written_is_there_when_the_store_is_opened_again(opener: Opener, world: World) -> None:
    first = opener("again")
    await world.write(first)
    before = await answers(first)
    await first.close()
    second = opener("again")
    assert await answers(second) == before
    await second.close()


def read(extraction: Extraction, version: str, *names: str, extractors: tuple[str, ...] = ()) -> Extraction:
    """Another run over the same document: its claims say these names, and nothing else."""
    mention = extraction.mentions[0]
    span = ((mention.start, mention.end),)
    claims = tuple(Claim(mention.id, "name", mention.document, span, "hand", version, value=Value(n, n)) for n in names)
    return replace(extraction, claims=claims, extractors=extractors or (f"hand@{version}",), configuration=version)


async def test_a_later_run_of_an_extractor_supersedes_what_its_earlier_run_found(store: Store, world: World) -> None:
    (extraction,) = world.extractions(["r-2"])
    document = extraction.document.id

    async def live() -> list[tuple[str, str]]:
        async with store.transaction() as writer:
            claims = await writer.live_claims([document])
            assert [c.id for c in claims] == sorted(c.id for c in claims)
            return sorted((c.value.normal, c.version) for c in claims if c.value)

    async def put(run: Extraction) -> None:
        async with store.transaction() as writer:
            await writer.mark_fused([document])
            await writer.put_extractions([run])
            assert await writer.pending(5) == [document]
            assert run.run in (await writer.runs_of([document, "absent"]))[document]

    await put(read(extraction, "1", "ana", "eva"))
    assert await live() == [("ana", "1"), ("eva", "1")]
    await put(read(extraction, "2", "eva", "iris"))  # a claim may be in several runs
    assert await live() == [("eva", "2"), ("iris", "2")]
    other = read(extraction, "x", "uma", extractors=("other@1",))
    other = replace(other, claims=tuple(replace(c, extractor="other", version="1") for c in other.claims))
    await put(other)  # another extractor's run leaves it alone
    assert await live() == [("eva", "2"), ("iris", "2"), ("uma", "1")]
    await put(read(extraction, "3"))  # found nothing: what it had found is gone
    assert await live() == [("uma", "1")]
    async with store.transaction() as writer:
        assert [m.id for m in await writer.mentions_of([document])] == [m.id for m in extraction.mentions]
        assert await writer.documents(["absent", document]) == [extraction.document]


async def test_of_a_run_by_two_extractors_one_can_be_superseded_alone(store: Store, world: World) -> None:
    (extraction,) = world.extractions(["r-2"])
    both = read(extraction, "1", "ana", "uma", extractors=("hand@1", "other@1"))
    told_by = {"ana": "hand", "uma": "other"}
    claims = tuple(replace(c, extractor=told_by[c.value.normal]) for c in both.claims if c.value)
    async with store.transaction() as writer:
        await writer.put_extractions([replace(both, claims=claims), read(extraction, "2", "eva")])
        live = await writer.live_claims([extraction.document.id])
        assert sorted((c.value.normal, c.extractor) for c in live if c.value) == [("eva", "hand"), ("uma", "other")]
        assert len((await writer.runs_of([extraction.document.id]))[extraction.document.id]) == 2


async def test_claims_come_back_whole(store: Store, world: World) -> None:
    extractions = world.extractions(world.documents)
    async with store.transaction() as writer:
        await writer.put_extractions(extractions)
        told = await writer.live_claims([e.document.id for e in extractions])
        assert told == sorted((c for e in extractions for c in e.claims), key=lambda c: c.id)
        mentions = [m for e in extractions for m in e.mentions]
        assert await writer.mentions([m.id for m in mentions]) == sorted(mentions, key=lambda m: m.id)


async def test_a_document_does_not_change_its_text(store: Store, world: World) -> None:
    extractions = world.extractions(["r-1"])
    changed = [replace(e, document=replace(e.document, text="another text")) for e in extractions]
    async with store.transaction() as writer:
        await writer.put_extractions(extractions)
    with pytest.raises(StoreError, match="another text"):
        async with store.transaction() as writer:
            await writer.put_extractions(changed)


async def test_replacing_a_component_takes_its_links_along(store: Store, world: World) -> None:
    await world.write(store)
    everything = await view(store)
    async with store.transaction() as writer:
        classes = await writer.marking_class([d.id for d in world.documents.values()])
        (a,) = [e for e in world.entities(world.documents, classes) if e.type == "Person"]
        (link,) = world.links(world.documents, classes)
        apart = [replace(a, id=m, members=(m,)) for m in a.members]
        await writer.replace_component([a.id], apart, [replace(link, subject=a.members[1])])
        assert await writer.entity_of([*a.members, "absent"]) == {m: m for m in a.members}
    assert [n.entity.id for n in await neighbours_of(store, everything, world.id("N"))] == [a.members[1]]
    async with store.transaction() as writer:
        await writer.replace_component(list(a.members), [a], [link])
        assert await writer.entity_of(a.members) == dict.fromkeys(a.members, a.id)
    assert [n.entity.id for n in await neighbours_of(store, everything, world.id("N"))] == [a.id]
    async with store.transaction() as writer:
        await writer.replace_component([a.id], [], [])
    assert await neighbours_of(store, everything, world.id("N")) == []
    assert (await store.stats(everything)).links == {}


async def test_a_link_between_entities_that_stay_is_replaced(store: Store, world: World) -> None:
    await world.write(store)
    before = await answers(store)
    everything = await view(store)
    kept = [link.id async for link in store.iterate_links(everything)]
    async with store.transaction() as writer:
        classes = await writer.marking_class([d.id for d in world.documents.values()])
        await writer.replace_component([], [], world.links(world.documents, classes))
    assert [link.id async for link in store.iterate_links(everything)] == kept
    assert await answers(store) == before


async def test_clearing_the_projection_keeps_the_truth(store: Store, world: World) -> None:
    await world.write(store)
    before = await answers(store)
    async with store.transaction() as writer:
        await writer.put_keys([("k", "m1")])
        await writer.put_pairs([Pair("m1", "m2", 3.5, "possible", "v1")])
        await writer.clear_projection()
        assert await writer.pending(1) == sorted(d.id for d in world.documents.values())[:1]
        assert len(await writer.pending(10)) == 2
        assert await writer.sharing(["k"]) == []
        assert await writer.pairs_touching(["m1"]) == []
    stats = await store.stats(await view(store))
    assert (stats.documents, stats.entities, stats.links) == (2, {}, {})
    await world.write(store)
    assert await answers(store) == before


async def test_the_ledger_of_judgements_is_a_chain(store: Store) -> None:
    first = Judgement("same", "m1", "m2", "ana", "one plate", "2024-01-01T00:00:00Z", GENESIS, "plate", "v1")
    second = Judgement(
        "retract", first.id, None, "ana", "cloned plate", "2024-01-02T00:00:00Z", first.id, purpose="review", case="C-7"
    )
    async with store.transaction() as writer:
        await writer.put_judgements([first, second])
        await writer.put_judgements([first, second])
    async with store.transaction() as writer:
        told = await writer.judgements()
    assert told == [first, second]
    assert verify_chain(told) is None
    beside = Judgement("reject", "c1", None, "eva", "misread", "2024-01-03T00:00:00Z", first.id)
    with pytest.raises(JudgementError, match="since"):
        async with store.transaction() as writer:
            await writer.put_judgements([beside])


async def test_the_last_line_of_a_path_is_its_state(store: Store) -> None:
    def line(path: str, state: str, at: int) -> Ingested:
        return Ingested(path, state, None, "broken" if state == "rejected" else None, "line 3", f"2024-01-0{at}")  # type: ignore[arg-type]

    async with store.transaction() as writer:
        batch = [line("a", "rejected", 1), line("b", "rejected", 1), line("a", "done", 2)]
        await writer.put_ingested(batch)
        await writer.put_ingested(batch)
        assert await writer.ingested("a") == line("a", "done", 2)
        assert await writer.ingested("b") == line("b", "rejected", 1)
        assert await writer.ingested("c") is None
    assert (await store.stats(await view(store))).rejects == 1


async def test_keys_and_pairs_are_replaced_and_dropped(store: Store) -> None:
    async with store.transaction() as writer:
        await writer.put_keys([("k1", "m1"), ("k2", "m1"), ("k1", "m2"), ("k1", "m2")])
        assert await writer.sharing(["k1", "k2", "k3"]) == [("k1", "m1"), ("k1", "m2"), ("k2", "m1")]
        await writer.put_keys([("k3", "m1")])
        assert await writer.sharing(["k1", "k2", "k3"]) == [("k1", "m2"), ("k3", "m1")]
        assert await writer.keys_of(["m1", "m2"]) == [("k1", "m2"), ("k3", "m1")]
        one, two = Pair("m1", "m2", 3.5, "possible", "v1"), Pair("m2", "m3", 20.0, "merge", "v1")
        await writer.put_pairs([two, one])
        await writer.put_pairs([replace(one, bits=-1.0, band="distinct")])
        assert await writer.pairs_touching(["m2", "m9"]) == [replace(one, bits=-1.0, band="distinct"), two]
        await writer.drop_resolution(["m1"])
        assert await writer.pairs_touching(["m1", "m2"]) == [two]
        assert await writer.keys_of(["m1", "m2"]) == [("k1", "m2")]


async def test_pairs_that_another_match_model_scored_are_counted(store: Store) -> None:
    async with store.transaction() as writer:
        await writer.put_pairs([Pair("m1", "m2", 3.5, "possible", "v1"), Pair("m2", "m3", 20.0, "merge", "v2")])
    assert [await store.scored_otherwise(version) for version in ("v1", "v2", "v3")] == [1, 1, 2]


async def test_pending_is_kept_in_order(store: Store) -> None:
    documents = sorted((report(f"r-{n}") for n in range(4)), key=lambda d: d.id)
    ids = [d.id for d in documents]
    async with store.transaction() as writer:
        await writer.put_extractions([Extraction(d, (), (), ("hand@1",), "by hand") for d in reversed(documents)])
        assert await writer.pending(3) == ids[:3]
        await writer.mark_fused(ids[:2])
        assert await writer.pending(5) == ids[2:]
        await writer.mark_pending(ids[1:3])
        assert await writer.pending(5) == ids[1:]
        classes = await writer.marking_class([*ids, "absent"])
    assert set(classes) == set(ids)
    assert len(set(classes.values())) == 1


async def test_an_absent_document_cannot_wait(store: Store) -> None:
    document = report("r-1")
    async with store.transaction() as writer:
        await writer.put_extractions([Extraction(document, (), (), ("hand@1",), "by hand")])
        await writer.mark_fused([document.id])

    async def wait() -> None:
        async with store.transaction() as writer:
            await writer.mark_pending([document.id, "d-absent"])

    with pytest.raises(StoreError, match="d-absent"):
        await wait()
    async with store.transaction() as writer:
        assert await writer.pending(5) == []


async def test_names_follow_their_entities(store: Store, world: World) -> None:
    await world.write(store)
    async with store.transaction() as writer:
        await writer.clear_projection()
    page = await store.search_names(await view(store), "A", types=(), mode="fuzzy", limit=5, after=None)
    assert page.items == ()


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"when": "14/05/2023"}, "date"),
        ({"qualifier": "boss"}, "qualifier"),
        ({"details": (("amount", "300 USD"),)}, "property"),
        ({"type": "leads", "qualifier": "guide"}, "qualifier"),
        ({"type": "knows", "qualifier": None}, "unknown link"),
        ({"type": "uses", "qualifier": None}, "may not join"),
    ],
)
async def test_a_link_that_the_ontology_does_not_know_is_refused_by_name(
    store: Store, world: World, change: dict[str, object], reason: str
) -> None:
    await world.write(store)
    before = await answers(store)

    async def write() -> None:
        async with store.transaction() as writer:
            classes = await writer.marking_class([d.id for d in world.documents.values()])
            (link,) = world.links(world.documents, classes)
            await writer.replace_component([], [], [replace(link, **change)])  # type: ignore[arg-type]

    with pytest.raises(StoreError, match=reason) as refused:
        await write()
    assert world.link_id(world.ties[0]) in refused.value.where
    assert await answers(store) == before
