"""`linkwright backup` and `linkwright restore`"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.commands import output
from api.commands.archiving import arrived, tell
from api.commands.options import JsonOption, StoreOption, settings, wait_for


def backup(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder to make.")],
    store: StoreOption = None,
    json: JsonOption = False,
) -> None:
    """Write documents, claims, judgements and ledgers into a folder. While the store is in use."""
    wait_for(_backup(folder, store, json))


async def _backup(folder: Path, store: str | None, json: bool) -> None:
    from graph.archive.backup import write_backup
    from graph.open import open_store

    found = settings(store)
    opened = open_store(found.store, login=found.login, create=False)
    try:
        with output.Progress("writing documents") as progress:
            summary = await write_backup(opened, found.ledger_file, folder, progress=progress.advance)
    finally:
        await opened.close()
    tell(summary, json)


def restore(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="What `linkwright backup` wrote.")],
    store: StoreOption = None,
    json: JsonOption = False,
) -> None:
    """Fill an empty store from a backup. Interrupted, the same command goes on. Entities and links are made anew."""
    wait_for(_restore(folder, store, json))


async def _restore(folder: Path, store: str | None, json: bool) -> None:
    from graph.archive.backup import Backup

    found = Backup(folder)
    await arrived(found, found.ledger, settings(store), json)
