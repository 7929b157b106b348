"""No write looks at more than what it is about: every statement of the writer is anchored on an index."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

from graph.judgement import GENESIS, Judgement
from graph.neo4j_store import projection, reading, truth, working
from graph.neo4j_store.rows import Transaction
from graph.rows import Holding, Ingested, Pair
from graph.store import Store
from tests.contract.world import World
from tests.graph.neo4j_store.conftest import Open
from tools.neo4j.server import Server

SCANS = ("AllNodesScan", "NodeByLabelScan", "RelationshipTypeScan", "AllRelationshipsScan", "NodeIndexScan")


class Recorder:
    """Passes statements on, and keeps them."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self.statements: dict[str, Any] = {}

    async def run(self, statement: str, parameters: dict[str, Any]) -> Any:
        self.statements[statement] = parameters
        return await self._transaction.run(statement, parameters)


def operators(plan: dict[str, Any]) -> list[str]:
    own = plan["operatorType"].partition("@")[0]
    return [own, *(name for child in plan.get("children", ()) for name in operators(child))]


async def everything_written(store: Store, world: World) -> dict[str, Any]:
    """All that a writer can say, over documents that are there and over new ones."""
    statements: dict[str, Any] = {}

    async def work(transaction: Transaction) -> None:
        recorder = Recorder(transaction)
        t = cast(Transaction, recorder)
        extractions = world.extractions(world.documents)
        ids = [d.id for d in world.documents.values()]
        mentions = [m.id for e in extractions for m in e.mentions]
        for configuration in ("one", "two", "two"):
            runs = [replace(e, configuration=configuration) for e in extractions]
            await truth.put_holdings(t, [Holding.of(run) for run in runs])
        classes = await reading.marking_class(t, ids)
        for _ in range(2):
            rows = world.entities(world.documents, classes), world.links(world.documents, classes)
            await projection.replace_component(t, [], *rows)
        await projection.replace_component(t, [], [], rows[1])
        await truth.put_judgements(t, [Judgement("same", "m1", "m2", "a", "b", "2024", GENESIS)])
        await truth.put_ingested(t, [Ingested("a", "done", None, None, None, "2024")])
        await working.put_keys(t, [("k", mentions[0])])
        await working.put_pairs(t, [Pair("m1", "m2", 3.5, "possible", "v1")])
        await working.drop_resolution(t, mentions)
        await truth.mark_fused(t, ids)
        await truth.mark_pending(t, ids)
        await reading.pending(t, 5)
        for read in (
            reading.documents, reading.mentions_of, reading.mentions, reading.live_claims, reading.claims,
            reading.runs_of, reading.entity_of, working.sharing, working.keys_of, working.pairs_touching,
        ):  # fmt: skip
            await read(t, ids)
        await reading.judgements(t)
        await reading.ingested(t, "a")
        statements.update(recorder.statements)

    async with store.transaction() as writer:
        await writer._run(work)  # type: ignore[attr-defined]
    return statements


async def test_every_statement_of_the_writer_is_anchored(server: Server, opened: Open) -> None:
    world = World()
    world.report("r-1")
    world.report("r-2", agency="FGR")
    world.thing("El Zarco", "Person", ["r-1", "r-2"])
    world.thing("Los Primos", "CriminalNetwork", "r-1")
    world.says("r-1", "El Zarco", "birthDate", "1984", "1984")
    world.tie("memberOf", "El Zarco", "Los Primos", "r-1")
    statements = await everything_written(opened(server), world)
    assert len(statements) > 40
    scanning = {}
    with server.driver() as driver:
        for statement, parameters in statements.items():
            plan = driver.execute_query(f"EXPLAIN {statement}", parameters).summary.plan
            assert plan is not None
            found = [name for name in operators(plan) if name.endswith(SCANS)]
            if found:
                scanning[statement] = found
    ordered = {s for s in scanning if "ORDER BY" in s and scanning[s] == ["NodeIndexScan"]}  # read in the index's order
    assert set(scanning) == ordered, scanning
