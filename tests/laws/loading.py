"""Reports as JSON lines, loaded into stores in several ways, and what an export of each store says."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from api.ingest import ingest
from extractors.readers.base import Reading
from extractors.readers.read import read_all
from graph.access import Visibility
from graph.exports.chart import draw
from graph.exports.graphml import write_graphml
from graph.open import open_store
from graph.store import Store
from ontology.loader import schema

SAMPLE = Path(__file__).parent.parent.parent / "api" / "sample" / "reports"
TODAY = date(2026, 11, 2)
NOW = datetime(2026, 11, 2, tzinfo=UTC)
FLAGS = {"agency": "CBP", "marking": "UNCLASSIFIED", "legal_basis": "test", "received": "2026-11-01"}
Row = dict[str, object]


def sample_rows() -> list[Row]:
    """The sample as rows: id, text and the metadata that tell documents apart."""
    rows: list[Row] = []
    for reading in read_all([SAMPLE], today=TODAY, flags={}, profile=None):
        assert isinstance(reading, Reading), reading
        document = reading.document
        rows.append(
            {
                "id": document.given_id,
                "text": document.text,
                "source": document.source,
                "agency": document.handling.submitting_agency,
                "marking": document.handling.marking,
                "received": document.received.isoformat(),
                "date": document.report_date.normal if document.report_date else None,
                "lang": document.lang,
                "country": reading.country,
            }
        )
    return rows


async def view_of(store: Store) -> Visibility:
    return Visibility(frozenset(await store.classes()), TODAY)


async def exported(store: Store) -> str:
    """The whole store as GraphML."""
    chart = await draw(store, await view_of(store), schema(), head={})
    return "".join(write_graphml(chart))


Load = Callable[[Sequence[Row], str], Path]


async def load_rows(folder: Path, rows: Sequence[Row], name: str) -> Path:
    """Load rows into a new store by the name given; returns the store's file."""
    reports, file = folder / f"{name}.jsonl", folder / f"{name}.sqlite"
    reports.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    store = open_store(f"sqlite:{file}", create=True)
    try:
        report = await ingest(store, [reports], today=TODAY, now=NOW, flags=FLAGS, workers=2, batch=16)
        assert report.count("rejected") == 0
    finally:
        await store.close()
    return file


def export_of(file: Path) -> str:
    async def go() -> str:
        store = open_store(f"sqlite:{file}", create=False)
        try:
            return await exported(store)
        finally:
            await store.close()

    return asyncio.run(go())
