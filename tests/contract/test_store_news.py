"""What is new since a day: what no claim that the caller sees had told before."""

from __future__ import annotations

from datetime import date

import pytest

import graph.neo4j_store.news
import graph.sqlite.news
from graph.store import NEWS_DOCUMENTS, News, Position, Store
from tests.contract.world import World, view


@pytest.fixture
def world() -> World:
    """In January A belongs to N. In March a report tells that again, that A is called El Tuerto and knows B, who is
    new; another agency had told of B, of the alias and of a phone in February."""
    world = World()
    world.report("jan", agency="CBP", received=date(2024, 1, 10))
    world.report("feb", agency="FGR", received=date(2024, 2, 10))
    world.report("mar", agency="CBP", received=date(2024, 3, 10))
    world.thing("A", "Person", ["jan", "feb", "mar"])
    world.thing("B", "Person", ["feb", "mar"])
    world.thing("N", "CriminalNetwork", ["jan", "mar"])
    world.thing("+528675550133", "Phone", "feb")
    world.says("feb", "A", "alias", "El Tuerto")
    world.says("mar", "A", "alias", "El Tuerto")
    world.tie("memberOf", "A", "N", ["jan", "mar"])
    world.tie("associateOf", "A", "B", "mar")
    world.tie("uses", "A", "+528675550133", "feb")
    return world


def told(items: tuple[News, ...]) -> list[str]:
    return sorted(
        f"{n.claim.document.received:%b} {n.link.type}" if n.link
        else f"{n.claim.document.received:%b} {n.entity.label} {n.value[1] if n.value else ''}".strip()
        for n in items
    )  # fmt: skip


async def since(store: Store, when: date, *agencies: str, **limits: object) -> list[str]:
    page = await store.news(await view(store, *agencies, **limits), when, limit=50, after=None)
    order = [n.place for n in page.items]
    assert order == sorted(order)
    return told(page.items)


async def test_what_was_told_before_is_no_news(store: Store, world: World) -> None:
    await world.write(store)
    assert await since(store, date(2024, 3, 1)) == ["Mar associateOf"]
    assert await since(store, date(2024, 2, 1)) == [
        "Feb +52 867 555 0133", "Feb A el tuerto", "Feb B", "Feb uses", "Mar associateOf",
    ]  # fmt: skip
    assert await since(store, date(2024, 3, 11)) == []


async def test_what_is_hidden_told_nothing(store: Store, world: World) -> None:
    await world.write(store)
    assert await since(store, date(2024, 3, 1), "CBP") == ["Mar A el tuerto", "Mar B", "Mar associateOf"]
    assert await since(store, date(2024, 1, 1), "FGR") == ["Feb +52 867 555 0133", "Feb A", "Feb B", "Feb uses"]


async def test_news_as_of_a_day(store: Store, world: World) -> None:
    await world.write(store)
    assert await since(store, date(2024, 2, 1), known_at=date(2024, 2, 20)) == [
        "Feb +52 867 555 0133", "Feb A el tuerto", "Feb B", "Feb uses",
    ]  # fmt: skip


async def test_a_report_read_twice_is_no_news(store: Store, world: World) -> None:
    await world.write(store)
    before = await since(store, date(2024, 1, 1))
    await world.write(store)
    assert await since(store, date(2024, 1, 1)) == before


@pytest.mark.parametrize("documents", [1, 2, NEWS_DOCUMENTS])
async def test_news_are_paged(store: Store, world: World, documents: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many documents are looked through at a time."""
    await world.write(store)
    for module in (graph.sqlite.news, graph.neo4j_store.news):
        monkeypatch.setattr(module, "NEWS_DOCUMENTS", documents)
    caller = await view(store)
    whole = await store.news(caller, date(2024, 1, 1), limit=50, after=None)
    found: list[News] = []
    after: Position | None = None
    while True:
        page = await store.news(caller, date(2024, 1, 1), limit=2, after=after)
        found += page.items
        after = page.next
        if after is None:
            break
    assert tuple(found) == whole.items
    assert len(found) > 5
