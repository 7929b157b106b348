"""What a store answers about entities, links, documents and claims, to whom, and in which order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from graph.store import MAX_PAGE, ClaimView, Store
from graph.views import EntityView
from ontology.errors import RequestError
from tests.contract.world import World, find_by_key, neighbours_of, search, view


@pytest.fixture
def world() -> World:
    """Two agencies, a suspect whom both name, a network that only CBP tells of, an alias and a place that only FGR
    tells of. cbp-2 repeats cbp-1: one origin."""
    world = World()
    world.report("cbp-1", agency="CBP", received=date(2024, 1, 10), reliability="B", credibility=2)
    world.report("cbp-2", agency="CBP", received=date(2024, 3, 10), reliability="D", credibility=4, origin="cbp-1")
    world.report("fgr-1", agency="FGR", received=date(2024, 2, 10), reliability="F", credibility=6)
    world.thing("Juan Pérez", "Person", ["cbp-1", "fgr-1"])
    world.says("fgr-1", "Juan Pérez", "alias", "El Tuerto")
    world.thing("Los Zorros", "CriminalNetwork", ["cbp-1", "cbp-2"])
    world.thing("Nogales", "Place", "fgr-1")
    world.tie("memberOf", "Juan Pérez", "Los Zorros", "cbp-1", valid="2023")
    world.tie("operatesIn", "Juan Pérez", "Nogales", "fgr-1")
    return world


def labels(entities: list[EntityView]) -> list[str]:
    return [e.label for e in entities]


async def test_an_entity_carries_what_it_rests_on(store: Store, world: World) -> None:
    await world.write(store)
    (person,) = await store.get(await view(store), [world.id("Juan Pérez")])
    assert (person.label, person.type, person.person_class) == ("Juan Pérez", "Person", "subject")
    assert [v.written for v in person.values["alias"]] == ["El Tuerto"]
    assert person.members == (world.mention("Juan Pérez", "cbp-1").id, world.mention("Juan Pérez", "fgr-1").id)
    assert person.basis.origins == 2
    assert len(person.basis.claims) == 2
    assert (person.basis.reliability, person.basis.credibility) == ("B", 2)
    assert person.basis.known_from == date(2024, 1, 10)
    assert len(person.basis.classes) == 2


async def test_the_answer_is_in_the_order_asked_each_entity_once(store: Store, world: World) -> None:
    await world.write(store)
    asked = [
        world.id("Nogales"), "absent", world.mention("Juan Pérez", "fgr-1").id, world.id("Juan Pérez"),
        world.id("Los Zorros"),
    ]  # fmt: skip
    assert labels(await store.get(await view(store), asked)) == ["Nogales", "Juan Pérez", "Los Zorros"]


async def test_hidden_reads_like_absent(store: Store, world: World) -> None:
    await world.write(store)
    fgr = await view(store, "FGR")
    assert await store.get(fgr, [world.id("Los Zorros"), "absent"]) == []
    assert await store.get_links(fgr, [world.link_id(world.ties[0]), "absent"]) == []
    assert await store.get_documents(fgr, [world.documents["cbp-1"].id, "absent"]) == []
    assert await store.find_documents(fgr, "cbp-1") == []
    assert (await store.claims_of(fgr, world.id("Los Zorros"), limit=5, after=None)).items == ()
    assert await store.mentions_in(fgr, world.documents["cbp-1"].id) == []
    assert await store.degree(fgr, world.id("Los Zorros")) == []


async def test_an_entity_shows_only_visible_values_members_and_claims(store: Store, world: World) -> None:
    await world.write(store)
    cbp = await view(store, "CBP")
    (person,) = await store.get(cbp, [world.id("Juan Pérez")])
    assert set(person.values) == {"name"}
    assert person.members == (world.mention("Juan Pérez", "cbp-1").id,)
    assert person.basis.origins == 1
    assert len(person.values["name"][0].basis.claims) == 1
    claims = await store.claims_of(cbp, person.id, limit=50, after=None)
    assert {c.document.given_id for c in claims.items} == {"cbp-1"}


async def test_a_hidden_mention_leads_nowhere(store: Store, world: World) -> None:
    await world.write(store)
    hidden = world.mention("Juan Pérez", "fgr-1").id
    assert await store.get(await view(store, "CBP"), [hidden]) == []
    assert len(await store.get(await view(store, "FGR"), [hidden])) == 1


async def test_a_link_needs_both_its_ends(store: Store) -> None:
    world = World()
    world.report("cbp-1", agency="CBP")
    world.report("fgr-1", agency="FGR")
    world.thing("A", "Person", ["cbp-1", "fgr-1"])
    world.thing("B", "Person", ["cbp-1", "fgr-1"])
    link = world.tie("associateOf", "A", "B", ["cbp-1"])
    await world.write(store)
    everything = await view(store)
    assert len(await store.get_links(everything, [link])) == 1
    async with store.transaction() as writer:  # now B is told by FGR alone, the link still by CBP
        classes = await writer.marking_class([d.id for d in world.documents.values()])
        (b,) = [e for e in world.entities(["fgr-1"], classes) if world.mention("B", "fgr-1").id in e.members]
        (a,) = [e for e in world.entities(world.documents, classes) if world.mention("A", "cbp-1").id in e.members]
        (row,) = world.links(["cbp-1"], classes)
        await writer.replace_component(
            [world.id("A"), world.id("B")], [a, b], [replace(row, subject=a.id, object=b.id)]
        )
    assert len(await store.get_links(everything, [link])) == 1
    cbp = await view(store, "CBP")
    assert await store.get_links(cbp, [link]) == []
    assert await store.degree(cbp, a.id) == []
    assert (await neighbours_of(store, cbp, a.id)) == []
    assert [x async for x in store.iterate_links(cbp)] == []
    assert (await store.stats(cbp)).links == {}


async def test_grades_are_two_filters(store: Store, world: World) -> None:
    await world.write(store)
    zorros, juan, nogales = world.id("Los Zorros"), world.id("Juan Pérez"), world.id("Nogales")
    ids = [zorros, juan, nogales]
    assert labels(await store.get(await view(store, worst_reliability="C"), ids)) == ["Los Zorros", "Juan Pérez"]
    assert labels(await store.get(await view(store, worst_credibility=1), ids)) == []
    unjudged = await view(store, worst_reliability="A", include_unjudged=True)
    assert labels(await store.get(unjudged, ids)) == ["Juan Pérez", "Nogales"]
    (network,) = await store.get(await view(store, worst_reliability="C"), [zorros])
    assert len(network.basis.claims) == 1


async def test_minimum_origins_count_independent_witnesses_among_what_is_seen(store: Store, world: World) -> None:
    await world.write(store)
    ids = [world.id("Los Zorros"), world.id("Juan Pérez"), world.id("Nogales")]
    two = await view(store, min_origins=2)
    assert labels(await store.get(two, ids)) == ["Juan Pérez"]  # cbp-2 repeats cbp-1
    (person,) = await store.get(two, ids)
    assert set(person.values) == {"name"}  # the alias has one witness
    assert labels(await store.get(await view(store, "CBP", min_origins=2), ids)) == []
    assert [x async for x in store.iterate_links(two)] == []


async def test_known_at_shows_what_was_known_on_that_day(store: Store, world: World) -> None:
    await world.write(store)
    ids = [world.id("Los Zorros"), world.id("Juan Pérez"), world.id("Nogales")]

    async def known(day: date) -> list[str]:
        return labels(await store.get(await view(store, known_at=day), ids))

    assert await known(date(2024, 1, 9)) == []
    assert await known(date(2024, 1, 10)) == ["Los Zorros", "Juan Pérez"]
    assert await known(date(2024, 2, 10)) == ["Los Zorros", "Juan Pérez", "Nogales"]
    assert (await store.stats(await view(store, known_at=date(2024, 1, 10)))).documents == 1


async def test_a_support_that_was_known_until_a_day_is_gone_on_it(store: Store) -> None:
    world = World()
    world.report("cbp-1")
    world.thing("A", "Person", "cbp-1")
    await world.write(store)
    async with store.transaction() as writer:
        classes = await writer.marking_class([world.documents["cbp-1"].id])
        (row,) = world.entities(["cbp-1"], classes)
        until = tuple(replace(s, known_to=date(2024, 4, 1)) for s in row.supports)
        await writer.replace_component([row.id], [replace(row, supports=until)], [])
    ids = [world.id("A")]
    assert len(await store.get(await view(store, known_at=date(2024, 3, 31)), ids)) == 1
    assert await store.get(await view(store, known_at=date(2024, 4, 1)), ids) == []
    assert await store.get(await view(store), ids) == []


async def test_valid_at_asks_when_it_held(store: Store, world: World) -> None:
    await world.write(store)
    member, operates = (world.link_id(tie) for tie in world.ties)

    async def held(day: date) -> list[str]:
        return [x.id for x in await store.get_links(await view(store, valid_at=day), [member, operates])]

    assert await held(date(2023, 7, 1)) == [member, operates]  # without an interval it always passes
    assert await held(date(2022, 12, 31)) == [operates]
    assert await held(date(2023, 12, 31)) == [member, operates]
    (link,) = await store.get_links(await view(store), [member])
    assert link.periods == ("2023",)


async def test_an_open_end_reaches_as_far_as_it_must(store: Store) -> None:
    world = World()
    world.report("cbp-1")
    world.thing("A", "Person", "cbp-1")
    world.thing("N", "CriminalNetwork", "cbp-1")
    link = world.tie("memberOf", "A", "N", "cbp-1", valid="2023-03-21/..")
    await world.write(store)
    assert await store.get_links(await view(store, valid_at=date(2023, 3, 20)), [link]) == []
    assert len(await store.get_links(await view(store, valid_at=date(2030, 1, 1)), [link])) == 1


async def test_past_its_review_date_everything_of_a_document_is_gone(store: Store) -> None:
    world = World()
    due = date(2024, 7, 1)
    world.report("old", due=due)
    world.report("new")
    world.thing("A", "Person", ["old", "new"])
    world.says("old", "A", "alias", "Canario")
    world.thing("N", "CriminalNetwork", "old")
    link = world.tie("memberOf", "A", "N", "old")
    await world.write(store)
    before, on = await view(store, today=due - timedelta(days=1)), await view(store, today=due)
    assert len(await store.get_links(before, [link])) == 1
    assert await store.get_links(on, [link]) == []
    assert labels(await store.get(on, [world.id("A"), world.id("N")])) == ["A"]
    (person,) = await store.get(on, [world.id("A")])
    assert set(person.values) == {"name"}
    assert (await search(store, before, "canario")) == ["A"]
    assert (await search(store, on, "canario")) == []
    stats = await store.stats(on)
    assert (stats.documents, stats.entities, stats.links) == (1, {"Person": 1}, {})
    assert await store.due_before(due) == 1
    assert await store.due_before(due - timedelta(days=1)) == 0


async def test_values_are_ordered_by_claims_and_name_the_entity(store: Store) -> None:
    world = World()
    for name in ("r-1", "r-2", "r-3"):
        world.report(name, agency="FGR" if name == "r-3" else "CBP")
    world.thing("A", "Person", ["r-1", "r-2"], name="Zacarías")
    world.says("r-3", "A", "name", "Abel")
    world.says("r-1", "A", "name", "Beto")
    await world.write(store)
    (person,) = await store.get(await view(store), [world.id("A")])
    assert [v.written for v in person.values["name"]] == ["Zacarías", "Abel", "Beto"]
    assert person.label == "Zacarías"
    (seen,) = await store.get(await view(store, "FGR"), [world.mention("A", "r-3").id])
    assert seen.label == "Abel"


async def test_a_value_is_written_as_the_first_visible_report_writes_it(store: Store) -> None:
    world = World()
    world.report("fgr-1", agency="FGR", received=date(2024, 1, 1))
    world.report("cbp-2", agency="CBP", received=date(2024, 1, 2))
    world.report("cbp-1", agency="CBP", received=date(2024, 1, 3))
    world.thing("A", "Person", "fgr-1", name="JOSÉ LÓPEZ")
    world.says("cbp-1", "A", "name", "José López")
    world.says("cbp-2", "A", "name", "Jose Lopez")
    await world.write(store)

    async def shown(*agencies: str) -> tuple[str, str, str]:
        caller = await view(store, *agencies)
        (person,) = [e async for e in store.iterate(caller)]
        page = await store.search_names(caller, "jose lopez", types=(), mode="exact", limit=5, after=None)
        return person.label, person.values["name"][0].written, page.items[0].name

    assert await shown() == ("JOSÉ LÓPEZ",) * 3
    assert await shown("CBP") == ("Jose Lopez",) * 3


async def test_a_label_takes_codes_by_their_label_and_masks_numbers(store: Store) -> None:
    world = World()
    world.report("r-1")
    world.thing("e", "Event", "r-1", name="fue detenido")
    world.says("r-1", "e", "kind", "detenido", "arrest")
    world.thing("d", "IdentityDocument", "r-1", name="GT-DPI:2417883151309")
    await world.write(store)
    everything = await view(store)
    assert labels(await store.get(everything, [world.id("e"), world.id("d")])) == ["arrest", "…1309"]


async def test_a_label_takes_the_fullest_name_and_what_tells_it_from_others(store: Store) -> None:
    world = World()
    for report in ("r-1", "r-2"):
        world.report(report)
    world.thing("p", "Person", "r-1", name="Cantú")
    world.says("r-1", "p", "name", "Evaristo Cantú Mireles", "evaristo cantu mireles")
    world.thing("v", "Vehicle", "r-1", name="Kenworth blanco")
    world.says("r-1", "v", "plate", "57-AK-8R", "57AK8R")
    world.says("r-1", "v", "colour", "blanco", "white")
    world.says("r-1", "v", "make", "Kenworth", "Kenworth")
    world.thing("n", "Vehicle", "r-2", name="white Ford")
    world.says("r-2", "n", "colour", "white", "white")
    world.says("r-2", "n", "make", "Ford", "Ford")
    await world.write(store)
    found = await store.get(await view(store), [world.id(name) for name in "pvn"])
    assert labels(found) == ["Evaristo Cantú Mireles", "57AK8R (white Kenworth)", "white Ford"]


async def test_documents_come_back_verbatim_with_their_class(store: Store, world: World) -> None:
    world.documents["cbp-1"] = replace(world.documents["cbp-1"], text="línea\r\nñ\u0301 \U0001f69a\x00 end")
    await world.write(store)
    cbp = await view(store, "CBP")
    (found,) = await store.find_documents(cbp, "cbp-1")
    assert found.document == world.documents["cbp-1"]
    assert found.mk in cbp.classes
    assert (await store.classes())[found.mk] == world.documents["cbp-1"].handling.as_dict()
    ids = [world.documents[name].id for name in ("cbp-2", "fgr-1", "cbp-1", "cbp-2")]
    told = await store.get_documents(await view(store), ids)
    assert [d.document.given_id for d in told] == ["cbp-2", "fgr-1", "cbp-1"]


async def test_claims_of_entities_and_links_are_paged_by_id(store: Store, world: World) -> None:
    await world.write(store)
    everything = await view(store)
    whole = (await store.claims_of(everything, world.id("Juan Pérez"), limit=50, after=None)).items
    assert sorted(c.claim.predicate for c in whole) == ["alias", "name", "name", "type", "type"]
    assert [c.claim.id for c in whole] == sorted(c.claim.id for c in whole)
    assert all(c.claim.document == c.document.id for c in whole)
    pages: list[ClaimView] = []
    after = None
    while True:
        page = await store.claims_of(everything, world.id("Juan Pérez"), limit=2, after=after)
        pages += page.items
        if (after := page.next) is None:
            break
    assert tuple(pages) == whole
    (of_link,) = (await store.claims_of(everything, world.link_id(world.ties[0]), limit=5, after=None)).items
    assert of_link.claim.predicate == "memberOf"


async def test_mentions_of_a_document_lead_to_their_entities_in_the_order_of_text(store: Store, world: World) -> None:
    await world.write(store)
    found = await store.mentions_in(await view(store), world.documents["fgr-1"].id)
    assert [(m.start, e) for m, e in found] == [
        (world.mention("Juan Pérez", "fgr-1").start, world.id("Juan Pérez")),
        (world.mention("Nogales", "fgr-1").start, world.id("Nogales")),
    ]


async def test_a_key_finds_exactly_its_bearers(store: Store) -> None:
    world = World()
    world.report("cbp-1", agency="CBP")
    world.report("fgr-1", agency="FGR")
    world.thing("p", "Phone", "cbp-1", name="+528675550133")
    world.thing("q", "Phone", "fgr-1", name="+528675550134")
    await world.write(store)
    everything = await view(store)
    assert labels(await find_by_key(store, everything, "number", "+528675550134")) == ["+52 867 555 0134"]
    assert await find_by_key(store, everything, "number", "+52867555013") == []
    assert await find_by_key(store, await view(store, "CBP"), "number", "+528675550134") == []
    with pytest.raises(RequestError, match="may be matched"):
        await find_by_key(store, everything, "protectedRole", "journalist")


async def test_iteration_is_by_type_and_id(store: Store, world: World) -> None:
    await world.write(store)
    cbp = await view(store, "CBP")
    everything = await view(store)
    found = [(e.type, e.id) async for e in store.iterate(everything)]
    assert found == sorted(found)
    assert len(found) == 3
    assert [e.label async for e in store.iterate(cbp)] == ["Los Zorros", "Juan Pérez"]
    assert [e.label async for e in store.iterate(everything, "Place")] == ["Nogales"]
    assert [x.type async for x in store.iterate_links(everything)] == ["memberOf", "operatesIn"]
    assert [x.type async for x in store.iterate_links(cbp)] == ["memberOf"]


async def test_iteration_goes_on_past_a_page(store: Store) -> None:
    world = World()
    world.report("r-1")
    for number in range(MAX_PAGE + 5):
        world.thing(f"P {number}", "Person", "r-1")
    await world.write(store)
    found = [e.id async for e in store.iterate(await view(store))]
    assert len(found) == MAX_PAGE + 5
    assert found == sorted(set(found))


async def test_counts_are_of_what_is_seen_and_live(store: Store, world: World) -> None:
    await world.write(store)
    whole, cbp = await store.stats(await view(store)), await store.stats(await view(store, "CBP"))
    assert (whole.documents, whole.mentions, whole.claims) == (3, 5, 13)
    assert whole.entities == {"CriminalNetwork": 1, "Person": 1, "Place": 1}
    assert whole.links == {"memberOf": 1, "operatesIn": 1}
    assert (cbp.documents, cbp.mentions, cbp.claims) == (2, 3, 7)
    assert cbp.entities == {"CriminalNetwork": 1, "Person": 1}
    assert cbp.links == {"memberOf": 1}
    nobody = await store.stats(await view(store, "NOBODY"))
    assert (nobody.documents, nobody.mentions, nobody.claims, nobody.entities, nobody.links) == (0, 0, 0, {}, {})


async def test_a_row_of_a_variant_serves_the_views_it_was_made_for(store: Store) -> None:
    """A component in two classes: those who see FGR get one entity, the others two."""
    world = World()
    world.report("cbp-1", agency="CBP")
    world.report("fgr-1", agency="FGR")
    for key in ("A", "B"):
        world.thing(key, "Person", "cbp-1")
    world.thing("N", "CriminalNetwork", "cbp-1")
    world.tie("memberOf", "A", "N", "cbp-1")
    await world.write(store)
    async with store.transaction() as writer:
        classes = await writer.marking_class([d.id for d in world.documents.values()])
        fgr = classes[world.documents["fgr-1"].id]
        rows = world.entities(["cbp-1"], classes)
        (link,) = world.links(["cbp-1"], classes)
        a, b = (next(r for r in rows if r.id == world.id(k)) for k in ("A", "B"))
        joined = replace(a, variant="all", seen=(fgr,), members=(*a.members, *b.members), values=(*a.values, *b.values))
        apart = [replace(r, variant="some", unseen=(fgr,)) for r in (a, b)]
        links = [replace(link, variant="all", seen=(fgr,)), replace(link, variant="some", unseen=(fgr,))]
        await writer.replace_component([a.id, b.id], [joined, *apart], links)
    both, cbp = await view(store), await view(store, "CBP")
    (one,) = await store.get(both, [a.id, b.id])
    assert {v.written for v in one.values["name"]} == {"A", "B"}
    assert labels(await store.get(cbp, [a.id, b.id])) == ["A", "B"]
    for caller in (both, cbp):
        assert [x.link.subject for x in (await neighbours_of(store, caller, world.id("N")))] == [a.id]
        assert (await store.stats(caller)).links == {"memberOf": 1}


async def test_a_page_is_never_larger_than_the_cap(store: Store, world: World) -> None:
    await world.write(store)
    everything = await view(store)
    for limit in (0, -1, MAX_PAGE + 1):
        with pytest.raises(RequestError, match="page"):
            await store.claims_of(everything, world.id("Nogales"), limit=limit, after=None)


async def test_claims_of_many_elements_are_those_of_each_and_each_once(store: Store, world: World) -> None:
    await world.write(store)
    elements = [world.id("Juan Pérez"), world.id("Los Zorros"), world.link_id(world.ties[0]), "absent"]
    for agencies in ((), ("FGR",)):
        looking = await view(store, *agencies)
        each = {
            told.claim.id: told
            for element in elements
            for told in (await store.claims_of(looking, element, limit=MAX_PAGE, after=None)).items
        }
        assert each
        assert await store.claims_on(looking, [*elements, elements[0]]) == [each[id_] for id_ in sorted(each)]
    with pytest.raises(RequestError):
        await store.claims_on(await view(store), ["absent"] * (MAX_PAGE + 1))
