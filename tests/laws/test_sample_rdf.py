"""What the sample becomes in RDF keeps to the published shapes and names, and is read back as the store tells it."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from rdflib import Graph
from rdflib.compare import isomorphic

from graph.exports.chart import Chart, draw
from graph.exports.rdf.ntriples import write_ntriples
from graph.exports.rdf.ttl import write_turtle
from graph.open import open_store
from ontology.loader import schema
from tests.contract.shacl_shapes import violations
from tests.graph.exports.reading import READERS, expected
from tests.graph.exports.test_formats_agree import sorted_lists
from tests.graph.exports.test_rdf_shapes import undeclared
from tests.laws.loading import Load, sample_rows, view_of

EVERY = 4
"""Every fourth report: checking 900 entities with all their claims takes half a minute."""


def drawn(file: Path) -> Chart:
    async def go() -> Chart:
        store = open_store(f"sqlite:{file}", create=False)
        try:
            return await draw(store, await view_of(store), schema(), head={"purpose": "test"}, provenance=True)
        finally:
            await store.close()

    return asyncio.run(go())


@pytest.mark.slow
def test_an_export_of_the_sample_conforms_in_both_notations(load: Load) -> None:
    chart = drawn(load(sample_rows()[::EVERY], "rdf"))
    assert len(chart.nodes) > 100
    assert len(chart.edges) > 20
    data = Graph().parse(data="".join(write_ntriples(chart)), format="nt")
    turtle = "".join(write_turtle(chart))
    assert isomorphic(data, Graph().parse(data=turtle, format="turtle"))
    read, stored = READERS["turtle"](turtle.encode(), chart), sorted_lists(expected(chart))
    assert (read.banner, read.nodes, read.links) == (stored.banner, stored.nodes, stored.links)
    assert violations(data) is None
    assert undeclared(data) == set()
