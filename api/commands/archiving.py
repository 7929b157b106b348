"""What `copy` and `restore` have in common: the truth arrives, and the graph is made from it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from api.commands import output
from api.commands.options import opened

if TYPE_CHECKING:
    from api.settings import Settings
    from graph.archive.summary import Source, Summary
    from graph.fuse import FuseReport


async def arrived(source: Source, ledger: Path | None, target: Settings, json: bool) -> None:
    """Copy the truth and the ledger into the target, make the graph anew, and tell what is there."""
    from graph.archive.copying import check_part, copy_truth
    from graph.judging import rebuild
    from graph.open import open_store
    from graph.sqlite.ledger_file import copy_ledger
    from graph.standing import standing

    store = open_store(target.store, login=target.login)
    try:
        await check_part(source, store)
        if ledger is not None and ledger.resolve() != target.ledger_file.resolve():
            copy_ledger(ledger, target.ledger_file)
        with output.Progress("writing documents") as progress:
            summary = await copy_truth(source, store, progress=progress.advance)
    finally:
        await store.close()
    async with opened(target) as house:
        subjects = await standing(house.store, house.ledger)
        with output.Progress("fusing documents", summary.documents) as progress:
            report = await rebuild(house.store, subjects=subjects, progress=progress.advance)
    tell(summary, json, report)


def tell(summary: Summary, json: bool, made: FuseReport | None = None) -> None:
    """What was carried, and what was made of it."""
    from dataclasses import asdict

    if json:
        graph = {"entities": made.entities, "links": made.links} if made else {}
        output.line(asdict(summary) | graph)
        return
    counts = [f"{getattr(summary, name)} {name}" for name in ("documents", "mentions", "claims", "judgements")]
    graph_ = f"; {made.entities} entities and {made.links} links made" if made else ""
    output.note(f"{', '.join(counts)}, {summary.ingested} lines of the ingest ledger{graph_}")
