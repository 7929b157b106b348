"""How fast Neo4j is loaded: through the store, beside the raw driver that creates the same kinds of rows.

    python -m benchmarks.load [--reports 100000] [--slice 125]

A real server is started and thrown away. Slices of an invented world (`benchmarks.invented`) go in turns through the
store and through plain `UNWIND … CREATE`, into one database with the same indexes, so that both meet the same machine.
The raw driver gets rows that are made beforehand and asks nothing; the store makes its rows, checks them, looks for
what is there and keeps the unit so that it can be done again. Rows are nodes and relationships together: of the truth
two in three are relationships, of the projection more.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import resource
import secrets
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from neo4j import AsyncDriver, AsyncGraphDatabase

from benchmarks.invented import Slice, slices
from graph.neo4j_store.connection import Target
from graph.neo4j_store.elements import entity_properties, link_properties, value_properties
from graph.neo4j_store.store import open_target
from graph.records import claim_row, document_row, mention_row
from graph.store import Store
from ontology.loader import schema
from tools.neo4j.jars import distribution
from tools.neo4j.server import Server, free_port

BATCH = 5_000
WARM = 8
"""Slices that are not counted: the server plans and compiles."""
Plain = list[tuple[str, list[Any]]]
"""Statements with their rows."""


@dataclass(slots=True)
class Tally:
    """Rows and seconds of one side."""

    rows: int = 0
    seconds: float = 0.0

    def add(self, rows: int, seconds: float) -> None:
        self.rows += rows
        self.seconds += seconds

    @property
    def rate(self) -> float:
        return self.rows / self.seconds if self.seconds else 0.0


@dataclass(slots=True)
class Measured:
    """By kind of row: the store, and the raw driver beside it."""

    store: dict[str, Tally] = field(default_factory=dict)
    raw: dict[str, Tally] = field(default_factory=dict)
    memory: list[float] = field(default_factory=list)


def truth_rows(part: Slice, classes: dict[str, int]) -> Plain:
    """Nodes first, then what joins them."""
    documents = part.documents().values()
    mentions = [m for e in part.extractions for m in e.mentions]
    claims = [c for e in part.extractions for c in e.claims]
    runs = [{"id": e.run, "document": e.document.id} for e in part.extractions]
    made = [{"a": e.run, "b": c.id} for e in part.extractions for c in e.claims]
    return [
        node("Document", [document_row(d, classes[d.id]) for d in documents]),
        node("Mention", [mention_row(m) for m in mentions]),
        node("Claim", [claim_row(c) for c in claims]),
        node("Run", runs),
        joined("Document", "id", "MARKED", "MarkingClass", "mk", [{"a": d.id, "b": classes[d.id]} for d in documents]),
        joined("Mention", "id", "IN", "Document", "id", [{"a": m.id, "b": m.document} for m in mentions]),
        joined("Claim", "id", "SUBJECT", "Mention", "id", [{"a": c.id, "b": c.subject} for c in claims]),
        joined("Claim", "id", "OBJECT", "Mention", "id", [{"a": c.id, "b": c.object} for c in claims if c.object]),
        joined("Run", "id", "MADE", "Claim", "id", made),
        joined("Document", "id", "LIVE", "Run", "id", [{"a": r["document"], "b": r["id"]} for r in runs]),
    ]


def entity_rows(part: Slice, classes: dict[str, int]) -> Plain:
    entities = part.entities(classes)
    values = [(e.id, value_properties(v, e.type, schema())) for e in entities for v in e.values]
    names = [{"key": id_, "properties": v} for id_, v in values if v["tokens"] is not None]
    plain = [{"key": id_, "properties": v} for id_, v in values if v["tokens"] is None]
    held = [{"a": e.id, "b": m} for e in entities for m in e.members]
    return [
        node("Entity:Person", [entity_properties(e, schema()) for e in entities]),
        (
            "UNWIND $rows AS r MATCH (e:Entity {key: r.key}) CREATE (v:Value)-[:VALUE_OF]->(e) SET v = r.properties",
            plain,
        ),
        (
            "UNWIND $rows AS r MATCH (e:Entity {key: r.key}) CREATE (v:Value:Name)-[:NAMES]->(e) SET v = r.properties "
            "WITH v, r UNWIND r.properties.tokens AS token MATCH (t:NameToken {token: token}) CREATE (v)-[:BEARS]->(t)",
            names,
        ),
        joined("Entity", "key", "HOLDS", "Mention", "id", held),
    ]


def link_rows(part: Slice, classes: dict[str, int]) -> Plain:
    rows = [
        {"a": link.subject, "b": link.object, "properties": link_properties(link, schema())}
        for link in part.link_rows(classes)
    ]
    statement, ordered = joined("Entity", "key", "ASSOCIATE_OF", "Entity", "key", rows)
    return [(f"{statement} SET r = row.properties", ordered)]


def node(labels: str, rows: list[dict[str, Any]]) -> tuple[str, list[Any]]:
    return f"UNWIND $rows AS r CREATE (n:{labels}) SET n = r", rows


def joined(
    left: str, key: str, type_: str, right: str, other: str, rows: list[dict[str, Any]]
) -> tuple[str, list[Any]]:
    statement = (
        f"UNWIND $rows AS row MATCH (a:{left} {{{key}: row.a}}) MATCH (b:{right} {{{other}: row.b}}) "
        f"CREATE (a)-[r:{type_}]->(b)"
    )
    return statement, sorted(rows, key=lambda r: (r["a"], r["b"]))


def size_of(plain: Iterable[tuple[str, list[Any]]]) -> int:
    """Nodes and relationships that these statements create."""
    count = 0
    for statement, rows in plain:
        per_row = 2 if "-[:VALUE_OF]" in statement or "-[:NAMES]" in statement else 1
        count += per_row * len(rows)
        if "BEARS" in statement:
            count += sum(len(r["properties"]["tokens"]) for r in rows)
    return count


async def through_driver(driver: AsyncDriver, plain: Plain) -> float:
    begun = time.perf_counter()
    async with driver.session() as session:
        for statement, rows in plain:
            for start in range(0, len(rows), BATCH):
                batch = rows[start : start + BATCH]

                async def work(transaction: Any, statement: str = statement, batch: list[Any] = batch) -> None:
                    await (await transaction.run(statement, rows=batch)).consume()

                await session.execute_write(work)
    return time.perf_counter() - begun


async def through_store(store: Store, part: Slice) -> dict[str, float]:
    """Seconds by kind of row."""
    seconds: dict[str, float] = {}
    ids = list(part.documents())
    begun = time.perf_counter()
    async with store.transaction() as writer:
        await writer.put_extractions(part.extractions)
    seconds["truth"] = time.perf_counter() - begun
    async with store.transaction() as writer:
        classes = await writer.marking_class(ids)
    entities, links = part.entities(classes), part.link_rows(classes)
    begun = time.perf_counter()
    async with store.transaction() as writer:
        await writer.replace_component([], entities, links)
        await writer.mark_fused(ids)
    seconds["projection"] = time.perf_counter() - begun
    return seconds


def plain_of(part: Slice, classes: dict[str, int]) -> dict[str, Plain]:
    return {"truth": truth_rows(part, classes), "projection": entity_rows(part, classes) + link_rows(part, classes)}


async def classes_of(store: Store, part: Slice) -> dict[str, int]:
    """Document → its marking class, as the store numbers them."""
    known = {b["submitting_agency"]: mk for mk, b in (await store.classes()).items()}
    return {d.id: known.get(d.handling.submitting_agency, 1) for d in part.documents().values()}


async def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--reports", type=int, default=100_000)
    parser.add_argument("--slice", type=int, default=125)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        server = Server(
            Path(folder), distribution(), port=free_port(), password=secrets.token_urlsafe(16), heap="1g",
            page_cache="512m",
        )  # fmt: skip
        server.start()
        try:
            await compare(server, options.reports, options.slice)
        finally:
            server.kill()


async def compare(server: Server, reports: int, size: int) -> None:
    store = open_target(Target(server.address, server.user, server.password), create=True)
    driver = AsyncGraphDatabase.driver(server.address, auth=(server.user, server.password))
    measured = Measured()
    for number, part in enumerate(slices(reports, size)):
        classes = await classes_of(store, part)  # before any of them is there, where it is the first slice
        plain = plain_of(part, classes)
        counted = {kind: size_of(rows) for kind, rows in plain.items()}
        if number % 2 == 0:
            del plain
            sides, seconds = measured.store, await through_store(store, part)
        else:
            sides = measured.raw
            seconds = {kind: await through_driver(driver, rows) for kind, rows in plain.items()}
            del plain
        if number >= WARM:
            for kind, took in seconds.items():
                sides.setdefault(kind, Tally()).add(counted[kind], took)
        gc.collect()
        measured.memory.append(resident())
        rates = ", ".join(f"{kind} {counted[kind] / took:,.0f}" for kind, took in seconds.items())
        side = "store " if sides is measured.store else "driver"
        print(f"{(number + 1) * size:>8,} reports  {side}  {rates}  {measured.memory[-1]:,.0f} MB", flush=True)
    await driver.close()
    await store.close()
    tell(measured)


def resident() -> float:
    """Memory of this process now, in MB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


def tell(measured: Measured) -> None:
    print(f"{'rows/s':<30}{'store':>10}{'driver':>10}{'ratio':>8}")
    for kind, tally in measured.store.items():
        raw = measured.raw[kind]
        print(f"{kind:<30}{tally.rate:>10,.0f}{raw.rate:>10,.0f}{tally.rate / raw.rate:>8.2f}")
    ours, theirs = (Tally(sum(t.rows for t in side.values()), sum(t.seconds for t in side.values()))
                    for side in (measured.store, measured.raw))  # fmt: skip
    print(f"{'all':<30}{ours.rate:>10,.0f}{theirs.rate:>10,.0f}{ours.rate / theirs.rate:>8.2f}")
    print(f"{ours.rows + theirs.rows:,} rows; {measured.memory[1]:,.0f} MB, in the end {measured.memory[-1]:,.0f} MB")


if __name__ == "__main__":
    asyncio.run(main())
