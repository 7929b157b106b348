"""`linkwright search`"""

from __future__ import annotations

from typing import Annotated

import typer

from api.commands import output
from api.commands.options import JsonOption, StoreOption, opened, settings, wait_for


def search(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="A name, one letter of a word may be wrong.")],
    types: Annotated[
        list[str] | None, typer.Option("--type", metavar="TYPE", help="Only of this type; may be repeated.")
    ] = None,
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=1, max=200, help="How many at most.")] = 20,
    store: StoreOption = None,
    json: JsonOption = False,
) -> None:
    """Find entities by name, the best first. The ids can be given to the other commands."""
    wait_for(_search(text, tuple(types or ()), limit, store, json), busy="searching")


async def _search(text: str, types: tuple[str, ...], limit: int, store: str | None, json: bool) -> None:
    from dataclasses import asdict

    from api.context import Looking
    from api.known import known_types
    from api.searching import search
    from graph.exports.chart import label_of
    from ontology.loader import schema

    known_types(types)
    async with opened(settings(store)) as house:
        found = await search(house.context, Looking(), text, types, limit, None)
    if json:
        for hit in found.items:
            output.line(
                {
                    "id": hit.entity.id,
                    "type": hit.entity.type,
                    "label": label_of(schema(), hit.entity),
                    "score": hit.score,
                    "why": [asdict(why) for why in hit.why],
                    "mentions": len(hit.entity.members),
                    "origins": hit.entity.basis.origins,
                }
            )
    elif found.items:
        rows = [
            (e.id, e.type, label_of(schema(), e), hit.why[0].found, f"{hit.score:.0f}", e.basis.origins)
            for hit in found.items
            for e in (hit.entity,)
        ]
        output.table(("id", "type", "label", "found", "score", "origins"), rows)
    else:
        output.note(f"nothing is called {text!r}")
