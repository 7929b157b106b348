"""Non-interference: every answer is what it would be on a store from which all that is hidden had been left out."""

from __future__ import annotations

from datetime import date
from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.access import Visibility
from graph.rows import PersonClass
from graph.store import Store
from tests.contract.conftest import Opener
from tests.contract.world import World, find_by_key, view

NAMES = ("Ana Lobo", "Ana Lobos", "Eva Luna", "Luna Eva Rey", "Rey", "Los Reyes")
fresh = count()


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """Up to six things told by five reports, of which the caller sees two. What he sees comes first, in the order of
    names and in time, so that marking classes and first members are the same in both stores."""
    world = World()
    for number in range(2):
        world.report(f"a-{number}", agency="CBP", received=date(2024, 1, 1 + number), origin=draw(origins))
    for number in range(2):
        world.report(f"b-{number}", agency="FGR", received=date(2024, 2, 1 + number), origin=draw(origins))
    world.report("c-0", agency="CBP", received=date(2024, 3, 1), due=date(2024, 5, 1), origin="one")
    reports = list(world.documents)
    for number, name in enumerate(NAMES[: draw(st.integers(2, len(NAMES)))]):
        told = draw(st.lists(st.sampled_from(reports), min_size=1, unique=True))
        type_ = draw(st.sampled_from(("Person", "Person", "CriminalNetwork")))
        world.thing(f"t{number}", type_, told, name=name, person_class=draw(kinds) if type_ == "Person" else None)
        if type_ == "Person" and draw(st.booleans()):
            said = draw(st.sampled_from(NAMES))
            written = draw(st.sampled_from((said, said.upper(), said.replace(" ", "-"))))
            world.says(draw(st.sampled_from(told)), f"t{number}", draw(st.sampled_from(("alias", "name"))), written)
    persons = [k for k, t in world.things.items() if t.type == "Person"]
    networks = [k for k in world.things if k not in persons]
    for _ in range(draw(st.integers(0, 10))):
        one, other = draw(st.sampled_from(list(world.things))), draw(st.sampled_from(list(world.things)))
        both = [d for d in world.things[one].documents if d in world.things[other].documents]
        if one == other or not both or any({one, other} == {tie.subject, tie.object} for tie in world.ties):
            continue
        told = draw(st.lists(st.sampled_from(both), min_size=1, unique=True))
        if one in persons and other in persons:
            world.tie("associateOf", one, other, told)
        elif one in networks and other in networks:
            world.tie("alliedWith", one, other, told)
        elif one in persons and other in networks:
            role = draw(st.sampled_from((None, "guide", "driver")))
            world.tie("memberOf", one, other, told, qualifier=role, valid=draw(periods))
    return world


origins = st.sampled_from(("one", "two", "three"))
kinds: st.SearchStrategy[PersonClass] = st.sampled_from(("subject", "mentioned"))
periods = st.sampled_from((None, "2023", "2024-02", "2023-03-21/.."))
limits = st.fixed_dictionaries(
    {},
    optional={
        "min_origins": st.just(2),
        "valid_at": st.just(date(2024, 1, 15)),
        "known_at": st.sampled_from((date(2024, 1, 1), date(2024, 2, 15))),
    },
)


async def told(store: Store, caller: Visibility, world: World) -> list[object]:
    """All that a caller can ask: by every id there is (hidden ones too), every name, every pair."""
    mentions = [world.mention(k, d).id for k, t in world.things.items() for d in t.documents]
    found: list[object] = [await store.stats(caller), await store.get(caller, mentions)]
    found += [e async for e in store.iterate(caller)]
    found += [x async for x in store.iterate_links(caller)]
    found.append(await store.get_links(caller, [world.link_id(tie) for tie in world.ties]))
    found.append(await store.get_documents(caller, [d.id for d in world.documents.values()]))
    for name, document in world.documents.items():
        found += [await store.find_documents(caller, name), await store.mentions_in(caller, document.id)]
    for mention in [world.mention(k, t.documents[-1]).id for k, t in world.things.items()]:
        found += [await store.degree(caller, mention), await store.claims_of(caller, mention, limit=3, after=None)]
        page = await store.neighbours(caller, mention, links=(), ends=(), direction="both", limit=2, after=None)
        found.append(page)
        found.append(await store.subgraph(caller, [mention], hops=2, links=(), max_nodes=3, max_edges=3))
        found.append(await store.companions(caller, mention, ends=(), limit=2, after=None))
        for other in mentions[:2]:
            found.append(
                await store.connecting(caller, [mention, other], max_length=4, links=(), max_nodes=4, max_edges=4)
            )
            found.append(await store.shortest_paths(caller, mention, other, max_length=4, links=(), limit=2))
    for since in (date(2024, 1, 1), date(2024, 1, 2)):
        found.append(await store.news(caller, since, limit=2, after=None))
    for query in ("Ana Lobo", "Rey", "ana loba", "eva reyes", "lun"):
        found.append(await find_by_key(store, caller, "name", query.lower()))
        for mode in ("exact", "prefix", "fuzzy"):
            found.append(await store.search_names(caller, query, types=(), mode=mode, limit=2, after=None))
    return found


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(world=worlds(), limit=limits)
async def test_what_is_hidden_changes_no_answer(opener: Opener, world: World, limit: dict[str, object]) -> None:
    number = next(fresh)
    whole, part = opener(f"whole-{number}"), opener(f"part-{number}")
    try:
        await world.write(whole)
        await world.write(part, ["a-0", "a-1"])
        caller = await view(whole, "CBP", **limit)
        assert await told(whole, caller, world) == await told(part, await view(part, "CBP", **limit), world)
    finally:
        await whole.close()
        await part.close()
