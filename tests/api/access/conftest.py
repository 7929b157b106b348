"""The application with a directory: everybody must say who he is."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from api.app import create_app
from api.settings import Settings
from tests.api.access.identities import Issuer
from tests.api.conftest import NOW, Api


@pytest.fixture
def issuer(tmp_path: Path) -> Issuer:
    made = Issuer(tmp_path)
    made.write()
    return made


@pytest.fixture
async def guarded(api: Api, settings: Settings, issuer: Issuer) -> AsyncIterator[Api]:
    app = create_app(replace(settings, directory=issuer.directory), api.store, api.ledger, clock=lambda: NOW)
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as client:
        yield Api(client, api.store, api.ledger, api.world)
