"""`linkwright copy`"""

from __future__ import annotations

from typing import Annotated

import typer

from api.commands import output
from api.commands.archiving import arrived
from api.commands.options import JsonOption, settings, wait_for


def copy(
    from_: Annotated[str, typer.Option("--from", metavar="ADDRESS", help="Store to copy.")],
    to: Annotated[
        str, typer.Option("--to", metavar="ADDRESS", help="Store to fill: empty, or such a copy's beginning.")
    ],
    json: JsonOption = False,
) -> None:
    """Copy a store into another one, of any kind. With the ledger. Interrupted, the same command goes on.

    Documents, mentions, claims, judgements and the ingest ledger are compared in the end, by number and content;
    entities and links are made anew.
    """
    wait_for(_copy(from_, to, json))


async def _copy(from_: str, to: str, json: bool) -> None:
    from graph.open import open_store
    from ontology.errors import SetupError

    source, target = settings(from_), settings(to)
    if source.store == target.store:
        raise SetupError("both are the same store", where=to, mend="name another store for --to")
    opened = open_store(source.store, login=source.login, create=False)
    try:
        ledger = source.ledger_file if source.ledger_file.exists() else None
        await arrived(opened, ledger, target, json)
    finally:
        await opened.close()
    output.note(f"copied {from_} to {to}")
