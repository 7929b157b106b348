"""Copying the truth into a store, and proof that all of it arrived.

Whatever interrupts a copy, the same call goes on from there: what the target holds already is not written again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from graph.archive.lines import holding_line
from graph.archive.summary import Source, Summary, Tally, summarise
from graph.rows import Holding, Ingested
from graph.store import Store
from ontology.errors import StoreError

Progress = Callable[[int], None]
"""Called after each transaction with the number of documents it held."""
BATCH = 100
"""Documents in one transaction."""
LINES = 2_000
"""Lines of a ledger in one transaction."""


async def copy_truth(source: Source, target: Store, *, progress: Progress | None = None) -> Summary:
    """Write into the target what the source holds and it lacks, and compare both; documents that were written wait to
    be fused. The target holds a part of the source (`check_part`), as an interrupted copy leaves it.

    Raises StoreError when source and target differ in the end.
    """
    held = {h.document.id: _digest(holding_line(h)) async for h in target.holdings()}
    tally = Tally()
    await _copy_judgements(source, target, tally)
    await _copy_ingested(source, target, tally)
    batch: list[Holding] = []
    async for holding in source.holdings():
        if held.get(holding.document.id) != _digest(tally.holding(holding)):
            batch.append(holding)
        if len(batch) == BATCH:
            await _put(target, batch, progress)
            batch = []
    await _put(target, batch, progress)
    copied = tally.summary()
    if await summarise(target) != copied:
        raise StoreError("the copy differs from what was copied", where="copy",
                         mend="see that nobody writes to either of the two, and do it again")  # fmt: skip
    return copied


async def check_part(source: Source, target: Store) -> None:
    """Raises StoreError when the target holds what the source does not: nothing is mixed into another's records."""
    judgements = await target.judgement_ledger()
    if judgements != (await source.judgement_ledger())[: len(judgements)]:
        raise _not_ours("a judgement")
    theirs = source.ingest_ledger()
    async for line in target.ingest_ledger():
        if line != await anext(theirs, None):
            raise _not_ours("a line of the ingest ledger")
    held = {holding.document.id async for holding in target.holdings()}
    if held:
        async for holding in source.holdings():
            held.discard(holding.document.id)
    if held:
        raise _not_ours(f"document {min(held)}")


def _not_ours(what: str) -> StoreError:
    return StoreError(f"it holds {what} that the source does not hold", where="target of the copy",
                      mend="name an empty store")  # fmt: skip


async def _copy_judgements(source: Source, target: Store, tally: Tally) -> None:
    chain = await source.judgement_ledger()
    for judgement in chain:
        tally.judgement(judgement)
    new = chain[len(await target.judgement_ledger()) :]
    for start in range(0, len(new), LINES):
        async with target.transaction() as writer:
            await writer.put_judgements(new[start : start + LINES])


async def _copy_ingested(source: Source, target: Store, tally: Tally) -> None:
    there = 0
    async for _ in target.ingest_ledger():
        there += 1
    batch: list[Ingested] = []
    async for line in source.ingest_ledger():
        tally.ingest(line)
        if tally.ingested > there:
            batch.append(line)
        if len(batch) == LINES:
            await _append(target, batch)
            batch = []
    await _append(target, batch)


async def _append(target: Store, batch: list[Ingested]) -> None:
    if batch:
        async with target.transaction() as writer:
            await writer.put_ingested(batch)


async def _put(target: Store, batch: list[Holding], progress: Progress | None) -> None:
    if not batch:
        return
    async with target.transaction() as writer:
        await writer.put_holdings(batch)
    if progress:
        progress(len(batch))


def _digest(line: str) -> bytes:
    return hashlib.sha256(line.encode()).digest()
