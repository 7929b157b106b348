"""The sample in a store of its own, with its predicates, for what is made from it."""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from api import predicates
from api.context import Caller, Context, Looking
from api.ingest import ingest
from api.serve import opened
from api.settings import Settings
from graph.access import Visibility
from graph.ledger import Ledger
from graph.standing import standing
from graph.store import Store

SAMPLE = Path(__file__).resolve().parent.parent / "api" / "sample"
NOW = datetime(2026, 6, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Loaded:
    settings: Settings
    store: Store
    ledger: Ledger
    view: Visibility


@asynccontextmanager
async def sample_store() -> AsyncIterator[Loaded]:
    """Load the sample as of NOW; the store is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(store=f"sqlite:{folder}/sample.sqlite", cursor_key=b"the sample's own")
        async with opened(settings, create=True) as (store, ledger):
            await ingest(store, [SAMPLE / "reports"], today=date(2026, 6, 1), now=NOW, workers=2)
            context = Context(store, ledger, Caller("sample"), await store.classes(), settings.cursor_key, NOW)
            view = context.view(Looking())
            await predicates.load(store, ledger, view, SAMPLE / "predicates.yaml")
            assert await standing(store, ledger), "no predicate of the sample holds"
            yield Loaded(settings, store, ledger, view)
