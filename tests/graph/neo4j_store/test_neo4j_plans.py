"""The plan of every statement that reads: from an index, and nothing scanned."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator

import pytest
from neo4j import Session

import graph.neo4j_store.store  # noqa: F401 - every statement is written when it is loaded
from graph.neo4j_store.statements import STATEMENTS
from tests.contract.world import World
from tests.graph.neo4j_store.conftest import Open
from tools.neo4j.server import Server

SCANS = re.compile(r"AllNodesScan|LabelScan|LabelsScan|TypeScan|TypesScan|AllRelationshipsScan|CartesianProduct")
COUNTS_ALL = "stats"
"""Counts all there is."""
ITERATES = re.compile("iterate .+")
"""Goes through all there is of a type, in the order of its index."""


@pytest.fixture(scope="module")
def world() -> World:
    """Enough of everything that a plan is made for a graph, not for a handful of nodes."""
    world = World()
    for number in range(20):
        world.report(f"r-{number}")
    for number in range(200):
        documents = [f"r-{number % 20}"]
        world.thing(f"p-{number}", "Person", documents, name=f"Ana Lobo {number}")
        world.thing(f"f-{number}", "Phone", documents, name=f"+5286755{number:05d}")
        world.tie("uses", f"p-{number}", f"f-{number}", documents)
        if number >= 20:
            world.tie("associateOf", f"p-{number}", f"p-{number - 20}", documents)
    return world


@pytest.fixture
async def filled(server: Server, opened: Open, world: World) -> AsyncIterator[Session]:
    store = opened(server)
    await world.write(store)
    with server.driver() as driver, driver.session() as session:
        session.run("CALL db.resampleOutdatedIndexes()").consume()
        yield session


def operators(plan: dict[str, object]) -> Iterator[str]:
    yield str(plan["operatorType"])
    for child in plan.get("children", []):  # type: ignore[attr-defined]
        yield from operators(child)


@pytest.mark.slow
async def test_no_read_scans(filled: Session) -> None:
    """`stats` and `iterate` are let off by name; even they follow labels and indexes."""
    for name, statement in STATEMENTS.items():
        if ITERATES.fullmatch(name) and name not in ("iterate Person", "iterate USES"):
            continue  # the same text with another type in it
        for limited in (False, True):
            plan = filled.run("EXPLAIN " + statement.text(limited=limited)).consume().plan
            assert plan is not None
            found = {operator.partition("@")[0] for operator in operators(plan)}
            scans = {operator for operator in found if SCANS.search(operator)}
            assert scans <= ({"NodeByLabelScan"} if name == COUNTS_ALL else set()), (name, limited, sorted(found))
            assert any("Seek" in operator for operator in found) or name == COUNTS_ALL, (name, sorted(found))
