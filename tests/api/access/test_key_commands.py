"""Keys from the command line, and where the server may listen."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from datetime import datetime, timedelta

import httpx
import pytest
from typer.testing import CliRunner

from api.access.authentication import key_digest
from api.cli import app
from api.serve import WARNING, opened, serve
from api.settings import Settings
from ontology.errors import SetupError
from tests.api.access.identities import Issuer, asking
from tests.api.conftest import small_world
from tests.api.serving import running
from tests.patience import PATIENCE


def run(settings: Settings, *arguments: str, code: int = 0) -> str:
    told = CliRunner().invoke(app, ["key", *arguments, "--store", settings.store])
    assert told.exit_code == code, told.output
    return told.stdout


def keys(settings: Settings) -> list[dict[str, str]]:
    return [json.loads(line) for line in run(settings, "list", "--json").splitlines()]


async def written(settings: Settings) -> None:
    async with opened(settings, create=True) as (store, _):
        await small_world().write(store)


def test_a_key_is_made_shown_once_listed_and_revoked(settings: Settings) -> None:
    asyncio.run(written(settings))
    key = run(settings, "make", "ana", "--read-only").strip()
    digest = key_digest(key)
    told = json.loads(run(settings, "list", "--json"))
    assert run(settings, "list").split() == [digest, "ana", "read", "until", told["expires"]]
    assert told["revoked"] is None
    assert datetime.fromisoformat(told["expires"]) - datetime.fromisoformat(told["made"]) == timedelta(days=90)
    assert key not in run(settings, "list", "--json")
    run(settings, "revoke", digest[:7], code=1)
    run(settings, "revoke", digest[:8])
    assert json.loads(run(settings, "list", "--json"))["revoked"]
    assert "revoked" in run(settings, "list")
    run(settings, "make", "ana", "--days", "2")
    days = [datetime.fromisoformat(k["expires"]) - datetime.fromisoformat(k["made"]) for k in keys(settings)]
    assert timedelta(days=2) in days
    run(settings, "make", "ana", "--days", "400", code=2)


async def test_a_server_with_a_directory_asks_who_is_there(settings: Settings, issuer: Issuer) -> None:
    await written(settings)
    with running(settings.store, LINKWRIGHT_DIRECTORY=str(issuer.directory)) as address:
        body = {"query": "{ stats { documents } }"}
        assert httpx.post(f"{address}/graphql", json=body, timeout=PATIENCE).status_code == 401
        answer = httpx.post(f"{address}/graphql", json=body, headers=asking("leo"), timeout=PATIENCE)
        assert answer.json()["data"]["stats"]["documents"] == 1
        assert httpx.get(f"{address}/", timeout=PATIENCE).json()["authentication"] == "Authorization: Bearer"


def test_development_mode_says_so_loudly_and_stays_on_this_machine(settings: Settings) -> None:
    assert WARNING.startswith("*** DEVELOPMENT MODE")
    with pytest.raises(SetupError, match="development mode") as caught:
        serve(replace(settings, host="0.0.0.0"), print)
    assert "LINKWRIGHT_DIRECTORY" in caught.value.mend


def test_a_directory_that_is_wrong_is_named_at_the_start(settings: Settings, issuer: Issuer) -> None:
    asyncio.run(written(settings))
    issuer.directory.write_text("principals: []", "utf-8")
    with pytest.raises(SetupError, match="principals"):
        serve(replace(settings, directory=issuer.directory, port=0), print)
