"""How fast charts are written, against the libraries that write the same formats, in one run.

    python benchmarks/exports.py [--nodes 1000] [--links 5000] [--rounds 7]

Prints a Markdown table of medians. The libraries get what they can take: no lists and no None for networkx, the triples
of our own file for rdflib. "Its writer" is the library's serializer alone, over a graph of its own that is there
already; "from the chart" adds the building of that graph, since from the chart to the bytes is what our writers do.
The row "serializer alone" is ours over statements that are there already, as rdflib's are. Milliseconds are those of
the processor, so that other work on the machine counts less; compare columns all the same.
"""

from __future__ import annotations

import argparse
import gc
import io
import random
import statistics
import time
from collections.abc import Callable, Iterable
from datetime import date

import networkx as nx
import rdflib
from rdflib.term import Node

from graph.exports.chart import Chart, chart_of
from graph.exports.csv_flavours import write_gephi, write_neo4j
from graph.exports.gexf import write_gexf
from graph.exports.graphml import write_graphml
from graph.exports.markup import lexical
from graph.exports.rdf.jsonld import write_jsonld
from graph.exports.rdf.ntriples import joined, write_ntriples
from graph.exports.rdf.statements import describe
from graph.exports.rdf.ttl import write_turtle
from graph.views import Basis, EntityView, LinkView, ValueView
from ontology.ids import content_id
from ontology.loader import schema
from ontology.marking import Marking

SERIALIZER = "N-Triples, serializer alone"
PERIODS = ((), ("2023-05",), ("2021", "2023-03-01/.."))


def chart(nodes: int, links: int) -> Chart:
    """Persons in networks: two names and a date each, every value with claims of its own."""
    dice = random.Random(7)

    def basis(*key: object) -> Basis:
        claims = tuple(sorted(content_id("c", *key, n) for n in range(dice.randint(1, 3))))
        return Basis(claims, len(claims), "ABCDEF"[dice.randrange(6)], dice.randint(1, 6), date(2024, 3, 2), (1,))

    def entity(n: int) -> EntityView:
        type_ = "CriminalNetwork" if n % 10 == 0 else "Person"
        named = [f"José «{n}» Núñez {dice.random():.6f}", f"J. Núñez & Cía {n}"]
        values = {"name": tuple(ValueView(name, name.lower(), basis(n, name)) for name in named)}
        if type_ == "Person":
            values["birthDate"] = (ValueView("1980", f"{dice.randint(1950, 2000)}", basis(n, "born")),)
        return EntityView(content_id("m", n), type_, named[0], None, (), values, basis(n))

    entities = [entity(n) for n in range(nodes)]
    persons = [e.id for e in entities if e.type == "Person"]
    networks = [e.id for e in entities if e.type == "CriminalNetwork"]

    def link(n: int) -> LinkView:
        id_, periods = content_id("l", n), PERIODS[n % len(PERIODS)]
        if n % 2:
            ends = persons[dice.randrange(len(persons))], networks[dice.randrange(len(networks))]
            return LinkView(id_, "memberOf", *ends, "guide", None, (), periods, basis(n))
        one, other = sorted(dice.sample(persons, 2))
        return LinkView(id_, "associateOf", one, other, None, None, (), periods, basis(n))

    markings = {1: Marking.parse("CUI//SP-LEI//REL TO USA, MEX")}
    return chart_of(schema(), entities, [link(n) for n in range(links)], markings, head={})


def as_networkx(drawn: Chart) -> nx.MultiDiGraph:
    """The same values, with lists as the JSON texts that our writers make of them."""
    graph = nx.MultiDiGraph()
    for node in drawn.nodes:
        graph.add_node(node.id, **{k: lexical(v) if isinstance(v, tuple) else v for k, v in node.cells.items()})
    for edge in drawn.edges:
        cells = {k: lexical(v) if isinstance(v, tuple) else v for k, v in edge.cells.items()}
        graph.add_edge(edge.source, edge.target, key=edge.id, **cells)
    return graph


def as_rdflib(triples: Iterable[tuple[Node, Node, Node]]) -> rdflib.Graph:
    """A graph of terms that are there already."""
    graph = rdflib.Graph()
    for triple in triples:
        graph.add(triple)
    return graph


def median_ms(rounds: int, work: Callable[[], object]) -> float:
    times = []
    for _ in range(rounds):
        gc.collect()
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return 1_000 * statistics.median(times)


def written(pieces: Iterable[str | bytes]) -> int:
    """Bytes of the file."""
    return sum(len(piece if isinstance(piece, bytes) else piece.encode()) for piece in pieces)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--nodes", type=int, default=1_000)
    parser.add_argument("--links", type=int, default=5_000)
    parser.add_argument("--rounds", type=int, default=7)
    given = parser.parse_args()

    drawn = chart(given.nodes, given.links)
    as_graph = as_networkx(drawn)
    triples = rdflib.Graph().parse(data="".join(write_ntriples(drawn)), format="nt")
    statements = list(triples)
    build = {"networkx": lambda: as_networkx(drawn), "rdflib": lambda: as_rdflib(statements)}
    described = list(describe(drawn))

    def serialize() -> bytes:
        return triples.serialize(format="nt", encoding="utf-8")

    libraries: dict[str, tuple[str, Callable[[], object]]] = {
        "GraphML": ("networkx", lambda: nx.write_graphml(as_graph, io.BytesIO())),
        "GEXF": ("networkx", lambda: nx.write_gexf(as_graph, io.BytesIO())),
        "N-Triples": ("rdflib", serialize),
        SERIALIZER: ("rdflib", serialize),
        "Turtle": ("rdflib", lambda: triples.serialize(format="turtle", encoding="utf-8")),
        "JSON-LD": ("rdflib", lambda: triples.serialize(format="json-ld", encoding="utf-8")),
    }
    building = {name: median_ms(given.rounds, work) for name, work in build.items()}
    ours: dict[str, Callable[[], Iterable[str | bytes]]] = {
        "GraphML": lambda: write_graphml(drawn),
        "GEXF": lambda: write_gexf(drawn),
        "N-Triples": lambda: write_ntriples(drawn),
        SERIALIZER: lambda: (joined(*subject) for subject in described),
        "Turtle": lambda: write_turtle(drawn),
        "JSON-LD": lambda: write_jsonld(drawn),
        "CSV, neo4j": lambda: write_neo4j(drawn),
        "CSV, gephi": lambda: write_gephi(drawn),
    }
    print(f"{given.nodes:,} nodes, {given.links:,} links, {len(triples):,} triples; medians of {given.rounds} rounds\n")
    print(
        "| format | bytes | ours, ms | library | its writer, ms | times as fast | from the chart, ms | times as fast |"
    )
    print("|---|---:|---:|---|---:|---:|---:|---:|")
    for name, write in ours.items():
        size = written(write())
        own = median_ms(given.rounds, lambda write=write: written(write()))  # type: ignore[misc]
        row = f"| {name} | {size:,} | {own:.1f} |"
        if name in libraries:
            library, work = libraries[name]
            other = median_ms(given.rounds, work)
            whole = other + building[library]
            compared = f"{row} {library} | {other:.0f} | {other / own:.1f} |"
            print(compared + (" | |" if name == SERIALIZER else f" {whole:.0f} | {whole / own:.1f} |"))
        else:
            print(f"{row} - | | | | |")


if __name__ == "__main__":
    main()
