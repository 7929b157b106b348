"""A day of many investigators at once against a real server process: errors, p50, p99, memory at the start and the end.

Every investigator is a task that asks one question after another about entities drawn with a seed, over a connection of
its own. `benchmarks.graphql --investigators 200 --seconds 60`.
"""

from __future__ import annotations

import asyncio
import math
import random
import tempfile
import time
from collections import Counter
from itertools import count
from pathlib import Path

import httpx

from benchmarks.store import Graph, load
from graph.open import open_store
from tests.api.serving import running

QUESTIONS = (
    "query($id: ID!) { node(id: $id) { id label values { written basis { claimCount } } } }",
    """query($name: String!) { search(text: $name, first: 10) {
      edges { score why { feature found } node { id label } } } }""",
    """query($id: ID!) { neighbours(id: $id, first: 20) {
      counts { link end count } edges { link { id } node { label } } } }""",
    """query($id: ID!) { subgraph(seeds: [$id], hops: 1, maxNodes: 200, maxEdges: 500) {
      nodes { id label } links { id type } truncated { reason } } }""",
    "query($id: ID!, $other: ID!) { paths(from: $id, to: $other, maxLength: 3, limit: 3) { found { nodes { id } } } }",
    "query($id: ID!) { claims(of: $id, first: 10) { edges { node { sentence } } } rateLimit { cost } }",
)
_NETWORK = "seeds: [$id], hops: 1, maxNodes: 100, maxEdges: 300, includeAssociations: true, includeWeak: true"
ANALYSES = (
    f"query($id: ID!) {{ keyPlayers({_NETWORK}, k: 2, resample: 10) {{ set {{ id }} stability caution }} }}",
    f"""query($id: ID!) {{ ranking({_NETWORK}, draws: 10, first: 10) {{
      edges {{ node {{ id }} ranks {{ first last }} }} }} }}""",
    """query($id: ID!, $other: ID!) { paths(from: $id, to: $other, maxLength: 3, limit: 3, timeOrdered: true) {
      found { hops { link { id } } } rejected { reason } } }""",
)
"""One of them after every round of the questions."""
Took = dict[str, list[float]]


def day(investigators: int, seconds: int, entities: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        address = f"sqlite:{folder}/bench.sqlite"
        graph = asyncio.run(_loaded(address, entities))
        with running(address, LINKWRIGHT_POINTS="1000000000") as url:
            pid = _server()
            before = _memory(pid)
            begun = time.perf_counter()
            took, errors, samples = asyncio.run(_ask(url, graph, investigators, seconds, pid))
            spent = time.perf_counter() - begun
        answers = sum(map(len, took.values()))
        print(f"{investigators} investigators, {spent:.0f} s: {answers} answers ({answers / spent:.0f}/s), errors "
              f"{dict(errors) or 'none'}")  # fmt: skip
        for kind, times in took.items():
            print(f"{kind}: {len(times)}" + "".join(f", p{p} {_within(times, p):.0f} ms" for p in (50, 99) if times))
        print("memory of the server, MB: " + ", ".join(f"{m:.0f}" for m in (before, *samples)))


async def _loaded(address: str, entities: int) -> Graph:
    graph = Graph(entities)
    store = open_store(address)
    await load(store, graph)
    await store.close()
    return graph


async def _ask(
    url: str, graph: Graph, investigators: int, seconds: int, pid: int
) -> tuple[Took, Counter[str], list[float]]:
    ends = time.perf_counter() + seconds
    took: Took = {"questions": [], "analyses": []}
    errors: Counter[str] = Counter()

    async def one(number: int, client: httpx.AsyncClient) -> None:
        chance = random.Random(number)
        turns = count(number)
        while time.perf_counter() < ends:
            for question in (*QUESTIONS, ANALYSES[next(turns) % len(ANALYSES)]):
                drawn = chance.randrange(graph.size)
                variables = {
                    "id": graph.mentions[drawn].id,
                    "other": graph.mentions[chance.randrange(graph.size)].id,
                    "name": graph.names[drawn],
                }
                asked = {name: value for name, value in variables.items() if f"${name}:" in question}
                begun = time.perf_counter()
                answer = await client.post(f"{url}/graphql", json={"query": question, "variables": asked})
                kind = "questions" if question in QUESTIONS else "analyses"
                took[kind].append(1_000 * (time.perf_counter() - begun))
                if answer.status_code != 200 or "errors" in answer.json():
                    errors[answer.text[:120]] += 1

    async def sample() -> list[float]:
        told = []
        while time.perf_counter() < ends:
            await asyncio.sleep(seconds / 6)
            told.append(_memory(pid))
        return told

    sampling = asyncio.create_task(sample())
    limits = httpx.Limits(max_connections=investigators, max_keepalive_connections=investigators)
    async with httpx.AsyncClient(timeout=120, limits=limits) as client:
        await asyncio.gather(*(one(number, client) for number in range(investigators)))
    return took, errors, await sampling


def _within(times: list[float], percent: int) -> float:
    """The time within which so many percent of the answers came: the nearest rank, so that one answer is enough."""
    return sorted(times)[math.ceil(len(times) * percent / 100) - 1]


def _server() -> int:
    """The process that this one started last."""
    children = Path("/proc/self/task").glob("*/children")
    return max(int(pid) for file in children for pid in file.read_text().split())


def _memory(pid: int) -> float:
    """Megabytes that a process holds (Linux)."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * 4_096 / 1_048_576
