"""Subscriptions over graphql-transport-ws: who asks is checked at the start, at every operation and while it lasts."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import Any

from strawberry.subscriptions.protocols.graphql_transport_ws.handlers import BaseGraphQLTransportWSHandler

from api.context import Context
from ontology.errors import IdentityError, RequestError

INIT_SECONDS = 5
MAX_SUBSCRIPTIONS = 10
CHECK_SECONDS = 5.0
"""How often it is looked whether the caller may still ask: a token that ended or a key that was revoked closes the
socket within this time."""
_HEADERS = ("authorization", "x-purpose", "x-case")
_FORBIDDEN = 4403
_FAULT = 1011
_log = logging.getLogger("linkwright.api")


class Connection:
    """What is told of the caller at the start of a socket: by the headers, or (a page in a browser cannot set them) by
    the payload of `connection_init`."""

    def __init__(self, headers: Mapping[str, str], context: Callable[[Mapping[str, str]], Awaitable[Context]]) -> None:
        self._headers = {name: headers[name] for name in _HEADERS if name in headers}
        self._context = context

    def add(self, payload: Mapping[str, Any]) -> None:
        told = {str(name).lower(): value for name, value in payload.items()}
        self._headers |= {name: told[name] for name in _HEADERS if isinstance(told.get(name), str)}

    async def renewed(self) -> Context:
        """The caller as he stands now. Raises IdentityError or RequestError when he may not ask (any more)."""
        return await self._context(self._headers)


class Socket(BaseGraphQLTransportWSHandler[Any, None]):
    """Strawberry's handler with those checks."""

    _watch: asyncio.Task[None] | None = None

    async def handle_connection_init(self, message: Any) -> None:
        if not self.connection_init_received and isinstance(message.get("payload"), dict):
            self.context.add(message["payload"])
        if await self._may_ask():
            await super().handle_connection_init(message)
        if self.connection_acknowledged and self._watch is None:
            self._watch = asyncio.create_task(self._watching())

    async def handle_subscribe(self, message: Any) -> None:
        if not self.connection_acknowledged or await self._may_ask():
            await super().handle_subscribe(message)

    async def shutdown(self) -> None:
        if self._watch:
            self._watch.cancel()
            with suppress(asyncio.CancelledError):
                await self._watch
        await super().shutdown()

    async def _watching(self) -> None:
        try:
            while await self._may_ask():
                await asyncio.sleep(CHECK_SECONDS)
        except Exception:  # noqa: BLE001  whatever keeps it from being told who asks, nobody is told any more
            _log.exception("the caller of a socket could not be checked")
            await self.websocket.close(code=_FAULT, reason="Internal error")

    async def _may_ask(self) -> bool:
        """Whether the caller may still ask; else the socket is closed."""
        try:
            await self.context.renewed()
        except (IdentityError, RequestError):
            await self.websocket.close(code=_FORBIDDEN, reason="Forbidden")
            return False
        return True
