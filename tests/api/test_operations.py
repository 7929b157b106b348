"""The operations that are shipped: named as their files, within the limits, answered by their ids; and the clients of
the documentation, run as they stand."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import AsyncIterator
from dataclasses import replace

import httpx
import pytest
from graphql import OperationDefinitionNode, build_schema, parse, validate

from api.app import create_app
from api.graphql.build import build_schema as served_schema
from api.graphql.build import schema_text
from api.graphql.cost import MAX_NODES, nodes_of
from api.graphql.guard import too_large
from api.graphql.trusted import FOLDER, document_id, trusted
from api.serve import opened
from api.settings import Settings
from tests.api.conftest import NOW, Api, small_world
from tests.api.serving import running
from tests.conftest import ROOT

FILES = sorted(FOLDER.glob("*.graphql"))
SCHEMA = build_schema(schema_text())


def text(name: str) -> str:
    return (FOLDER / f"{name}.graphql").read_text("utf-8")


@pytest.mark.parametrize("name", [file.stem for file in FILES])
def test_an_operation_fits_the_schema_and_the_limits(name: str) -> None:
    document = parse(text(name))
    assert validate(SCHEMA, document) == []
    assert too_large(document) is None
    (operation,) = document.definitions
    assert isinstance(operation, OperationDefinitionNode)
    assert operation.name
    assert operation.name.value == "".join(word.capitalize() for word in name.split("_"))
    assert text(name).startswith("# ")
    assert nodes_of(served_schema()._schema, document, None, {}) <= MAX_NODES


@pytest.fixture
async def strict(api: Api, settings: Settings) -> AsyncIterator[Api]:
    """The application where only trusted documents are answered."""
    app = create_app(replace(settings, trusted_only=True), api.store, api.ledger, clock=lambda: NOW)
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as client:
        yield Api(client, api.store, api.ledger, api.world)


async def send(api: Api, **body: object) -> httpx.Response:
    return await api.client.post("/graphql", json=body)


async def test_a_trusted_document_is_asked_by_its_id(strict: Api, api: Api) -> None:
    id_ = document_id(text("dirty_name"))
    assert trusted()[id_] == text("dirty_name")
    for asked in ({}, {"query": ""}, {"query": None}):
        for at in (strict, api):
            answer = await send(at, **asked, extensions={"documentId": id_}, variables={"text": "jose hernandes"})
            assert answer.json()["data"]["search"]["edges"][0]["node"]["label"] == "Jose Hernandez"
    requests = await api.ledger.requests()
    assert {(r.operation, r.document_hash) for r in requests} == {("DirtyName", id_)}


@pytest.mark.parametrize(
    "body",
    [
        {"query": "{ stats { documents } }"},
        {"query": "{ stats { documents } }", "extensions": {"documentId": "a" * 64}},
        {"extensions": {"documentId": "a" * 64}},
        {"extensions": {"documentId": 7}},
    ],
)
async def test_nothing_else_is_answered_where_only_trusted_ones_are(strict: Api, body: dict[str, object]) -> None:
    told = (await send(strict, **body)).json()
    assert set(told) == {"errors"}
    assert told["errors"][0]["extensions"]["code"] == "DOCUMENT"


async def test_an_unknown_id_is_refused_everywhere(api: Api) -> None:
    told = (await send(api, query="{ stats { documents } }", extensions={"documentId": "a" * 64})).json()
    assert told["errors"][0]["message"] == "no such document"


async def test_the_clients_of_the_documentation_run(settings: Settings) -> None:
    async with opened(settings, create=True) as (store, _):
        await small_world().write(store)
    with running(settings.store) as address:
        client = [sys.executable, "-W", "error", str(ROOT / "docs/clients/morning.py"), address, "jose hernandes"]
        told = subprocess.run(
            client, capture_output=True, text=True, check=True, env=os.environ | {"PYTHONPATH": str(ROOT)}
        )
        assert told.stdout.splitlines()[0].split("  ")[-2:] == ["Jose Hernandez", "(name: Jose Hernandez)"]
        counted = subprocess.run(["sh", str(ROOT / "docs/clients/count.sh"), address], capture_output=True, check=True)
        assert counted.stdout.startswith(b'{"data":{"stats":{"documents":3')
