"""The port's Writer over one open transaction, and its reads beside one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from graph.judgement import Judgement
from graph.rows import EntityRow, Holding, Ingested, LinkRow, Pair
from graph.sqlite import projection, truth, working
from ontology.claim import Claim, Extraction
from ontology.document import Document, Mention

Run = Callable[[Callable[..., Any]], Awaitable[Any]]


class SqliteTruth:
    """Each call is a read of its own, or one step of a transaction."""

    def __init__(self, run: Run) -> None:
        self._run = run

    async def marking_class(self, documents: Sequence[str]) -> dict[str, int]:
        found: dict[str, int] = await self._run(lambda c: truth.marking_class(c, documents))
        return found

    async def pending(self, limit: int) -> list[str]:
        found: list[str] = await self._run(lambda c: truth.pending(c, limit))
        return found

    async def documents(self, ids: Sequence[str]) -> list[Document]:
        found: list[Document] = await self._run(lambda c: truth.documents(c, ids))
        return found

    async def mentions_of(self, documents: Sequence[str]) -> list[Mention]:
        found: list[Mention] = await self._run(lambda c: truth.mentions_of(c, documents))
        return found

    async def mentions(self, ids: Sequence[str]) -> list[Mention]:
        found: list[Mention] = await self._run(lambda c: truth.mentions(c, ids))
        return found

    async def live_claims(self, documents: Sequence[str]) -> list[Claim]:
        found: list[Claim] = await self._run(lambda c: truth.live_claims(c, documents))
        return found

    async def claims(self, ids: Sequence[str]) -> list[Claim]:
        found: list[Claim] = await self._run(lambda c: truth.claims(c, ids))
        return found

    async def runs_of(self, documents: Sequence[str]) -> dict[str, frozenset[str]]:
        found: dict[str, frozenset[str]] = await self._run(lambda c: truth.runs_of(c, documents))
        return found

    async def judgements(self) -> list[Judgement]:
        found: list[Judgement] = await self._run(truth.judgements)
        return found

    async def sharing(self, keys: Sequence[str]) -> list[tuple[str, str]]:
        found: list[tuple[str, str]] = await self._run(lambda c: working.sharing(c, keys))
        return found

    async def keys_of(self, mentions: Sequence[str]) -> list[tuple[str, str]]:
        found: list[tuple[str, str]] = await self._run(lambda c: working.keys_of(c, mentions))
        return found

    async def pairs_touching(self, mentions: Sequence[str]) -> list[Pair]:
        found: list[Pair] = await self._run(lambda c: working.pairs_touching(c, mentions))
        return found

    async def entity_of(self, mentions: Sequence[str]) -> dict[str, str]:
        found: dict[str, str] = await self._run(lambda c: working.entity_of(c, mentions))
        return found

    async def ingested(self, path: str) -> Ingested | None:
        found: Ingested | None = await self._run(lambda c: truth.ingested(c, path))
        return found


class SqliteWriter(SqliteTruth):
    """Each call runs in the writer's thread, in the order of calls."""

    async def put_extractions(self, batch: Sequence[Extraction]) -> None:
        await self.put_holdings([Holding.of(extraction) for extraction in batch])

    async def put_holdings(self, batch: Sequence[Holding]) -> None:
        await self._run(lambda c: truth.put_holdings(c, batch))

    async def put_judgements(self, batch: Sequence[Judgement]) -> None:
        await self._run(lambda c: truth.put_judgements(c, batch))

    async def put_ingested(self, batch: Sequence[Ingested]) -> None:
        await self._run(lambda c: truth.put_ingested(c, batch))

    async def put_keys(self, keys: Sequence[tuple[str, str]]) -> None:
        await self._run(lambda c: working.put_keys(c, keys))

    async def put_pairs(self, pairs: Sequence[Pair]) -> None:
        await self._run(lambda c: working.put_pairs(c, pairs))

    async def drop_resolution(self, mentions: Sequence[str]) -> None:
        await self._run(lambda c: working.drop_resolution(c, mentions))

    async def replace_component(
        self, old_ids: Sequence[str], entities: Sequence[EntityRow], links: Sequence[LinkRow]
    ) -> None:
        await self._run(lambda c: projection.replace_component(c, old_ids, entities, links))

    async def clear_projection(self) -> None:
        await self._run(projection.clear)

    async def mark_pending(self, documents: Sequence[str]) -> None:
        await self._run(lambda c: truth.mark_pending(c, documents))

    async def mark_fused(self, documents: Sequence[str]) -> None:
        await self._run(lambda c: truth.mark_fused(c, documents))
