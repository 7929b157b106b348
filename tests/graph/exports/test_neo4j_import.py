"""The machine's CSV through `neo4j-admin database import` into a real server: the same nodes, links and values."""

from __future__ import annotations

import io
import os
import subprocess
import zipfile
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from neo4j import Driver

from graph.exports.chart import Chart
from graph.exports.csv_flavours import write_neo4j
from ontology.model import enum_name
from tests.graph.exports.rich import BANNER, rich
from tests.neo4j_servers import Servers
from tools.neo4j.jars import distribution
from tools.neo4j.server import Server

CHART = rich()


def imported(chart: Chart, server: Server) -> str:
    """Load the archive's files into the server's empty database before it starts; returns what the command tells."""
    server.folder.mkdir(parents=True)
    with zipfile.ZipFile(io.BytesIO(b"".join(write_neo4j(chart)))) as archive:
        archive.extractall(server.folder / "files")
    ran = subprocess.run(
        [
            *distribution().command("org.neo4j.cli.AdminTool", "-Xmx256m"), "database", "import", "full", "neo4j",
            "--nodes=files/nodes.csv", "--relationships=files/edges.csv", "--multiline-fields=true",
        ],
        cwd=server.folder,
        env=os.environ | {"NEO4J_HOME": str(server.folder), "NEO4J_CONF": str(server.folder / "conf")},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


@pytest.fixture(scope="module")
def driver(neo4j_servers: Servers) -> Iterator[Driver]:
    server = neo4j_servers.new()
    told = imported(CHART, server)
    assert f"{len(CHART.nodes)} nodes" in told
    assert f"{len(CHART.edges)} relationships" in told
    server.start()
    try:
        with server.driver() as opened:
            yield opened
    finally:
        server.kill()


def rows(driver: Driver, query: str) -> list[Any]:
    return [record.data() for record in driver.execute_query(query).records]


@pytest.mark.slow
def test_nodes_have_their_labels_and_values(driver: Driver) -> None:
    told = {row["n"]["id"]: row for row in rows(driver, "MATCH (n:Entity) RETURN n, labels(n) AS labels")}
    assert told.keys() == {node.id for node in CHART.nodes}
    for node in CHART.nodes:
        row = told[node.id]
        assert set(row["labels"]) == {"Entity", node.type}
        held = {name: cell for name, cell in node.cells.items() if name != "type"}
        wanted = {name: _listed(cell) for name, cell in held.items()}
        assert row["n"] == wanted | {"id": node.id, "banner": BANNER}


@pytest.mark.slow
def test_links_have_their_types_ends_and_values(driver: Driver) -> None:
    told = {
        row["id"]: row
        for row in rows(
            driver,
            "MATCH (a)-[r]->(b) RETURN r.id AS id, type(r) AS type, a.id AS source, b.id AS target, r{.*} AS all",
        )
    }
    assert Counter(row["type"] for row in told.values()) == Counter(enum_name(edge.type) for edge in CHART.edges)
    for edge in CHART.edges:
        row = told[edge.id]
        assert (row["source"], row["target"]) == (edge.source, edge.target)
        held = {name: _listed(cell) for name, cell in edge.cells.items() if name != "type"}
        assert row["all"] == held | {"id": edge.id, "banner": BANNER}


def _listed(cell: object) -> object:
    """Lists are lists; the format has no escape for a semicolon in them."""
    return [item.replace(";", "；") for item in cell] if isinstance(cell, tuple) else cell
