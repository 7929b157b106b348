"""`linkwright rebuild`"""

from __future__ import annotations

from api.commands import output
from api.commands.options import JsonOption, StoreOption, opened, settings, wait_for


def rebuild(store: StoreOption = None, json: JsonOption = False) -> None:
    """Make entities and links anew. From claims and judgements; the result is the same, byte for byte."""
    wait_for(_rebuild(store, json))


async def _rebuild(store: str | None, json: bool) -> None:
    from graph.judging import rebuild as make_anew
    from graph.standing import standing

    async with opened(settings(store)) as house:
        total = (await house.store.stats(house.view)).documents
        subjects = await standing(house.store, house.ledger)
        with output.Progress("fusing documents", total) as progress:
            report = await make_anew(house.store, subjects=subjects, progress=progress.advance)
    if json:
        output.line({"documents": report.documents, "entities": report.entities, "links": report.links})
    else:
        output.note(f"{report.documents} documents: {report.entities} entities, {report.links} links")
