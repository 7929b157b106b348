"""How fast the store on Neo4j answers, beside Cypher written by hand and sent through the bare driver.

    python -m benchmarks.neo4j_reads [--entities 100000] [--rounds 100] [--server bolt://127.0.0.1:7687]

A real server is started, loaded with the synthetic graph of `benchmarks.store`, and thrown away; `--server` names one
that is loaded already (without a password). Questions go in turns through the store and through the driver, so that
both meet the same machine. The Cypher by hand applies the same access predicate at every step and gives the same
elements, entities with their values and mentions, as nodes and relationships; it ranks nothing and knows no hub.

| question | by hand |
|---|---|
| 2 hops from entities of 100 to 500 links, cut at 1,000 and 5,000 | expand twice, distinct nodes, their links |
| shortest paths of at most 6 links, the first 10 | `allShortestPaths`, `LIMIT 10` |
| name with a letter missing, the first 20 | tokens by their keys, entities with all of them |
"""

from __future__ import annotations

import argparse
import asyncio
import secrets
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from neo4j import READ_ACCESS, AsyncDriver, AsyncGraphDatabase

from benchmarks.store import Graph, load
from graph.access import Visibility
from graph.names import keys_of, near_pattern, tokens_of
from graph.neo4j_store.connection import Target
from graph.neo4j_store.gate import Gate, Predicates
from graph.neo4j_store.store import Neo4jStore, open_target
from tools.neo4j.jars import distribution
from tools.neo4j.server import Server, free_port

MAX_NODES, MAX_EDGES, PATHS, HITS = 1_000, 5_000, 10, 20
SEE = Predicates(limited=False)


def whole(e: str) -> str:
    """An entity with its visible values and mentions, as nodes and ids."""
    return (
        f"[{e}, COLLECT {{ MATCH ({e})<-[:NAMES|VALUE_OF]-(v) WITH v WHERE {SEE.rests('v')} RETURN v }}, "
        f"COLLECT {{ MATCH ({e})-[:HOLDS]->(m)-[:IN]->(d) WHERE {SEE.document('d')} RETURN m.id }}]"
    )


AROUND = f"""
MATCH (a:Entity) WHERE a.id = $id AND {SEE.there("a")}
MATCH (a)-[r:ASSOCIATE_OF]-(b) WITH a, r, b WHERE {SEE.there("r")} AND {SEE.there("b")}
WITH a, collect(DISTINCT b) AS first
CALL (first) {{ UNWIND first AS b MATCH (b)-[q:ASSOCIATE_OF]-(c) WITH q AS r, c AS b WHERE {SEE.there("r")}
  AND {SEE.there("b")} RETURN collect(DISTINCT b) AS second }}
CALL (a, first, second) {{ UNWIND [a] + first + second AS n RETURN DISTINCT n LIMIT $nodes }}
WITH collect(n) AS nodes
CALL (nodes) {{ UNWIND nodes AS a MATCH (a)-[r:ASSOCIATE_OF]->(b) WITH nodes, r, b WHERE b IN nodes AND {SEE.there("r")}
  RETURN collect(r)[..$edges] AS links }}
CALL (nodes) {{ UNWIND nodes AS n RETURN collect({whole("n")}) AS entities }}
RETURN entities, links
"""
PATH = f"""
MATCH (a:Entity) WHERE a.id = $a AND {SEE.there("a")} MATCH (b:Entity) WHERE b.id = $b AND {SEE.there("b")}
MATCH p = allShortestPaths((a)-[:ASSOCIATE_OF*..6]-(b))
WHERE all(r IN relationships(p) WHERE {SEE.there("r")}) AND all(n IN nodes(p) WHERE {SEE.there("n")})
WITH p LIMIT {PATHS} CALL (p) {{ UNWIND nodes(p) AS n RETURN collect({whole("n")}) AS entities }}
RETURN entities, relationships(p)
"""
NAME = f"""
UNWIND $tokens AS asked
CALL (asked) {{ UNWIND asked.keys AS key MATCH (:TokenKey {{key: key}})-[:KEY_OF]->(t) WHERE t.token =~ asked.near
  RETURN collect(DISTINCT t.token) AS met }}
WITH collect(met) AS groups
UNWIND groups[0] AS token MATCH (:NameToken {{token: token}})<-[:BEARS]-(v)
WITH DISTINCT groups, v WHERE all(g IN groups WHERE any(t IN v.tokens WHERE t IN g)) AND {SEE.rests("v")}
MATCH (v)-[:NAMES]->(e) WITH v, e WHERE {SEE.there("e")} WITH v, e LIMIT {HITS}
RETURN v.written, {whole("e")}
"""
ONE = f"MATCH (e:Entity) WHERE e.id = $id AND {SEE.there('e')} RETURN {whole('e')}"
Ask = Callable[[int], Awaitable[Any]]


async def compare(store: Neo4jStore, driver: AsyncDriver, graph: Graph, rounds: int) -> None:
    known = sorted(await store.classes())
    caller = Visibility(frozenset(known[: len(known) // 2]), date(2024, 6, 1))
    gate, ids = Gate(caller), [m.id for m in graph.mentions]

    async def bare(statement: str, **own: object) -> Any:
        async with driver.session(default_access_mode=READ_ACCESS) as session:
            return await (await session.run(statement, gate.bind() | own)).values()

    def beyond(number: int) -> int:
        return seen[(number * 7_919 + 13) % len(seen)]

    def mistaken(number: int) -> str:
        name, place = graph.names[number], number % 4 + 1
        return name[:place] + name[place + 1 :]

    def tokens(number: int) -> list[dict[str, object]]:
        return [{"keys": sorted(keys_of(t)), "near": near_pattern(t)} for t in tokens_of(mistaken(number))]

    seen = await visible(store, caller, graph)
    drawn = graph.random.sample(seen, rounds)
    busy = [n for n in seen if 100 <= graph.degrees[n] <= 500][:rounds]
    questions: dict[str, tuple[Sequence[int], Ask, Ask]] = {
        "2 hops around a busy entity": (
            busy,
            lambda n: store.subgraph(
                caller, [ids[n]], hops=2, links=(), max_nodes=MAX_NODES, max_edges=MAX_EDGES
            ),
            lambda n: bare(AROUND, id=ids[n], nodes=MAX_NODES, edges=MAX_EDGES),
        ),
        "shortest paths <= 6": (
            drawn,
            lambda n: store.shortest_paths(caller, ids[n], ids[beyond(n)], max_length=6, links=(), limit=PATHS),
            lambda n: bare(PATH, a=ids[n], b=ids[beyond(n)]),
        ),
        "name, a letter missing": (
            drawn,
            lambda n: store.search_names(caller, mistaken(n), types=(), mode="fuzzy", limit=HITS, after=None),
            lambda n: bare(NAME, tokens=tokens(n)),
        ),
        "one entity": (
            drawn,
            lambda n: store.get(caller, [ids[n]]),
            lambda n: bare(ONE, id=ids[n]),
        ),
    }  # fmt: skip
    print(f"| {'p50 / p95, ms':<28} | {'store':>16} | {'by hand':>16} | ratio |\n|---|---|---|---|")
    for name, (numbers, ours, theirs) in questions.items():
        for number in numbers[:10]:  # plans are made
            await ours(number), await theirs(number)
        sides = [await took(ask, number) for number in numbers for ask in (ours, theirs)]
        tell(name, sides[::2], sides[1::2])


async def visible(store: Neo4jStore, caller: Visibility, graph: Graph) -> list[int]:
    """The entities that the caller sees, by number."""
    numbers = {mention.id: number for number, mention in enumerate(graph.mentions)}
    return sorted([numbers[entity.id] async for entity in store.iterate(caller)])


async def took(ask: Ask, number: int) -> float:
    begun = time.perf_counter()
    await ask(number)
    return 1_000 * (time.perf_counter() - begun)


def tell(name: str, ours: list[float], theirs: list[float]) -> None:
    def spread(times: list[float]) -> tuple[float, float]:
        return statistics.median(times), sorted(times)[int(0.95 * len(times))]

    (one, many), (bare_one, bare_many) = spread(ours), spread(theirs)
    print(
        f"| {name:<28} | {one:7.1f} / {many:6.1f} | {bare_one:7.1f} / {bare_many:6.1f} "
        f"| {one / bare_one:.2f} / {many / bare_many:.2f} |"
    )


async def measure(address: str, user: str | None, password: str | None, graph: Graph, rounds: int) -> None:
    store = open_target(Target(address, user, password), create=True)
    if not await store.classes():
        await load(store, graph)
    auth = (user, password) if user and password else None
    async with AsyncGraphDatabase.driver(address, auth=auth, notifications_min_severity="OFF") as driver:
        await compare(store, driver, graph, rounds)
    await store.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--entities", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--server")
    options = parser.parse_args()
    graph = Graph(options.entities)
    if options.server:
        asyncio.run(measure(options.server, None, None, graph, options.rounds))
        return
    with tempfile.TemporaryDirectory() as folder:
        server = Server(
            Path(folder), distribution(), port=free_port(), password=secrets.token_urlsafe(16), heap="1g",
            page_cache="512m",
        )  # fmt: skip
        server.start()
        try:
            asyncio.run(measure(server.address, server.user, server.password, graph, options.rounds))
        finally:
            server.kill()


if __name__ == "__main__":
    main()
