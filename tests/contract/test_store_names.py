"""Name search: what is found, in which order, and that hidden names change nothing."""

from __future__ import annotations

import pytest

from graph.store import SearchMode, Store
from ontology.errors import RequestError
from tests.contract.world import World, search, view


@pytest.fixture
def world() -> World:
    world = World()
    world.report("cbp-1", agency="CBP")
    world.report("fgr-1", agency="FGR")
    for name in ("José Luis García", "Luis García", "José García López", "Ana Lobo", "Ada Lobo"):
        world.thing(name, "Person", "cbp-1")
    world.thing("Grupo García", "Organization", "cbp-1")
    world.thing("Gracia Oculta", "Person", "fgr-1")
    return world


@pytest.mark.parametrize(
    ("query", "mode", "found"),
    [
        ("José Luis García", "exact", ["José Luis García"]),
        ("garcia jose", "exact", ["José García López", "José Luis García"]),
        ("garcia", "exact", ["Luis García", "Grupo García", "José García López", "José Luis García"]),
        ("GARCÍA-LÓPEZ", "exact", ["José García López"]),
        ("garci", "exact", []),
        ("luis garc", "prefix", ["Luis García", "José Luis García"]),
        ("lu garcia", "prefix", []),  # only the last word may be a beginning
        ("lob", "prefix", ["Ada Lobo", "Ana Lobo"]),
        ("jsoe luis garcia", "fuzzy", ["José Luis García"]),  # neighbours swapped
        ("jose luis garcial", "fuzzy", ["José Luis García"]),  # one too many
        ("jose lui grcia", "fuzzy", ["José Luis García"]),  # one missing, in two words
        ("jose luis gorcia", "fuzzy", ["José Luis García"]),  # another letter
        ("jose luis gorciaa", "fuzzy", ["José Luis García"]),  # two edits: the word is left out
        ("ana lobo perez", "fuzzy", ["Ana Lobo"]),  # no such word: left out
        ("ana", "fuzzy", ["Ana Lobo"]),  # a short word never meets another short one
        ("an lobo", "fuzzy", ["Ada Lobo", "Ana Lobo"]),  # `an` is no word's beginning; left out, both have the other
        ("xyz", "fuzzy", []),
        ("...", "fuzzy", []),
        ("' OR 1=1 --", "fuzzy", []),
        ('AND "garcia" * NEAR(', "exact", []),
    ],
)
async def test_what_is_found(store: Store, world: World, query: str, mode: SearchMode, found: list[str]) -> None:
    await world.write(store)
    assert sorted(await search(store, await view(store, "CBP"), query, mode)) == sorted(found)


async def test_the_order_is_by_likeness_then_id(store: Store, world: World) -> None:
    await world.write(store)
    page = await store.search_names(await view(store), "luis garcia", types=(), mode="exact", limit=50, after=None)
    ranked = [(-hit.score, hit.entity.id) for hit in page.items]
    assert ranked == sorted(ranked)
    assert page.items[0].entity.label == "Luis García"
    assert page.items[0].score == 100
    assert all(0 < hit.score <= 100 for hit in page.items)


async def test_a_page_goes_on_where_the_last_one_ended(store: Store, world: World) -> None:
    await world.write(store)
    everything = await view(store)
    whole = await search(store, everything, "garcia")
    assert len(whole) == 5
    found, after = [], None
    while True:
        page = await store.search_names(everything, "garcia", types=(), mode="fuzzy", limit=2, after=after)
        found += [hit.entity.label for hit in page.items]
        if (after := page.next) is None:
            break
    assert found == whole


async def test_types_limit_the_search(store: Store, world: World) -> None:
    await world.write(store)
    page = await store.search_names(
        await view(store), "garcia", types=("Organization",), mode="exact", limit=5, after=None
    )
    assert [hit.entity.label for hit in page.items] == ["Grupo García"]


async def test_an_entity_is_one_hit_by_its_best_name(store: Store, world: World) -> None:
    world.says("cbp-1", "Luis García", "alias", "Luis G")
    world.says("fgr-1", "Luis García", "alias", "Luisito")
    await world.write(store)
    page = await store.search_names(await view(store), "luis g", types=(), mode="exact", limit=5, after=None)
    assert [(hit.name, hit.entity.label, hit.score) for hit in page.items] == [("Luis G", "Luis García", 100)]


async def test_a_hidden_alias_cannot_be_found(store: Store, world: World) -> None:
    world.things["Luis García"] = world.things["Luis García"]
    world.says("fgr-1", "Luis García", "alias", "Zopilote")
    await world.write(store)
    assert await search(store, await view(store), "zopilote") == ["Luis García"]
    for mode in ("exact", "prefix", "fuzzy"):
        assert await search(store, await view(store, "CBP"), "zopilote", mode) == []


async def test_a_hidden_hit_does_not_stop_the_search_from_leaving_out_a_word(store: Store, world: World) -> None:
    await world.write(store)
    assert await search(store, await view(store), "gracia oculta") == ["Gracia Oculta"]
    assert await search(store, await view(store, "CBP"), "gracia oculta") == await _without_hidden(store, world)


async def _without_hidden(store: Store, world: World) -> list[str]:
    """What the same query gives where the hidden name was never loaded."""
    cbp = await view(store, "CBP")
    async with store.transaction() as writer:
        await writer.replace_component([world.id("Gracia Oculta")], [], [])
    return await search(store, cbp, "gracia oculta")


async def test_a_name_that_was_taken_out_is_found_no_more(store: Store, world: World) -> None:
    await world.write(store)
    everything = await view(store)
    assert await search(store, everything, "lobo ana") == ["Ana Lobo"]
    async with store.transaction() as writer:
        await writer.replace_component([world.id("Ana Lobo")], [], [])
    assert await search(store, everything, "lobo ana") == ["Ada Lobo"]  # by the word that is left


async def test_a_query_of_too_many_words_is_refused(store: Store) -> None:
    with pytest.raises(RequestError, match="words"):
        await search(store, await view(store), " ".join(f"w{n}" for n in range(13)))
