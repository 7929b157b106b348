"""How fast a store loads and answers: a synthetic graph with hubs, many marking classes, and a caller who sees half.

    python benchmarks/store.py [--entities 100000] [--store sqlite:FILE]

Links follow Zipf's law, so some entities have thousands. Compare columns and commits, do not quote milliseconds: they
depend on the machine and on what else it does.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import random
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import date
from pathlib import Path

from graph.access import Visibility
from graph.open import open_store
from graph.rows import EntityRow, LinkRow, Support, ValueRow
from graph.store import Store
from ontology.claim import Extraction
from ontology.document import Document, Mention
from ontology.handling import Handling
from ontology.ids import content_id
from ontology.values.name import fold

CLASSES = 300
PER_DOCUMENT = 50
LINKS_PER_ENTITY = 3
BATCH = 1_000
GIVEN = "juan jose luis maria ana rosa pedro pablo carlos jorge miguel angel rafael elena sofia lucia marta diego"
FAMILY = (
    "garcia lopez perez gonzalez rodriguez sanchez ramirez cruz flores gomez morales vazquez reyes jimenez torres diaz "
    "gutierrez ruiz mendoza aguilar ortiz moreno castillo romero alvarez mendez chavez rivera juarez ramos dominguez "
    "herrera medina castro vargas guzman velazquez rojas contreras salazar luna ortega guerrero estrada bautista"
)


class Graph:
    """Entities in documents of PER_DOCUMENT; links drawn so that entity i is an end about 1/i as often as the first."""

    def __init__(self, size: int) -> None:
        self.random = random.Random(7)
        self.size = size
        self.documents = [self._document(n) for n in range(-(-size // PER_DOCUMENT))]
        self.mentions = [
            Mention(self.documents[n // PER_DOCUMENT].id, 10 * (n % PER_DOCUMENT), 10 * (n % PER_DOCUMENT) + 5)
            for n in range(size)
        ]
        self.names = [self._name() for _ in range(size)]
        weights = [1 / (n + 10) for n in range(size)]
        hubs = self.random.choices(range(size), weights, k=LINKS_PER_ENTITY * size)
        others = self.random.choices(range(size), k=LINKS_PER_ENTITY * size)
        self.ends = sorted({(min(pair), max(pair)) for pair in zip(hubs, others, strict=True) if pair[0] != pair[1]})
        self.degrees = [0] * size
        for a, b in self.ends:
            self.degrees[a] += 1
            self.degrees[b] += 1

    def _document(self, number: int) -> Document:
        text = f"{number} " + "x" * 500
        return Document(
            sha256=hashlib.sha256(text.encode()).hexdigest(), text=text, lang="es", source=f"source {number % 40}",
            handling=Handling(f"agency {number % CLASSES}", "UNCLASSIFIED", "benchmark", ("a",), "a"),
            received=date(2024, 1, 1), due=date(2029, 1, 1), reliability="BCD"[number % 3], credibility=1 + number % 4,
        )  # fmt: skip

    def _name(self) -> str:
        given, family = self.random.choice(GIVEN.split()), [self.random.choice(FAMILY.split()) for _ in range(3)]
        return " ".join([given, *family[:2], family[2] + self.random.choice("aeios")])

    def support(self, number: int, classes: dict[str, int], claim: str) -> Support:
        document = self.documents[number // PER_DOCUMENT]
        return Support(
            claim, classes[document.id], document.received, document.due, document.reliability, document.credibility,
            document.origin, valid="2023",
        )  # fmt: skip

    def entity(self, number: int, classes: dict[str, int]) -> EntityRow:
        support = (self.support(number, classes, f"c{number}"),)
        name = self.names[number]
        values = [("name", name.title(), fold(name)), ("alias", f"El {number}", f"el {number}")]
        values += [("occupation", f"trade {number % 90}", f"trade {number % 90}"), ("sex", "man", "male")]
        id_ = self.mentions[number].id
        rows = tuple(ValueRow(p, w, n, support) for p, w, n in values)
        return EntityRow(id_, "Person", (id_,), support, rows, person_class="subject")

    def link(self, number: int, classes: dict[str, int]) -> LinkRow:
        one, other = self.ends[number]
        ids = sorted((self.mentions[one].id, self.mentions[other].id))
        supports = tuple(self.support(n, classes, f"l{number}-{n}") for n in sorted({one, other}))
        return LinkRow(content_id("l", "associateOf", *ids, None), "associateOf", ids[0], ids[1], supports)


async def load(store: Store, graph: Graph) -> None:
    started = time.perf_counter()
    for batch in batches(range(len(graph.documents))):
        async with store.transaction() as writer:
            of = {graph.documents[n].id: n for n in batch}
            await writer.put_extractions([
                Extraction(graph.documents[n], tuple(graph.mentions[n * PER_DOCUMENT : (n + 1) * PER_DOCUMENT]), (),
                           ("benchmark@1",), "benchmark")
                for n in of.values()
            ])  # fmt: skip
            await writer.mark_fused(list(of))
    told("documents", len(graph.documents), started)
    async with store.transaction() as writer:
        classes = await writer.marking_class([d.id for d in graph.documents])
    started = time.perf_counter()
    for batch in batches(range(graph.size)):
        async with store.transaction() as writer:
            await writer.replace_component([], [graph.entity(n, classes) for n in batch], [])
    told("entities", graph.size, started)
    started = time.perf_counter()
    for batch in batches(range(len(graph.ends))):
        async with store.transaction() as writer:
            await writer.replace_component([], [], [graph.link(n, classes) for n in batch])
    told("links", len(graph.ends), started)


def batches(numbers: range) -> list[range]:
    return [numbers[n : n + BATCH] for n in range(0, len(numbers), BATCH)]


def told(what: str, count: int, started: float) -> None:
    seconds = time.perf_counter() - started
    print(f"load {what:<22}{count:>9,}  {seconds:7.1f} s  {count / seconds:>9,.0f}/s")


async def measure(what: str, ask: Callable[[int], Awaitable[object]], numbers: Sequence[int]) -> None:
    took = []
    for number in numbers:
        started = time.perf_counter()
        await ask(number)
        took.append(1_000 * (time.perf_counter() - started))
    took.sort()
    print(
        f"{what:<27}{len(took):>9,}  p50 {statistics.median(took):8.2f} ms  p95 {took[int(0.95 * len(took))]:8.2f} ms"
    )


async def ask_all(store: Store, graph: Graph, caller: Visibility) -> None:
    ids = [m.id for m in graph.mentions]
    drawn = graph.random.sample(range(graph.size), min(200, graph.size))
    hubs = sorted(range(graph.size), key=lambda n: -graph.degrees[n])[:5]
    some = [n for n in range(graph.size) if 20 <= graph.degrees[n] <= 40][:40]
    print(f"highest degree {graph.degrees[hubs[0]]:,}; the caller sees {len(caller.classes)} of {CLASSES} classes")

    async def neighbours(n: int) -> object:
        return await store.neighbours(caller, ids[n], links=(), ends=(), direction="both", limit=100, after=None)

    async def around(n: int) -> object:
        return await store.subgraph(caller, [ids[n]], hops=2, links=(), max_nodes=1_000, max_edges=5_000)

    async def path(n: int) -> object:
        other = (n * 7_919 + 13) % graph.size
        return await store.shortest_paths(caller, ids[n], ids[other], max_length=6, links=(), limit=20)

    async def connecting(n: int) -> object:
        ends = [ids[n], ids[(n * 7_919 + 13) % graph.size]]
        return await store.connecting(caller, ends, max_length=4, links=(), max_nodes=2_000, max_edges=10_000)

    async def companions(n: int) -> object:
        return await store.companions(caller, ids[n], ends=(), limit=50, after=None)

    async def news(n: int) -> object:
        return await store.news(caller, graph.documents[n // PER_DOCUMENT].received, limit=50, after=None)

    async def fuzzy(n: int) -> object:
        name, place = graph.names[n], n % 4 + 1
        mistaken = name[:place] + name[place + 1 :]
        return await store.search_names(caller, mistaken, types=(), mode="fuzzy", limit=20, after=None)

    async def exact(n: int) -> object:
        return await store.search_names(caller, graph.names[n], types=(), mode="exact", limit=20, after=None)

    await measure("one id", lambda n: store.get(caller, [ids[n]]), drawn)
    await measure("neighbours, 100", neighbours, drawn)
    await measure("hub, first 100 neighbours", neighbours, hubs)
    await measure("hub, degree by type", lambda n: store.degree(caller, ids[n]), hubs)
    await measure("2 hops from degree 20-40", around, some)
    await measure("shortest paths <= 6", path, drawn[:100])
    await measure("what connects two, <= 4", connecting, drawn[:100])
    await measure("named beside", companions, drawn)
    await measure("first page of news", news, drawn[:20])
    await measure("name, exact", exact, drawn)
    await measure("name, one letter missing", fuzzy, drawn)


async def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--entities", type=int, default=100_000)
    parser.add_argument("--store", help="an address; default: a file that is thrown away")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(options.store or f"sqlite:{Path(folder) / 'store.db'}")
        graph = Graph(options.entities)
        await load(store, graph)
        known = sorted(await store.classes())
        await ask_all(store, graph, Visibility(frozenset(known[: len(known) // 2]), date(2024, 6, 1)))
        await store.close()
        print(f"disk {sum(f.stat().st_size for f in Path(folder).iterdir()) / 1e6:,.0f} MB")


if __name__ == "__main__":
    asyncio.run(main())
