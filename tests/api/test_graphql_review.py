"""The review queue over HTTP: what is asked, page by page, and only of what the caller may see."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import httpx

from api.app import create_app
from api.serve import opened
from api.settings import Settings
from graph.fuse import fuse
from tests.api.conftest import NOW, Api
from tests.api.test_graphql_noninterference import Cleared
from tests.contract.world import World
from tests.graph.resolution.telling import Report, load, person

QUEUE = """query($first: Int!, $after: String) { reviewQueue(first: $first, after: $after) {
  edges { left right worth bits posterior model leftEntity { id label } rightEntity { id mentionCount } }
  pageInfo { hasNextPage endCursor } } }"""
JUDGE = """mutation($left: ID!, $right: ID!) {
  judge(left: $left, right: $right, verdict: UNSURE, reason: "too little") { judgementId } }"""
TELLING = (
    Report("a", (person("Luz Mora Vega", "La Güera"),)),
    Report("b", (person("Luz Mora Vega"),)),
    Report("c", (person("Luz Mora Vega"),), agency="GN"),
)


async def told(file: Path, reports: Sequence[Report], *agencies: str) -> list[Any]:
    """The whole queue, a pair a page, as a caller is told who is cleared for these agencies."""
    settings = Settings(f"sqlite:{file}", cursor_key=b"a key for tests only")
    pages: list[Any] = []
    async with opened(settings, create=True) as (store, ledger):
        await load(store, reports)
        await fuse(store)
        cleared: Any = Cleared(store, agencies)
        app = create_app(settings, cleared, ledger, clock=lambda: NOW)
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as client:
            api = Api(client, store, ledger, World())
            after = None
            while True:
                page = (await api.ask(QUEUE, first=1, after=after))["reviewQueue"]
                pages.append(page)
                if not page["pageInfo"]["hasNextPage"]:
                    break
                after = page["pageInfo"]["endCursor"]
            if edges := pages[0]["edges"]:
                await api.ask(JUDGE, left=edges[0]["left"], right=edges[0]["right"])
                pages.append((await api.ask(QUEUE, first=50))["reviewQueue"])
    return pages


async def test_pairs_come_by_worth_and_judged_ones_no_more(tmp_path: Path) -> None:
    *pages, last = await told(tmp_path / "graph.db", TELLING, "CBP", "GN")
    edges = [page["edges"][0] for page in pages]
    assert len(edges) == 3
    assert [e["worth"] for e in edges] == sorted((e["worth"] for e in edges), reverse=True)
    assert edges[0]["leftEntity"]["id"] == edges[0]["left"]
    assert 0.5 <= edges[0]["posterior"] <= 1
    assert [e["left"] for e in last["edges"]] == [e["left"] for e in edges[1:]]


async def test_what_is_hidden_moves_nothing(tmp_path: Path) -> None:
    full = await told(tmp_path / "full.db", TELLING, "CBP")
    assert full == await told(tmp_path / "part.db", TELLING[:2], "CBP")
    assert len(full[0]["edges"]) == 1
