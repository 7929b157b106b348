"""Pages end without loss or repeat; a cursor serves only its own question."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from api.app import create_app
from api.serve import opened
from api.settings import Settings
from tests.api.conftest import NOW, Api
from tests.contract.world import World

PEOPLE = 23


@pytest.fixture
async def crowd(settings: Settings) -> AsyncIterator[Api]:
    """Many people of one surname who use one phone."""
    world = World()
    world.report("r1")
    world.thing("+528675550133", "Phone", "r1")
    for number in range(PEOPLE):
        person = world.thing(f"Juan{'abcdefghijklmnopqrstuvwxyz'[number]} Barragan", "Person", "r1")
        world.tie("uses", person, "+528675550133", "r1")
    async with opened(settings, create=True) as (store, ledger):
        await world.write(store)
        app = create_app(settings, store, ledger, clock=lambda: NOW)
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as client:
            yield Api(client, store, ledger, world)


async def walk(api: Api, query: str, name: str, first: int, **variables: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    after = None
    while True:
        page = (await api.ask(query, first=first, after=after, **variables))[name]
        assert len(page["edges"]) <= first
        found += page["edges"]
        if not page["pageInfo"]["hasNextPage"]:
            assert page["pageInfo"]["endCursor"] is None
            return found
        after = page["pageInfo"]["endCursor"]


NEIGHBOURS = """query($id: ID!, $first: Int!, $after: String) { neighbours(id: $id, first: $first, after: $after) {
  edges { node { id } link { id } } pageInfo { hasNextPage endCursor } } }"""
SEARCH = """query($text: String!, $first: Int!, $after: String) { search(text: $text, first: $first, after: $after) {
  edges { score node { id } } pageInfo { hasNextPage endCursor } } }"""
CLAIMS = """query($id: ID!, $first: Int!, $after: String) { claims(of: $id, first: $first, after: $after) {
  edges { node { id } } pageInfo { hasNextPage endCursor } } }"""


@pytest.mark.parametrize("first", [1, 7, 23, 200])
async def test_neighbours_page_to_the_end(crowd: Api, first: int) -> None:
    found = await walk(crowd, NEIGHBOURS, "neighbours", first, id=crowd.world.id("+528675550133"))
    links = [edge["link"]["id"] for edge in found]
    assert len(links) == len(set(links)) == PEOPLE
    assert links == [e["link"]["id"] for e in await walk(crowd, NEIGHBOURS, "neighbours", 200,
                                                         id=crowd.world.id("+528675550133"))]  # fmt: skip


@pytest.mark.parametrize("first", [1, 5, 200])
async def test_a_search_pages_to_the_end(crowd: Api, first: int) -> None:
    found = [edge["node"]["id"] for edge in await walk(crowd, SEARCH, "search", first, text="Barragan")]
    assert len(found) == len(set(found)) == PEOPLE


@pytest.mark.parametrize("first", [1, 2])
async def test_a_search_that_is_a_number_pages_from_keys_to_names(crowd: Api, first: int) -> None:
    found = [e["node"]["id"] for e in await walk(crowd, SEARCH, "search", first, text="+52 867 555 0133")]
    assert found == [crowd.world.id("+528675550133")]


async def test_claims_page_to_the_end(crowd: Api) -> None:
    found = await walk(crowd, CLAIMS, "claims", 1, id=crowd.world.id("+528675550133"))
    assert len(found) == len({edge["node"]["id"] for edge in found}) == 2


async def test_a_cursor_of_another_question_is_refused_like_a_malformed_one(crowd: Api) -> None:
    page = await crowd.ask(SEARCH, text="Barragan", first=5)
    cursor = page["search"]["pageInfo"]["endCursor"]
    other = await crowd.refused(SEARCH, text="Barragam", first=5, after=cursor)
    field = await crowd.refused(NEIGHBOURS, id=crowd.world.id("+528675550133"), first=5, after=cursor)
    malformed = await crowd.refused(SEARCH, text="Barragan", first=5, after="never a cursor")
    view = await crowd.refused(SEARCH.replace("first: $first", "first: $first, minOrigins: 1, worstCredibility: 5"),
                               text="Barragan", first=5, after=cursor)  # fmt: skip
    for error in (other, field, malformed, view):
        assert error["message"] == "after: this cursor does not belong to this question"
        assert error["extensions"]["code"] == "REQUEST"


async def test_the_page_size_may_change_between_pages(crowd: Api) -> None:
    page = (await crowd.ask(SEARCH, text="Barragan", first=5))["search"]
    rest = (await crowd.ask(SEARCH, text="Barragan", first=200, after=page["pageInfo"]["endCursor"]))["search"]
    assert len(page["edges"]) + len(rest["edges"]) == PEOPLE


@pytest.mark.parametrize(
    ("first", "mend"),
    [(0, "a whole number from 1 to 200"), (-1, "a whole number from 1 to 200"), (201, "a whole number from 1 to 200"),
     (2**31 - 1, "at most 500000")],
)  # fmt: skip
async def test_a_page_of_an_impossible_size_is_refused(crowd: Api, first: int, mend: str) -> None:
    """What would cost too much is refused before anything is looked up."""
    error = await crowd.refused(SEARCH, text="Barragan", first=first)
    assert error["extensions"] == {"code": "REQUEST", "mend": mend}
