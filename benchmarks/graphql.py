"""How fast GraphQL answers, beside Strawberry as it comes and mercurius with its JIT; what hostile documents cost.

    python -m benchmarks.graphql [--node FOLDER] [--rounds 20] [--entities 20000] [--neo4j]
    python -m benchmarks.graphql --investigators 200 --seconds 60

All servers are up at once on loopback and are asked in turns, one request each a round; their answers are compared in
the first round. Read ratios within one table, never milliseconds; where others load the machine, those of the
processor's time an answer (Linux only). `--node` is a folder with fastify, mercurius, graphql and graphql-jit (npm);
without it that row is left out.

The second part asks the real application over a SQLite store (with `--neo4j` over a real Neo4j server as well, which is
started and thrown away) for about 1,000 entities and their links, beside the store's own time for the same rows: one
read each in turns; the third weighs hostile requests by the processor's time (`benchmarks.graphql_hostile`).
`--investigators` sends so many clients at once through a day's questions (`benchmarks.graphql_day`) instead.
"""

from __future__ import annotations

import argparse
import asyncio
import http.client
import json
import secrets
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import date
from functools import partial
from pathlib import Path

import orjson

from benchmarks.graphql_day import day
from benchmarks.graphql_hostile import hostile
from benchmarks.graphql_servers import QUERIES
from benchmarks.store import Graph, load
from graph.access import Visibility
from graph.login import Login
from graph.open import open_store
from tests.api.serving import running
from tools.neo4j.jars import distribution
from tools.neo4j.server import Server, free_port

HERE = Path(__file__).resolve().parent
WARM = 5
MAX_NODES, MAX_EDGES = 1_000, 5_000


class Asked:
    """One connection that is kept open."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def ask(self, query: str, variables: Mapping[str, object] | None = None) -> tuple[float, bytes]:
        """Milliseconds until the last byte, and the answer."""
        body = orjson.dumps({"query": query, "variables": dict(variables or {})})
        begun = time.perf_counter()
        self._connection.request("POST", "/graphql", body, {"Content-Type": "application/json"})
        answer = self._connection.getresponse().read()
        return 1_000 * (time.perf_counter() - begun), answer


@contextmanager
def started(command: list[str]) -> Iterator[tuple[int, int]]:
    """A server process; gives its port and its id."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = subprocess.Popen([*command, str(port)], cwd=HERE.parent)
    try:
        for _ in range(400):
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait()


def processor(pid: int) -> float:
    """Milliseconds that all threads of a process have had so far."""
    tasks = Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(task.read_text().split()[0]) for task in tasks) / 1_000_000


def from_memory(rounds: int, node: str | None) -> None:
    commands = {name: [sys.executable, "-m", "benchmarks.graphql_servers", name] for name in ("floor", "stock", "ours")}
    if node:
        commands["mercurius"] = ["node", str(HERE / "mercurius.mjs"), node]
    with ExitStack() as stack:
        processes = {name: stack.enter_context(started(command)) for name, command in commands.items()}
        servers = {name: Asked(port) for name, (port, _) in processes.items()}
        print("\nFrom objects in memory, over HTTP: p50 (least) in ms, and how many times faster than stock;")
        print("the least of the processor's ms, and how many times less than stock")
        for kind, query in QUERIES.items():
            asked = {name: server for name, server in servers.items() if kind == "graph" or name != "floor"}
            answers = {name: json.loads(server.ask(query)[1]) for name, server in asked.items()}
            assert all(answer == answers["stock"] for answer in answers.values()), kind
            many = rounds if kind != "node" else 20 * rounds
            took: dict[str, list[tuple[float, float]]] = {name: [] for name in asked}
            for _ in range(WARM + many):
                for name, server in asked.items():
                    before = processor(processes[name][1])
                    whole = server.ask(query)[0]
                    took[name].append((whole, processor(processes[name][1]) - before))
            told = {name: _figures(times[WARM:]) for name, times in took.items()}
            for name, figures in told.items():
                p50, least, own = figures
                times50, times_least, times_own = (a / b for a, b in zip(told["stock"], figures, strict=True))
                print(
                    f"| {kind:<7} | {name:<10} | {p50:8.2f} ({least:7.2f}) | {times50:6.1f} ({times_least:6.1f})",
                    end=" ",
                )
                print(f"| {own:7.2f} | {times_own:6.1f} |")


def _figures(took: list[tuple[float, float]]) -> tuple[float, float, float]:
    """Median and least of whole times, least of the processor's."""
    whole = [each for each, _ in took]
    return statistics.median(whole), min(whole), min(own for _, own in took)


SUBGRAPH = """query($id: ID!) { subgraph(seeds: [$id], hops: 2, maxNodes: 1000, maxEdges: 5000) {
  nodes { id type label personClass names mentionCount basis { claimCount origins reliability credibility marking } }
  links { id type subject object validFrom claimCount origins } } }"""


@contextmanager
def neo4j(folder: Path) -> Iterator[tuple[str, Login]]:
    """A server of its own; its address, and how to log in."""
    folder.mkdir()
    server = Server(folder, distribution(), port=free_port(), password=secrets.token_urlsafe(16), heap="1g",
                    page_cache="256m")  # fmt: skip
    server.start()
    try:
        yield server.address, Login(server.user, server.password)
    finally:
        server.kill()


async def from_store(name: str, address: str, login: Login, ledger: Path, rounds: int, entities: int) -> None:
    """The real application on a store beside the store's own time."""
    graph = Graph(entities)
    store = open_store(address, login=login)
    try:
        await load(store, graph)
        view = Visibility(frozenset(await store.classes()), date.today())
        busy = sorted(range(entities), key=lambda n: (abs(graph.degrees[n] - 90), n))[:rounds]
        told_in = {"LINKWRIGHT_LEDGER": str(ledger), "LINKWRIGHT_NEO4J_USER": login.user or ""}
        with running(address, **told_in, LINKWRIGHT_NEO4J_PASSWORD=login.password or "") as url:
            server = Asked(int(url.rpartition(":")[2]))
            took: list[tuple[float, float, int, int]] = []
            for number in (*busy[:WARM], *busy):
                id_ = graph.mentions[number].id
                begun = time.perf_counter()
                seen = await store.subgraph(view, [id_], hops=2, links=(), max_nodes=MAX_NODES, max_edges=MAX_EDGES)
                own = 1_000 * (time.perf_counter() - begun)
                whole, answer = server.ask(SUBGRAPH, {"id": id_})
                told = json.loads(answer)["data"]["subgraph"]
                assert [n["id"] for n in told["nodes"]] == [e.id for e in seen.entities]
                took.append((own, whole, len(seen.entities), len(seen.links)))
    finally:
        await store.close()
    own, whole = (statistics.median(t[i] for t in took[WARM:]) for i in (0, 1))
    nodes, links = (statistics.median(t[i] for t in took[WARM:]) for i in (2, 3))
    least_own, least_whole = (min(t[i] for t in took[WARM:]) for i in (0, 1))
    print(f"\nThe application on {name}, {nodes:.0f} entities and {links:.0f} links, p50 (least) in ms:")
    print(f"{whole:.1f} ({least_whole:.1f}), the store's own {own:.1f} ({least_own:.1f}), ", end="")
    print(f"ratio {whole / own:.2f} ({least_whole / least_own:.2f})")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--node", help="a folder with node_modules")
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--entities", type=int, default=20_000)
    parser.add_argument("--neo4j", action="store_true", help="ask over a Neo4j server too")
    parser.add_argument("--investigators", type=int, default=0)
    parser.add_argument("--seconds", type=int, default=60)
    asked = parser.parse_args()
    if asked.investigators:
        day(asked.investigators, asked.seconds, asked.entities)
        return
    from_memory(asked.rounds, asked.node)
    asyncio.run(hostile([]))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        on = partial(from_store, rounds=asked.rounds, entities=asked.entities, ledger=folder / "ledger")
        asyncio.run(on("SQLite", f"sqlite:{folder}/bench.sqlite", Login()))
        if asked.neo4j:
            with neo4j(folder / "neo4j") as (address, login):
                asyncio.run(on("Neo4j", address, login))


if __name__ == "__main__":
    main()
