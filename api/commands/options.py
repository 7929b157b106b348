"""What commands have in common: exit codes, options, the settings they give, the open store."""

from __future__ import annotations

from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from api.commands.output import Progress

if TYPE_CHECKING:
    from api.context import Context
    from api.settings import Settings
    from graph.access import Visibility
    from graph.ledger import Ledger
    from graph.store import Store

T = TypeVar("T")


class Exit(IntEnum):
    DONE = 0
    REJECTED = 1
    SETUP = 2


StoreOption = Annotated[
    str | None,
    typer.Option("--store", metavar="ADDRESS", help="sqlite:FILE, bolt://HOST:PORT … Beats LINKWRIGHT_STORE."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="JSON on stdout, and nothing else there.")]
WorkersOption = Annotated[
    int | None, typer.Option("--workers", metavar="N", min=1, help="Processes that extract. Beats LINKWRIGHT_WORKERS.")
]
MappingOption = Annotated[
    str | None,
    typer.Option("--mapping", metavar="FILE|NAME", help="What the columns of tables tell: YAML, or a shipped one."),
]
ReasonOption = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why, in a sentence; it is kept.")]


@dataclass(frozen=True, slots=True)
class Opened:
    """An open store with its ledger, and the context of a request by whoever may read the file."""

    store: Store
    ledger: Ledger
    context: Context
    settings: Settings

    @property
    def view(self) -> Visibility:
        """All that is known today."""
        from api.context import Looking

        return self.context.view(Looking())


def settings(store: str | None) -> Settings:
    """The settings of the environment, with the command's `--store` before them."""
    from api.settings import read_settings

    found = read_settings()
    return replace(found, store=store) if store else found


@asynccontextmanager
async def opened(found: Settings, *, create: bool = False) -> AsyncIterator[Opened]:
    """Open store and ledger for one command. Without `create` a store that is not there is an error (SetupError)."""
    from api.context import Caller, Context, utc_now
    from graph.open import open_store
    from graph.sqlite.ledger import open_ledger

    store = open_store(found.store, login=found.login, create=create)
    try:
        ledger = open_ledger(found.ledger_file)
        try:
            caller = Caller(found.principal)
            context = Context(store, ledger, caller, await store.classes(), found.cursor_key, utc_now())
            yield Opened(store, ledger, context, found)
        finally:
            await ledger.close()
    finally:
        await store.close()


def wait_for(work: Coroutine[object, object, T], *, busy: str | None = None) -> T:
    """Run an asynchronous command to its end. `busy` is what a person is told it does when it takes long; None where
    the command tells more of it by itself."""
    import asyncio

    with Progress(busy) if busy else nullcontext():
        return asyncio.run(work)
