"""Subscriptions over a real socket: who may open one, what it tells, and when it ends."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
import websockets
from websockets.asyncio.client import ClientConnection, connect

from api import watching
from api.access.authentication import key_digest, new_key
from api.app import create_app
from api.graphql import sockets
from api.graphql.trusted import FOLDER, document_id
from api.serve import Server, _listen, address, configured
from api.settings import Settings
from graph.store import MAX_PAGE, Store
from tests.api.access.identities import Issuer, asking, key_of, token
from tests.api.conftest import NOW, Api
from tests.api.conftest import asking as answering
from tests.contract.world import World
from tests.patience import PATIENCE

ENTITY = "subscription($id: ID!) { entityChanged(id: $id) { label basis { claimCount } } }"
PROTOCOL = "graphql-transport-ws"


@dataclass
class Client:
    """One socket, spoken to in the protocol's messages."""

    socket: ClientConnection

    async def send(self, type_: str, **more: Any) -> None:
        await self.socket.send(json.dumps({"type": type_, **more}))

    async def receive(self) -> dict[str, Any]:
        return dict(json.loads(await asyncio.wait_for(self.socket.recv(), PATIENCE)))

    async def subscribe(self, query: str, id_: str = "1", **variables: Any) -> None:
        await self.send("subscribe", id=id_, payload={"query": query, "variables": variables})

    async def start(self, payload: Mapping[str, str]) -> None:
        await self.send("connection_init", payload=payload)
        assert (await self.receive())["type"] == "connection_ack"

    async def closed(self) -> int:
        """The code with which the server closes."""
        await asyncio.wait_for(self.socket.wait_closed(), PATIENCE)
        assert self.socket.close_code is not None
        return self.socket.close_code


@asynccontextmanager
async def served(settings: Settings, api: Api, store: Store | None = None) -> AsyncIterator[str]:
    """The address of a real server in this process."""
    with _listen("127.0.0.1", 0) as listener:
        app = create_app(settings, store or api.store, api.ledger, clock=lambda: NOW)
        server = Server(configured(app))
        task = asyncio.create_task(server.serve(sockets=[listener]))
        try:
            yield address(listener).replace("http", "ws") + "/graphql"
        finally:
            server.should_exit = True
            await task


@asynccontextmanager
async def client(url: str, **more: Any) -> AsyncIterator[Client]:
    async with connect(url, subprotocols=[websockets.Subprotocol(PROTOCOL)], open_timeout=PATIENCE, **more) as socket:
        yield Client(socket)


async def posted(url: str, query: str, **variables: Any) -> Any:
    """What the same server answers by POST."""
    async with httpx.AsyncClient(timeout=PATIENCE) as http:
        body = {"query": query, "variables": variables}
        answer = (await http.post(f"http{url[2:]}", json=body, headers=asking("ana"))).json()
    assert "errors" not in answer, answer
    return answer["data"]


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "SECONDS", 0.02)
    monkeypatch.setattr(sockets, "CHECK_SECONDS", 0.05)


@pytest.fixture
async def url(api: Api, settings: Settings, issuer: Issuer) -> AsyncIterator[str]:
    async with served(replace(settings, directory=issuer.directory), api) as found:
        yield found


async def test_an_entity_is_told_as_it_is_and_whenever_it_changes(url: str, api: Api) -> None:
    id_ = api.world.id("Reynosa")
    async with client(url) as one:
        await one.start(asking("ana"))
        await one.subscribe(ENTITY, id=id_)
        first = await one.receive()
        assert first["payload"]["data"]["entityChanged"] == {"label": "Reynosa", "basis": {"claimCount": 1}}
        withdraw = f'mutation {{ withdraw(document: "{api.world.documents["r1"].id}", reason: "x") {{ applied }} }}'
        assert (await posted(url, withdraw))["withdraw"]["applied"] is True
        assert (await one.receive())["payload"]["data"]["entityChanged"] is None


async def test_a_chart_is_told_with_every_version(url: str, api: Api) -> None:
    save = """mutation($n: [Position!]!, $c: ID, $b: Int, $m: String) {
      saveChart(nodes: $n, chart: $c, basedOn: $b, name: $m) { chart { id } } }"""
    nodes = [{"id": api.world.id("Cartel Azul")}, {"id": api.world.id("Reynosa")}]
    await posted(url, 'mutation { openCase(title: "x", members: ["leo"]) { id } }')
    chart = (await posted(url, save, n=nodes, m="both"))["saveChart"]["chart"]["id"]
    async with client(url) as one:
        await one.start(asking("leo"))
        await one.subscribe(
            "subscription($c: ID!) { chartChanged(chart: $c) { number nodes { entity { label } } } }", c=chart
        )
        told = (await one.receive())["payload"]["data"]["chartChanged"]
        assert told == {"number": 1, "nodes": [{"entity": {"label": "Reynosa"}}]}
        await posted(url, save, n=nodes[:1], c=chart, b=1)
        told = (await one.receive())["payload"]["data"]["chartChanged"]
        assert told == {"number": 2, "nodes": []}


async def test_a_standing_question_tells_what_is_new(url: str, api: Api) -> None:
    save = """mutation($a: ID!) { openCase(title: "x") { id } s: saveSearch(name: "s", text: "Ana Lopez") { id }
      p: savePattern(name: "p", around: $a, links: [USES]) { id } }"""
    saved = await posted(url, save, a=api.world.id("+528675550133"))
    async with client(url) as one:
        await one.start(asking("ana"))
        await one.subscribe("subscription($i: ID!) { alert(id: $i) { label } }", "c", i=saved["p"]["id"])
        told = (await one.receive())["payload"]["data"]["alert"]
        assert {found["label"] for found in told} == {"Jose Hernandez", "Ana Lopez"}
        await one.send("complete", id="c")
        await one.subscribe("subscription($i: ID!) { alert(id: $i) { label } }", "d", i=saved["s"]["id"])
        told = (await one.receive())["payload"]["data"]["alert"]
        assert [found["label"] for found in told] == ["Ana Lopez"]


async def test_what_is_new_is_told_behind_many_that_more_reports_tell(settings: Settings, issuer: Issuer) -> None:
    """A link of one report comes behind those of two: on no first page."""
    world = World()
    for report in ("r1", "r2"):
        world.report(report, agency="CBP")
    world.thing("hub", "Person", ["r1", "r2"])
    for key in (f"p{number:03}" for number in range(MAX_PAGE + 1)):
        world.thing(key, "Person", ["r1", "r2"])
        world.tie("familyOf", "hub", key, ["r1"] if key == "p000" else ["r1", "r2"])
    save = 'mutation($a: ID!) { openCase(title: "x") { id } savePattern(name: "p", around: $a) { id } }'
    async with (
        answering(settings, world) as api,
        served(replace(settings, directory=issuer.directory), api) as url,
        client(url) as one,
    ):
        saved = (await posted(url, save, a=world.id("hub")))["savePattern"]["id"]
        await one.start(asking("ana"))
        await one.subscribe("subscription($i: ID!) { alert(id: $i) { label } }", "b", i=saved)
        told = (await one.receive())["payload"]["data"]["alert"]
    assert len(told) == MAX_PAGE + 1
    assert {"label": "p000"} in told


@pytest.mark.check(16)
@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:1"])
async def test_a_page_of_another_origin_opens_no_socket(url: str, origin: str) -> None:
    with pytest.raises(websockets.InvalidStatus) as caught:
        async with client(url, origin=origin):
            raise AssertionError("opened")
    assert caught.value.response.status_code == 403


@pytest.mark.check(16)
async def test_a_page_that_gave_this_machine_its_own_name_opens_no_socket(url: str) -> None:
    """A name of theirs that leads here: their page and the address then are of one origin."""
    place = urlsplit(url)
    theirs = f"evil.example:{place.port}"
    with pytest.raises(websockets.InvalidStatus) as caught:
        async with connect(
            f"ws://{theirs}/graphql", host=place.hostname, port=place.port, origin=websockets.Origin(f"http://{theirs}"),
            subprotocols=[websockets.Subprotocol(PROTOCOL)],
        ):  # fmt: skip
            raise AssertionError("opened")
    assert caught.value.response.status_code == 403


@pytest.mark.check(16)
async def test_the_legacy_protocol_is_not_spoken(url: str) -> None:
    async with connect(url, subprotocols=[websockets.Subprotocol("graphql-ws")]) as socket:
        await asyncio.wait_for(socket.wait_closed(), PATIENCE)
        assert (socket.subprotocol, socket.close_code) == (None, 4406)


@pytest.mark.check(16)
@pytest.mark.parametrize(
    "payload",
    [{"query": "subscription { entityChanged(id: 1) { label } }"}, {"extensions": {"documentId": "a" * 64}}, []],
)
async def test_nothing_is_answered_before_the_start(url: str, payload: Any) -> None:
    async with client(url) as one:
        await one.send("subscribe", id="1", payload=payload)
        assert await one.closed() == 4401


@pytest.mark.check(16)
@pytest.mark.parametrize("payload", [{}, {"Authorization": "Bearer a.b.c"}, {"Authorization": 7}])
async def test_nobody_starts(url: str, payload: dict[str, Any]) -> None:
    async with client(url) as one:
        await one.send("connection_init", payload=asking() | payload if payload else {})
        assert await one.closed() == 4403


@pytest.mark.check(16)
async def test_who_does_not_start_is_given_up(api: Api, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.graphql.view.INIT_SECONDS", 0.05)
    async with served(settings, api) as url, client(url) as one:
        assert await one.closed() == 4408


@pytest.mark.check(16)
async def test_one_socket_has_so_many_subscriptions(url: str, api: Api) -> None:
    async with client(url) as one:
        await one.start(asking("ana"))
        for number in range(sockets.MAX_SUBSCRIPTIONS + 1):
            await one.subscribe(ENTITY, str(number), id=api.world.id("Reynosa"))
        told = [await one.receive() for _ in range(sockets.MAX_SUBSCRIPTIONS + 1)]
        assert [t["id"] for t in told if t["type"] == "error"] == [str(sockets.MAX_SUBSCRIPTIONS)]


@pytest.mark.check(16)
async def test_a_token_that_ends_closes_its_socket(url: str, api: Api) -> None:
    async with client(url) as one:
        await one.start(asking("ana") | {"Authorization": f"Bearer {token('ana', exp=time.time() - 8.5)}"})
        await one.subscribe(ENTITY, id=api.world.id("Reynosa"))
        assert await one.closed() == 4403


class Failing:
    """A store that stops answering."""

    def __init__(self, inner: Store) -> None:
        self._inner = inner
        self.fails = False

    def __getattr__(self, name: str) -> Any:
        if self.fails:
            raise RuntimeError("canary")
        return getattr(self._inner, name)


async def test_a_caller_who_cannot_be_checked_is_told_nothing_more(
    api: Api, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    failing: Any = Failing(api.store)
    async with served(settings, api, failing) as url, client(url) as one:
        await one.start({})
        failing.fails = True
        assert await one.closed() == 1011
    assert "canary" in caplog.text


@pytest.mark.check(28)
async def test_a_key_that_is_revoked_closes_its_socket(url: str, api: Api) -> None:
    key = new_key()
    await api.ledger.put_api_key(key_of("ana", key))
    async with client(url) as one:
        await one.start(asking() | {"Authorization": f"Bearer {key}"})
        await api.ledger.revoke_api_key(key_digest(key), "2024-06-02")
        assert await one.closed() == 4403


@pytest.mark.check(16)
async def test_each_event_is_of_the_clearance_that_is_then(url: str, api: Api, issuer: Issuer) -> None:
    async with client(url) as one:
        await one.start(asking("ana"))
        await one.subscribe(ENTITY, id=api.world.id("Los Primos"))
        assert (await one.receive())["payload"]["data"]["entityChanged"]["basis"]["claimCount"] == 2
        text = issuer.directory.read_text("utf-8")
        issuer.directory.write_text(
            text.replace("roles: [analyst], agencies: all", "roles: [analyst], agencies: [CBP]"), "utf-8"
        )
        assert (await one.receive())["payload"]["data"]["entityChanged"]["basis"]["claimCount"] == 1
        issuer.directory.write_text(
            text.replace("roles: [analyst], agencies: all", "roles: [analyst], agencies: [X]"), "utf-8"
        )
        assert (await one.receive())["payload"]["data"]["entityChanged"] is None


@pytest.mark.parametrize(
    ("query", "code", "said"),
    [
        ("subscription { nothing }", "DOCUMENT", "nothing"),
        ("subscription { entityChanged(id: \"a\") { label }", "DOCUMENT", "Syntax Error"),
        ("subscription { " + "entityChanged(id: 1) { label } " * 21 + "}", "DOCUMENT", "too many"),
        ("{ stats { documents } }", "DOCUMENT", "queries"),
        ('subscription { chartChanged(chart: "x") { number } }', "ABSENT", ""),
        ('mutation { judge(left: "a", right: "b", verdict: SAME, reason: "x") { applied } }', "DOCUMENT", "mutations"),
    ],
)  # fmt: skip
async def test_errors_have_the_one_shape(url: str, query: str, code: str, said: str) -> None:
    async with client(url) as one:
        await one.start(asking("leo"))
        await one.subscribe(query)
        told = await one.receive()
        errors = told["payload"] if told["type"] == "error" else told["payload"]["errors"]
        assert [error["extensions"]["code"] for error in errors] == [code]
        assert said in errors[0]["message"]
        assert set(errors[0]) <= {"message", "extensions", "path", "locations"}


@pytest.mark.check(18)
async def test_a_message_over_the_limit_closes_the_socket(url: str) -> None:
    async with client(url) as one:
        await one.start(asking("ana"))
        await one.subscribe(" " * 70_000)
        assert await one.closed() == 1009


async def test_a_trusted_document_is_subscribed_to_by_its_id(settings: Settings, api: Api, issuer: Issuer) -> None:
    text = (FOLDER / "entity_changed.graphql").read_text("utf-8")
    variables = {"id": api.world.id("Reynosa")}
    trusted: list[dict[str, Any]] = [{"extensions": {"documentId": document_id(text)}}, {"query": text}]
    others: list[dict[str, Any]] = [{"query": ENTITY}, {"extensions": {"documentId": "a" * 64}}]
    others.append({"extensions": {"documentId": 7}, "query": text})
    async with served(replace(settings, directory=issuer.directory, trusted_only=True), api) as url, client(url) as one:
        await one.start(asking("ana"))
        for number, asked in enumerate(trusted):
            await one.send("subscribe", id=str(number), payload={**asked, "variables": variables})
            told = await one.receive()
            assert (told["id"], told["payload"]["data"]["entityChanged"]["label"]) == (str(number), "Reynosa")
        for number, refused in enumerate(others):
            await one.send("subscribe", id=f"r{number}", payload={**refused, "variables": variables})
            told = await one.receive()
            while told["id"] != f"r{number}":
                told = await one.receive()
            errors = told["payload"] if told["type"] == "error" else told["payload"]["errors"]
            assert errors[0]["extensions"]["code"] == "DOCUMENT"


@pytest.mark.parametrize("payload", [[], "x", {"query": ENTITY, "extensions": []}])
async def test_a_payload_of_another_form_ends_nothing_but_itself(url: str, payload: Any) -> None:
    async with client(url) as one:
        await one.start(asking("ana"))
        await one.send("subscribe", id="1", payload=payload)
        if isinstance(payload, dict):
            assert (await one.receive())["id"] == "1"
        else:
            assert await one.closed() == 4400


@pytest.mark.check(16)
async def test_a_principal_has_so_many_sockets_at_once_and_no_more(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sockets, "MAX_SOCKETS", 2)
    async with client(url) as one, client(url) as another:
        for socket in (one, another):
            await socket.start(asking("ana"))
        async with client(url) as third, client(url) as of_another:
            await third.send("connection_init", payload=asking("ana"))
            assert await third.closed() == 4429
            await of_another.start(asking("leo"))
        await another.socket.close()
        await another.closed()
        for _ in range(int(PATIENCE / 0.05)):
            async with client(url) as next_:
                await next_.send("connection_init", payload=asking("ana"))
                try:
                    assert (await next_.receive())["type"] == "connection_ack"
                    break
                except websockets.ConnectionClosed:  # the server has not seen yet that the other is gone
                    await asyncio.sleep(0.05)
        else:
            raise AssertionError("the place of a socket that is closed stays taken")
