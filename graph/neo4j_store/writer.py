"""The port's Writer over one open unit of work, and its reads beside one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol, TypeVar

from graph.judgement import Judgement
from graph.neo4j_store import projection, reading, truth, working
from graph.neo4j_store.rows import Transaction
from graph.neo4j_store.unit import Unit
from graph.rows import EntityRow, Holding, Ingested, LinkRow, Pair
from ontology.claim import Claim, Extraction
from ontology.document import Document, Mention

T = TypeVar("T")


class Run(Protocol):
    """Does work on the server."""

    async def __call__(self, work: Callable[[Transaction], Awaitable[T]]) -> T: ...


class Neo4jTruth:
    """Each call is a read of its own, or one step of a unit."""

    def __init__(self, run: Run) -> None:
        self._run = run

    async def marking_class(self, documents: Sequence[str]) -> dict[str, int]:
        return await self._run(lambda t: reading.marking_class(t, documents))

    async def pending(self, limit: int) -> list[str]:
        return await self._run(lambda t: reading.pending(t, limit))

    async def documents(self, ids: Sequence[str]) -> list[Document]:
        return await self._run(lambda t: reading.documents(t, ids))

    async def mentions_of(self, documents: Sequence[str]) -> list[Mention]:
        return await self._run(lambda t: reading.mentions_of(t, documents))

    async def mentions(self, ids: Sequence[str]) -> list[Mention]:
        return await self._run(lambda t: reading.mentions(t, ids))

    async def live_claims(self, documents: Sequence[str]) -> list[Claim]:
        return await self._run(lambda t: reading.live_claims(t, documents))

    async def claims(self, ids: Sequence[str]) -> list[Claim]:
        return await self._run(lambda t: reading.claims(t, ids))

    async def runs_of(self, documents: Sequence[str]) -> dict[str, frozenset[str]]:
        return await self._run(lambda t: reading.runs_of(t, documents))

    async def judgements(self) -> list[Judgement]:
        return await self._run(reading.judgements)

    async def sharing(self, keys: Sequence[str]) -> list[tuple[str, str]]:
        return await self._run(lambda t: working.sharing(t, keys))

    async def keys_of(self, mentions: Sequence[str]) -> list[tuple[str, str]]:
        return await self._run(lambda t: working.keys_of(t, mentions))

    async def pairs_touching(self, mentions: Sequence[str]) -> list[Pair]:
        return await self._run(lambda t: working.pairs_touching(t, mentions))

    async def entity_of(self, mentions: Sequence[str]) -> dict[str, str]:
        return await self._run(lambda t: reading.entity_of(t, mentions))

    async def ingested(self, path: str) -> Ingested | None:
        return await self._run(lambda t: reading.ingested(t, path))


class Neo4jWriter(Neo4jTruth):
    """Each call is one step of the unit: it is done when the call returns, and again should the server fail."""

    def __init__(self, unit: Unit) -> None:
        super().__init__(unit.run)

    async def put_extractions(self, batch: Sequence[Extraction]) -> None:
        await self.put_holdings([Holding.of(extraction) for extraction in batch])

    async def put_holdings(self, batch: Sequence[Holding]) -> None:
        await self._run(lambda t: truth.put_holdings(t, batch))

    async def put_judgements(self, batch: Sequence[Judgement]) -> None:
        await self._run(lambda t: truth.put_judgements(t, batch))

    async def put_ingested(self, batch: Sequence[Ingested]) -> None:
        await self._run(lambda t: truth.put_ingested(t, batch))

    async def put_keys(self, keys: Sequence[tuple[str, str]]) -> None:
        await self._run(lambda t: working.put_keys(t, keys))

    async def put_pairs(self, pairs: Sequence[Pair]) -> None:
        await self._run(lambda t: working.put_pairs(t, pairs))

    async def drop_resolution(self, mentions: Sequence[str]) -> None:
        await self._run(lambda t: working.drop_resolution(t, mentions))

    async def replace_component(
        self, old_ids: Sequence[str], entities: Sequence[EntityRow], links: Sequence[LinkRow]
    ) -> None:
        await self._run(lambda t: projection.replace_component(t, old_ids, entities, links))

    async def clear_projection(self) -> None:
        await self._run(projection.clear)

    async def mark_pending(self, documents: Sequence[str]) -> None:
        await self._run(lambda t: truth.mark_pending(t, documents))

    async def mark_fused(self, documents: Sequence[str]) -> None:
        await self._run(lambda t: truth.mark_fused(t, documents))
