"""How fast the store on Neo4j answers, beside Cypher written by hand and sent through the bare driver.

    python -m benchmarks.neo4j_reads [--entities 100000] [--rounds 100] [--server bolt://127.0.0.1:7687]

A real server is started, loaded with the synthetic graph of `benchmarks.store`, and thrown away; `--server` names one
that is loaded already (without a password). Questions go in turns through the store and through the driver, so that
both meet the same machine. Both must give the same answer to every one of them, of names the same entities where both
tell one: the Cypher by hand applies the same access predicate at every step, passes no hub, mentioned person or group
either, and returns the same fields of the same elements in the same order, as maps. It does not say where
an answer was cut, and does not rank names.

| question | by hand |
|---|---|
| 2 hops from entities of 100 to 500 links, cut at 1,000 and 5,000 | expand twice, nodes by id, their links by id |
| shortest paths of at most 6 links, the first 10 by the ids along them | `allShortestPaths`, `ORDER BY`, `LIMIT 10` |
| name with a letter missing, the first 20 | tokens by their keys, entities with all of them |
| one entity by its id | the same |
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
from typing import Any, NamedTuple

from neo4j import READ_ACCESS, AsyncDriver, AsyncGraphDatabase

from benchmarks.store import Graph, load
from graph.access import Visibility
from graph.names import keys_of, near_pattern, tokens_of
from graph.neo4j_store.connection import Target
from graph.neo4j_store.gate import Gate, Predicates
from graph.neo4j_store.store import Neo4jStore, open_target
from graph.neo4j_store.views import entity_view, link_view
from graph.views import EntityView, LinkView, NamePage, Paths, Subgraph
from graph.walk import HUB_LINKS, MENTIONED
from tools.neo4j.jars import distribution
from tools.neo4j.server import Server, free_port

MAX_NODES, MAX_EDGES, PATHS, HITS = 1_000, 5_000, 10, 20
SEE = Predicates(limited=False)
SUPPORT = ("claim", "origin", "grade", "from", "mk", "valid", "written")


def rests(s: str) -> str:
    """What an element rests on for the caller."""
    told = ", ".join(f"{name}: {s}.s_{name}[i]" for name in SUPPORT)
    return f"[i IN range(0, size({s}.s_mk) - 1) WHERE {SEE.support(s)} | {{{told}}}]"


def entity(e: str) -> str:
    return (
        f"{e} {{.id, .type, .person_class, supports: {rests(e)}, values: COLLECT {{ MATCH ({e})<-[:NAMES|VALUE_OF]-(v) "
        f"WITH v, {rests('v')} AS supports WHERE size(supports) > 0 "
        f"RETURN v {{.property, .written, .normal, supports: supports}} }}, members: COLLECT {{ MATCH "
        f"({e})-[h:HOLDS]->(m)-[:IN]->(d) WHERE {SEE.document('d')} RETURN m.id ORDER BY h.position }}}}"
    )


def link(r: str) -> str:
    return (
        f"{r} {{.rid, .qualifier, .occurred, .details, type: type({r}), subject: startNode({r}).id, "
        f"object: endNode({r}).id, supports: {rests(r)}}}"
    )


def passed(n: str) -> str:
    """Whether a way may lead over an entity."""
    return (
        f"coalesce({n}.person_class, '') <> '{MENTIONED}' AND NOT {n}:PopulationGroup "
        f"AND (COUNT {{ ({n})--() }} <= {HUB_LINKS} OR COUNT {{ MATCH ({n})-[q:ASSOCIATE_OF]-(x) WITH q, x "
        f"WHERE {SEE.there('q')} AND {SEE.there('x')} }} <= {HUB_LINKS})"
    )


AROUND = f"""
MATCH (a:Entity) WHERE a.id = $id AND {SEE.there("a")}
MATCH (a)-[r:ASSOCIATE_OF]-(b) WITH a, r, b WHERE {SEE.there("r")} AND {SEE.there("b")}
WITH a, collect(DISTINCT b) AS first
CALL (a, first) {{ UNWIND first AS n WITH a, first, n WHERE {passed("n")} MATCH (n)-[r:ASSOCIATE_OF]-(b)
  WITH a, first, r, b WHERE b <> a AND NOT b IN first AND {SEE.there("r")} AND {SEE.there("b")}
  WITH DISTINCT b ORDER BY b.id LIMIT $nodes RETURN collect(b) AS second }}
WITH ([a] + first + second)[..$nodes] AS nodes
CALL (nodes) {{ UNWIND nodes AS a MATCH (a)-[r:ASSOCIATE_OF]->(b) WITH nodes, r, b WHERE b IN nodes AND {SEE.there("r")}
  WITH r ORDER BY r.rid LIMIT $edges RETURN collect({link("r")}) AS links }}
CALL (nodes) {{ UNWIND nodes AS n WITH n ORDER BY n.id RETURN collect({entity("n")}) AS entities }}
RETURN entities, links
"""
PATH = f"""
MATCH (a:Entity) WHERE a.id = $a AND {SEE.there("a")} MATCH (b:Entity) WHERE b.id = $b AND {SEE.there("b")}
MATCH p = allShortestPaths((a)-[:ASSOCIATE_OF*..6]-(b))
WHERE all(r IN relationships(p) WHERE {SEE.there("r")})
  AND all(n IN nodes(p) WHERE {SEE.there("n")}) AND all(n IN nodes(p) WHERE n = a OR n = b OR {passed("n")})
WITH nodes(p) AS nodes, relationships(p) AS links
WITH nodes, links, reduce(ids = [], i IN range(0, size(links) - 1) | ids + [nodes[i + 1].id, links[i].rid]) AS ids
ORDER BY ids LIMIT {PATHS}
RETURN [n IN nodes | {entity("n")}], [r IN links | {link("r")}] ORDER BY ids
"""
NAME = f"""
UNWIND $tokens AS asked
CALL (asked) {{ UNWIND asked.keys AS key MATCH (:TokenKey {{key: key}})-[:KEY_OF]->(t) WHERE t.token =~ asked.near
  RETURN collect(DISTINCT t.token) AS met }}
WITH collect(met) AS groups
UNWIND groups[0] AS token MATCH (:NameToken {{token: token}})<-[:BEARS]-(bears)
WITH DISTINCT groups, bears WHERE all(g IN groups WHERE any(t IN bears.tokens WHERE t IN g)) AND {SEE.rests("bears")}
MATCH (bears)-[:NAMES]->(e) WITH bears, e WHERE {SEE.there("e")} WITH bears, e LIMIT {HITS}
RETURN {entity("e")}, bears.written
"""
ONE = f"MATCH (e:Entity) WHERE e.id = $id AND {SEE.there('e')} RETURN {entity('e')}"
Rows = list[list[Any]]
Ask = Callable[[int], Awaitable[Any]]


class Question(NamedTuple):
    numbers: Sequence[int]
    ours: Ask
    theirs: Ask
    same: Callable[[Any, Rows], bool]
    """Whether the two answers tell the same."""


def entity_of(told: dict[str, Any]) -> EntityView:
    values = [[v["property"], v["written"], v["normal"], supports_of(v)] for v in told["values"]]
    id_ = told["id"]
    return entity_view([id_, id_, told["type"], told["person_class"], supports_of(told), values, told["members"]])


def link_of(told: dict[str, Any]) -> LinkView:
    shown = [told[n] for n in ("rid", "type", "subject", "object", "qualifier", "occurred", "details")]
    return link_view([*shown, supports_of(told)])


def supports_of(told: dict[str, Any]) -> list[list[Any]]:
    return [[support[name] for name in SUPPORT] for support in told["supports"]]


def same_part(ours: Subgraph, rows: Rows) -> bool:
    ((entities, links),) = rows
    return ours.entities == tuple(map(entity_of, entities)) and ours.links == tuple(map(link_of, links))


def same_paths(ours: Paths, rows: Rows) -> bool:
    theirs = [(tuple(map(entity_of, entities)), tuple(map(link_of, links))) for entities, links in rows]
    return [(path.entities, path.links) for path in ours.paths] == theirs


def same_names(ours: NamePage, rows: Rows) -> bool:
    """The entities that both tell are the same. Which they are may differ: the store leaves out who is too unlike what
    was asked for, and reads a text in more ways."""
    theirs = {told["id"]: entity_of(told) for told, _ in rows}
    return all(theirs.get(hit.entity.id, hit.entity) == hit.entity for hit in ours.items)


def same_entity(ours: list[EntityView], rows: Rows) -> bool:
    return ours == [entity_of(told) for (told,) in rows]


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
    questions = {
        "2 hops around a busy entity": Question(
            busy,
            lambda n: store.subgraph(
                caller, [ids[n]], hops=2, links=(), max_nodes=MAX_NODES, max_edges=MAX_EDGES
            ),
            lambda n: bare(AROUND, id=ids[n], nodes=MAX_NODES, edges=MAX_EDGES),
            same_part,
        ),
        "shortest paths <= 6": Question(
            drawn,
            lambda n: store.shortest_paths(caller, ids[n], ids[beyond(n)], max_length=6, links=(), limit=PATHS),
            lambda n: bare(PATH, a=ids[n], b=ids[beyond(n)]),
            same_paths,
        ),
        "name, a letter missing": Question(
            drawn,
            lambda n: store.search_names(caller, mistaken(n), types=(), mode="fuzzy", limit=HITS, after=None),
            lambda n: bare(NAME, tokens=tokens(n)),
            same_names,
        ),
        "one entity": Question(
            drawn,
            lambda n: store.get(caller, [ids[n]]),
            lambda n: bare(ONE, id=ids[n]),
            same_entity,
        ),
    }  # fmt: skip
    print(f"| {'p50 / p95, ms':<28} | {'store':>16} | {'by hand':>16} | ratio |\n|---|---|---|---|")
    for name, question in questions.items():
        for number in question.numbers[:10]:  # plans are made
            await question.ours(number), await question.theirs(number)
        took = [(await timed(question.ours, n), await timed(question.theirs, n), n) for n in question.numbers]
        differ = [n for (_, one), (_, other), n in took if not question.same(one, other)]
        if differ:
            raise SystemExit(f"{name}: store and Cypher by hand differ about the entities {differ}")
        tell(name, [one for (one, _), _, _ in took], [other for _, (other, _), _ in took])


async def visible(store: Neo4jStore, caller: Visibility, graph: Graph) -> list[int]:
    """The entities that the caller sees, by number."""
    numbers = {mention.id: number for number, mention in enumerate(graph.mentions)}
    return sorted([numbers[entity.id] async for entity in store.iterate(caller)])


async def timed(ask: Ask, number: int) -> tuple[float, Any]:
    """Milliseconds, and the answer."""
    begun = time.perf_counter()
    answer = await ask(number)
    return 1_000 * (time.perf_counter() - begun), answer


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
