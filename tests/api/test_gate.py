"""What a request must look like: everything else is refused before anything reads it, in the one shape."""

from __future__ import annotations

import asyncio
import gzip
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import httpx
import pytest
from starlette.types import Message

from api.app import create_app
from api.gate import MAX_BODY, Gate
from api.settings import Settings
from tests.api.conftest import NOW, Api
from tests.patience import PATIENCE

QUERY = json.dumps({"query": "{ stats { documents } }"})
JSON = {"Content-Type": "application/json"}


def code(response: httpx.Response) -> str:
    (error,) = response.json()["errors"]
    assert set(error) == {"message", "extensions"}
    return str(error["extensions"]["code"])


async def test_only_post_reaches_graphql(api: Api) -> None:
    for method in ("GET", "PUT", "DELETE", "OPTIONS", "HEAD"):
        response = await api.client.request(method, "/graphql", params={"query": "{ stats { documents } }"})
        assert response.status_code == 405
        assert response.headers["allow"] == "POST"
    assert code(await api.client.get("/graphql")) == "HTTP"


@pytest.mark.check(14)
@pytest.mark.parametrize(
    "content_type",
    [None, "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/graphql",
     "application/jsonp"],
)  # fmt: skip
async def test_anything_but_json_is_an_unsupported_media_type(api: Api, content_type: str | None) -> None:
    headers = {"Content-Type": content_type} if content_type else {}
    response = await api.client.post("/graphql", content=QUERY, headers=headers)
    assert response.status_code == 415
    assert code(response) == "HTTP"


async def test_json_with_a_charset_passes(api: Api) -> None:
    response = await api.client.post(
        "/graphql", content=QUERY, headers={"Content-Type": "application/json; charset=utf-8"}
    )
    assert response.json() == {"data": {"stats": {"documents": 3}}}


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"null", b"1", b'"x"', b"[]", b'[{"query": "{ stats { documents } }"}]', b"NaN", b"{}", b"\xff\xfe",
     b'{"query": 1}', b'{"query": "{ stats { documents } }", "variables": []}', b"[" * 2_000 + b"]" * 2_000,
     b'{"query": "{ stats { documents } }", "extensions": 3}', b'{"query": "query A { __typename }", '
     b'"operationName": "B"}', b'{"query": ""}'],
)  # fmt: skip
async def test_a_body_that_is_no_request_is_refused(api: Api, body: bytes) -> None:
    response = await api.client.post("/graphql", content=body, headers=JSON)
    assert response.status_code == 400
    assert code(response) == "HTTP"


@pytest.mark.check(18)
async def test_the_body_limit_is_counted_while_it_streams(api: Api) -> None:
    async def stream(size: int) -> AsyncIterator[bytes]:
        for _ in range(size // 1_024):
            yield b" " * 1_024
        yield QUERY.encode()

    fits = await api.client.post("/graphql", content=stream(MAX_BODY - 1_024), headers=JSON)
    assert fits.status_code == 200
    over = await api.client.post("/graphql", content=stream(MAX_BODY), headers=JSON)
    assert over.status_code == 413
    announced = await api.client.post("/graphql", content=QUERY + " " * MAX_BODY, headers=JSON)
    assert (announced.status_code, code(announced)) == (413, "HTTP")


async def test_a_long_body_is_not_read_to_its_end(settings: Settings) -> None:
    asked = 0

    async def endless() -> Message:
        nonlocal asked
        asked += 1
        return {"type": "http.request", "body": b" " * 1_024, "more_body": True}

    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def never(*_: Any) -> None:
        raise AssertionError("the application was reached")

    scope = {
        "type": "http", "method": "POST", "path": "/graphql",
        "headers": [(b"content-type", b"application/json"), (b"host", b"localhost")],
    }  # fmt: skip
    await Gate(never, "127.0.0.1", 5)(scope, endless, send)
    assert sent[0]["status"] == 413
    assert asked == MAX_BODY // 1_024 + 1


@pytest.mark.check(18)
async def test_compressed_bodies_are_refused(api: Api) -> None:
    bomb = gzip.compress(b" " * 10_000_000)
    response = await api.client.post("/graphql", content=bomb, headers=JSON | {"Content-Encoding": "gzip"})
    assert response.status_code == 415


@pytest.mark.check(34)
async def test_pages_of_other_origins_and_foreign_names_are_refused(api: Api) -> None:
    foreign = await api.client.post("/graphql", content=QUERY, headers=JSON | {"Origin": "https://evil.example"})
    assert foreign.status_code == 403
    null = await api.client.post("/graphql", content=QUERY, headers=JSON | {"Origin": "null"})
    assert null.status_code == 403
    rebound = await api.client.post("/graphql", content=QUERY, headers=JSON | {"Host": "evil.example:8000"})
    assert rebound.status_code == 421
    own = await api.client.post("/graphql", content=QUERY, headers=JSON | {"Origin": "http://127.0.0.1:8000"})
    assert own.status_code == 200
    assert "access-control-allow-origin" not in own.headers


@pytest.mark.check(34)
async def test_every_answer_bears_the_security_headers(api: Api) -> None:
    for response in (
        await api.client.get("/"),
        await api.client.get("/nowhere"),
        await api.client.post("/graphql", content=QUERY, headers=JSON),
        await api.client.post("/graphql", content=QUERY),
    ):
        assert response.headers["content-security-policy"].startswith("default-src 'none'")
        assert response.headers["x-content-type-options"] == "nosniff"
        assert response.headers["cache-control"] == "no-store"


async def test_the_other_pages(api: Api) -> None:
    about = (await api.client.get("/")).json()
    assert about["name"] == "linkwright"
    assert about["authentication"].startswith("DEVELOPMENT MODE")
    assert (await api.client.get("/health")).json() == {"status": "ok", "store": "sqlite"}
    missing = await api.client.get("/nowhere")
    assert (missing.status_code, code(missing)) == (404, "HTTP")


async def test_purpose_and_case_are_recorded_before_the_answer(api: Api) -> None:
    api.headers = {"X-Purpose": "network inquiry", "X-Case": "C-7"}
    await api.ask("query Morning { stats { documents } }")
    await api.refused("query Wrong { nothing }")
    first, second = await api.ledger.requests()
    assert (first.principal, first.operation, first.purpose, first.case) == (
        "developer", "Morning", "network inquiry", "C-7",
    )  # fmt: skip
    assert first.at == "2024-06-01T12:00:00.000+00:00"
    assert len(first.document_hash) == 64
    assert (second.operation, second.document_hash == first.document_hash) == ("Wrong", False)


@pytest.mark.parametrize("purpose", ["x" * 201, "a\tb"])
async def test_a_strange_purpose_is_refused(api: Api, purpose: str) -> None:
    response = await api.client.post("/graphql", content=QUERY, headers=JSON | {"X-Purpose": purpose})
    assert (response.status_code, code(response)) == (400, "HTTP")


class Stuck:
    """A store that never answers, and says when it was given up."""

    def __init__(self) -> None:
        self.asked = asyncio.Event()
        self.given_up = asyncio.Event()

    async def classes(self) -> dict[int, dict[str, object]]:
        self.asked.set()
        try:
            await asyncio.Future()
        finally:
            self.given_up.set()
        return {}


@pytest.mark.check(24)
async def test_a_request_is_given_up_at_its_deadline(api: Api, settings: Settings) -> None:
    stuck: Any = Stuck()
    app = create_app(replace(settings, request_seconds=1), stuck, api.ledger, clock=lambda: NOW)
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as client:
        response = await client.post("/graphql", content=QUERY, headers=JSON)
    assert (response.status_code, code(response)) == (503, "TIMEOUT")
    assert stuck.given_up.is_set()


@pytest.mark.check(24)
async def test_work_stops_when_the_client_goes(api: Api, settings: Settings) -> None:
    stuck: Any = Stuck()
    patient = replace(settings, request_seconds=10 * PATIENCE)  # its deadline is not what ends it
    app = create_app(patient, stuck, api.ledger, clock=lambda: NOW)
    told: list[Message] = [{"type": "http.request", "body": QUERY.encode(), "more_body": False}]

    async def receive() -> Message:
        if told:
            return told.pop()
        await stuck.asked.wait()
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        raise AssertionError(f"sent to nobody: {message}")

    scope = {
        "type": "http", "method": "POST", "path": "/graphql", "query_string": b"", "root_path": "",
        "http_version": "1.1", "scheme": "http", "server": ("127.0.0.1", 8000), "client": ("127.0.0.1", 1),
        "headers": [(b"content-type", b"application/json"), (b"host", b"localhost")],
    }  # fmt: skip
    await asyncio.wait_for(app(scope, receive, send), PATIENCE)
    assert stuck.given_up.is_set()
