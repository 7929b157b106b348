"""`linkwright serve`"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands import output
from api.commands.options import JsonOption, StoreOption, settings

if TYPE_CHECKING:
    from api.settings import Settings

HostOption = Annotated[
    str | None,
    typer.Option("--host", metavar="ADDRESS", help="Where to listen; else LINKWRIGHT_HOST, else 127.0.0.1."),
]
PortOption = Annotated[
    int | None,
    typer.Option("--port", metavar="N", min=0, max=65_535, help="0: a free one; else LINKWRIGHT_PORT, else 8000."),
]
AnywhereOption = Annotated[
    bool, typer.Option("--anywhere", help="In development mode: listen where other machines reach it all the same.")
]


def serve(
    host: HostOption = None,
    port: PortOption = None,
    anywhere: AnywhereOption = False,
    store: StoreOption = None,
    json: JsonOption = False,
) -> None:
    """Answer GraphQL over the store. On this machine only, unless told otherwise. Ends at Ctrl-C."""
    from api.serve import serve as answer

    found = listening(settings(store), host, port)
    answer(found, lambda address: announce(address, json, warned=found.directory is None), anywhere=anywhere)


def listening(found: Settings, host: str | None, port: int | None) -> Settings:
    """The settings with the options for listening before them."""
    return replace(found, host=host or found.host, port=found.port if port is None else port)


def announce(address: str, json: bool, *, warned: bool) -> None:
    """Say where it answers, and loudly where it asks nobody who he is."""
    from api.serve import WARNING

    if json:
        output.line({"address": address, "graphql": f"{address}/graphql"})
    else:
        output.answer(f"linkwright answers at {address} (GraphQL: {address}/graphql)")
    if warned:
        output.note(WARNING)
