"""Serving: uvicorn around the application, for the command and for tests."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager

import uvicorn
from starlette.types import ASGIApp
from uvicorn.loops.auto import auto_loop_factory

from api.app import DEVELOPMENT, create_app
from api.gate import LOOPBACK, MAX_BODY
from api.settings import Settings
from graph.ledger import Ledger
from graph.open import open_store
from graph.sqlite.ledger import open_ledger
from graph.store import Store
from ontology.errors import SetupError

Started = Callable[[str], None]
WARNING = f"*** {DEVELOPMENT}. Set LINKWRIGHT_DIRECTORY (docs/access.md). ***"
"""Said where there is no directory of principals."""
_ALLOCATIONS = 10_000
"""Objects made and not freed between two looks for garbage."""


def serve(settings: Settings, started: Started, *, anywhere: bool = False) -> None:
    """Serve the settings' store until the process is told to stop (SIGINT, SIGTERM); requests at work are finished.

    `started` is handed the address once requests to it are taken. Raises SetupError when the host is not this
    machine in development mode and `anywhere` is false, or when the port is taken; StoreError when the store cannot be
    opened.
    """
    if settings.host not in LOOPBACK and settings.directory is None and not anywhere:
        raise SetupError(
            f"{settings.host} is not this machine, and in development mode there is no authentication",
            where="host",
            mend="use 127.0.0.1, set LINKWRIGHT_DIRECTORY, or say --anywhere and let something else guard the port",
        )
    with asyncio.Runner(loop_factory=auto_loop_factory()) as runner:
        runner.run(_serve(settings, started))


async def _serve(settings: Settings, started: Started) -> None:
    with _listen(settings.host, settings.port) as listener:
        async with opened(settings) as (store, ledger):
            serving = server(settings, store, ledger)
            rest_from_collecting()
            started(address(listener))
            await serving.serve(sockets=[listener])


def rest_from_collecting() -> None:
    """What is there when serving begins (modules, schemas) stays, so the garbage collector need not walk it again and
    again; and as answers are made of thousands of rows that hold no circles, it looks less often than its default."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_ALLOCATIONS)


@asynccontextmanager
async def opened(settings: Settings, *, create: bool = False) -> AsyncIterator[tuple[Store, Ledger]]:
    """The store of the settings and the ledger beside it, closed at the end. Without `create` a store that is not there
    is an error: a mistyped address must not answer that there is nothing."""
    store = open_store(settings.store, login=settings.login, create=create)
    try:
        ledger = open_ledger(settings.ledger_file)
        try:
            yield store, ledger
        finally:
            await ledger.close()
    finally:
        await store.close()


class Server(uvicorn.Server):
    """Uvicorn's, which ends when it is told to. (Uvicorn raises the signal again when it has stopped, which would end
    the process before the store is closed.)"""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        before = {number: signal.signal(number, self.handle_exit) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def server(settings: Settings, store: Store, ledger: Ledger) -> uvicorn.Server:
    return Server(configured(create_app(settings, store, ledger)))


def configured(app: ASGIApp) -> uvicorn.Config:
    """How an application is served."""
    return uvicorn.Config(
        app,
        lifespan="off",
        ws="websockets-sansio",
        ws_max_size=MAX_BODY,
        ws_max_queue=8,
        ws_per_message_deflate=False,
        log_level="error",
        server_header=False,
        timeout_keep_alive=75,  # whoever thinks between two questions keeps his connection
        timeout_graceful_shutdown=5,
    )


def address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _listen(host: str, port: int) -> socket.socket:
    """A socket that listens. Its protocol is named: asyncio sends small answers at once (TCP_NODELAY) only then."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name == "posix":  # elsewhere the option would let two servers share a port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(128)
    except OSError as error:
        listener.close()
        raise SetupError(f"cannot listen on {host}:{port}: {error.strerror}", mend="set another --port") from error
    return listener
