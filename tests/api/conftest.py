"""A small graph in a real store, and the real application around it, asked over HTTP."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.app import create_app
from api.serve import opened
from api.settings import Settings
from graph.ledger import Ledger
from graph.login import Login
from graph.store import Store
from tests.contract.world import Thing, World
from tools.neo4j.server import Server

NOW = datetime(2024, 6, 1, 12, tzinfo=UTC)


def small_world() -> World:
    """Two networks, who belongs to them, and the phone and account that they share."""
    w = World()
    w.report("r1", agency="CBP", reliability="B", credibility=2)
    w.report("r2", agency="GN", reliability="C", credibility=3)
    w.report("r3", agency="GN", reliability="F", credibility=6)
    w.thing("Los Primos", "CriminalNetwork", ["r1", "r2"])
    w.thing("Cartel Azul", "CriminalNetwork", ["r2"])
    w.thing("Jose Hernandez", "Person", ["r1", "r2"])
    w.says("r1", "Jose Hernandez", "alias", "El Güero")
    w.thing("Ana Lopez", "Person", ["r2"], person_class="mentioned")
    w.thing("+528675550133", "Phone", ["r1", "r2"])
    number = ("r3", "number", "6461 8055 5091 2233 84", "CLABE:646180555091223384")
    w.things["account"] = Thing("account", "FinancialAccount", (number,))
    w.thing("Reynosa", "Place", ["r1"])
    w.tie("memberOf", "Jose Hernandez", "Los Primos", ["r1", "r2"], qualifier="guide", valid="2023-05")
    w.tie("memberOf", "Ana Lopez", "Cartel Azul", "r2")
    w.tie("uses", "Jose Hernandez", "+528675550133", ["r1"])
    w.tie("uses", "Ana Lopez", "+528675550133", ["r2"])
    w.tie("operatesIn", "Los Primos", "Reynosa", "r1")
    return w


@dataclass
class Api:
    """The application, its store and ledger, and the world that was written into the store."""

    client: httpx.AsyncClient
    store: Store
    ledger: Ledger
    world: World
    headers: dict[str, str] = field(default_factory=dict)

    async def post(self, query: str, **variables: Any) -> httpx.Response:
        return await self.client.post("/graphql", json={"query": query, "variables": variables}, headers=self.headers)

    async def ask(self, query: str, **variables: Any) -> Any:
        """The data of an answer without errors."""
        response = await self.post(query, **variables)
        answer = response.json()
        assert response.status_code == 200, answer
        assert "errors" not in answer, answer["errors"]
        return answer["data"]

    async def refused(self, query: str, **variables: Any) -> dict[str, Any]:
        """The one error of an answer."""
        answer = (await self.post(query, **variables)).json()
        (error,) = answer["errors"]
        assert set(error) <= {"message", "extensions", "path", "locations"}
        assert set(error["extensions"]) == {"code", "mend"}
        return dict(error)


CURSOR_KEY = b"a key for tests only"
on_both_stores = pytest.mark.parametrize("settings", ["sqlite", "neo4j"], indirect=True)
"""For what must be the same whichever store it is."""
on_neo4j = pytest.mark.parametrize("settings", ["neo4j"], indirect=True)


@pytest.fixture
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """Of an empty store: a file, or what the test names."""
    if getattr(request, "param", "sqlite") == "sqlite":
        return Settings(store=f"sqlite:{tmp_path / 'api.db'}", cursor_key=CURSOR_KEY)
    server: Server = request.getfixturevalue("neo4j_server")
    with server.driver() as driver:  # the store's own node stays, and with it the schema
        driver.execute_query("MATCH (n) WHERE NOT n:Store DETACH DELETE n")
    login = Login(user=server.user, password=server.password)
    ledger = str(tmp_path / "ledger")
    return Settings(store=server.address, login=login, ledger=ledger, request_seconds=300, cursor_key=CURSOR_KEY)


@asynccontextmanager
async def asking(settings: Settings, world: World) -> AsyncIterator[Api]:
    """The application over a store of this world."""
    async with opened(settings, create=True) as (store, ledger):
        await world.write(store)
        app = create_app(settings, store, ledger, clock=lambda: NOW)
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as client:
            yield Api(client, store, ledger, world)


@pytest.fixture
async def api(settings: Settings) -> AsyncIterator[Api]:
    async with asking(settings, small_world()) as api:
        yield api


def ids(nodes: Sequence[Mapping[str, Any]]) -> list[str]:
    return [str(node["id"]) for node in nodes]
