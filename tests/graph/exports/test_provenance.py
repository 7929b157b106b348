"""A chart with its provenance, drawn from a store: what the caller sees of documents, and nothing else."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from graph.exports.chart import draw
from graph.open import open_store
from graph.store import Store
from ontology.loader import schema
from tests.contract.world import World, view
from tests.graph.exports.reading import claims_of


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    opened = open_store(f"sqlite:{tmp_path / 'store.db'}")
    yield opened
    await opened.close()


async def test_documents_and_spans_of_what_the_caller_sees(store: Store) -> None:
    world = World()
    world.report("seen", agency="CBP")
    world.report("hidden", agency="FGR")
    world.thing("ana", "Person", ["seen", "hidden"], name="Ana Lobo")
    world.thing("red", "CriminalNetwork", ["seen", "hidden"], name="Los Zarcos")
    world.tie("memberOf", "ana", "red", ["seen", "hidden"])
    await world.write(store)

    chart = await draw(store, await view(store, "CBP"), schema(), head={}, provenance=True)
    assert [source.name for source in chart.sources] == ["seen"]
    assert chart.sources[0].sha256 == world.documents["seen"].sha256
    assert {c.claim for c in chart.citations} == claims_of(chart)
    assert {(c.document, c.extractor, c.version) for c in chart.citations} == {
        (world.documents["seen"].id, "hand", "1")
    }
    mention = world.mention("ana", "seen")
    assert any(c.spans == ((mention.start, mention.end),) for c in chart.citations)

    both = await draw(store, await view(store), schema(), head={}, provenance=True)
    assert {source.name for source in both.sources} == {"seen", "hidden"}


async def test_a_chart_without_provenance_has_none(store: Store) -> None:
    world = World()
    world.report("seen")
    world.thing("ana", "Person", "seen")
    await world.write(store)
    chart = await draw(store, await view(store), schema(), head={})
    assert chart.nodes
    assert (chart.sources, chart.citations) == ((), ())
