"""The sample on a Neo4j server: the same graph as in the embedded store, and the Cypher of the documents answers."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator

import pytest

from graph.archive.copying import copy_truth
from graph.judging import rebuild
from graph.login import Login
from graph.open import open_store
from graph.standing import standing
from tests.conftest import ROOT
from tests.laws.loading import exported
from tools.neo4j.server import Server
from tools.sample_store import sample_store

QUERIES = re.findall(r"```cypher\n(.*?)```", (ROOT / "docs/neo4j.md").read_text("utf-8"), re.DOTALL)


@pytest.fixture(scope="module")
def exports(neo4j_server: Server) -> Iterator[tuple[str, str]]:
    """The whole sample as the embedded store and the server have it; it stays on the server."""
    neo4j_server.clear()
    yield asyncio.run(_both(neo4j_server))
    neo4j_server.clear()


async def _both(server: Server) -> tuple[str, str]:
    async with sample_store() as sample:
        store = open_store(server.address, login=Login(password=server.password))
        try:
            await copy_truth(sample.store, store)
            await rebuild(store, subjects=await standing(store, sample.ledger))
            return await exported(sample.store), await exported(store)
        finally:
            await store.close()


@pytest.mark.slow
def test_the_sample_is_the_same_graph_in_both(exports: tuple[str, str]) -> None:
    embedded, server = exports
    assert embedded.count("<node") > 100
    assert server == embedded


def test_there_are_ten_queries() -> None:
    assert len(QUERIES) == 10


@pytest.mark.slow
@pytest.mark.usefixtures("exports")
@pytest.mark.parametrize("query", QUERIES)
def test_the_queries_of_the_documents_find_something(neo4j_server: Server, query: str) -> None:
    with neo4j_server.driver() as driver:
        found = driver.execute_query(query)
    assert found.records
    told = [str(status.status_description) for status in found.summary.gql_status_objects]
    assert [text for text in told if "does not exist" in text] == []
