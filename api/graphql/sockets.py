"""Subscriptions over graphql-transport-ws: who asks is checked at the start, at every operation and while it lasts."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import Any

from graphql import GraphQLError
from strawberry.subscriptions.protocols.graphql_transport_ws.handlers import BaseGraphQLTransportWSHandler

from api.context import Context
from api.errors import shaped
from api.graphql.trusted import UNKNOWN, trusted
from ontology.errors import IdentityError, RequestError

INIT_SECONDS = 5
MAX_SUBSCRIPTIONS = 10
MAX_SOCKETS = 20
"""That a principal has open at once, as far as this process serves them."""
CHECK_SECONDS = 5.0
"""How often it is looked whether the caller may still ask: a token that ended or a key that was revoked closes the
socket within this time."""
_HEADERS = ("authorization", "x-purpose", "x-case")
_FORBIDDEN = 4403
_TOO_MANY = 4429
_FAULT = 1011
_log = logging.getLogger("linkwright.api")


class Connection:
    """What is told of the caller at the start of a socket: by the headers, or (a page in a browser cannot set them) by
    the payload of `connection_init`."""

    def __init__(
        self,
        headers: Mapping[str, str],
        context: Callable[[Mapping[str, str]], Awaitable[Context]],
        open_: Counter[str],
    ) -> None:
        self._headers = {name: headers[name] for name in _HEADERS if name in headers}
        self._context = context
        self._open = open_
        self._principal: str | None = None

    def add(self, payload: Mapping[str, Any]) -> None:
        told = {str(name).lower(): value for name, value in payload.items()}
        self._headers |= {name: told[name] for name in _HEADERS if isinstance(told.get(name), str)}

    async def renewed(self) -> Context:
        """The caller as he stands now. Raises IdentityError or RequestError when he may not ask (any more)."""
        return await self._context(self._headers)

    def enter(self, principal: str) -> bool:
        """Count this socket among those of its principal; whether he may have one more."""
        if self._open[principal] >= MAX_SOCKETS:
            return False
        self._principal = principal
        self._open[principal] += 1
        return True

    def leave(self) -> None:
        if self._principal is not None:
            self._open[self._principal] -= 1
            self._open += Counter()  # keeps those that have any
            self._principal = None


class Socket(BaseGraphQLTransportWSHandler[Any, None]):
    """Strawberry's handler with those checks."""

    _watch: asyncio.Task[None] | None = None

    async def handle_connection_init(self, message: Any) -> None:
        if self.connection_init_received:
            await super().handle_connection_init(message)  # closes
            return
        if isinstance(message.get("payload"), dict):
            self.context.add(message["payload"])
        who = await self._asks()
        if who is None:
            return
        if not self.context.enter(who.caller.principal):
            await self.websocket.close(code=_TOO_MANY, reason="Too many sockets")
            return
        await super().handle_connection_init(message)
        if self.connection_acknowledged and self._watch is None:
            self._watch = asyncio.create_task(self._watching())

    async def handle_subscribe(self, message: Any) -> None:
        if not self.connection_acknowledged:
            await super().handle_subscribe(message)  # closes
            return
        if not await self._asks():
            return
        payload = message["payload"]
        if not isinstance(payload, dict):
            await self.handle_invalid_message("Failed to parse message")
            return
        extensions = payload.get("extensions")
        id_ = extensions.get("documentId") if isinstance(extensions, dict) else None
        if id_ is not None:  # Strawberry hands on no extensions of a socket's messages
            text = trusted().get(id_) if isinstance(id_, str) else None
            if text is None:
                refusal: Any = {"id": message["id"], "type": "error", "payload": [shaped(GraphQLError(UNKNOWN))]}
                await self.send_message(refusal)
                return
            message = {**message, "payload": {**payload, "query": text}}
        await super().handle_subscribe(message)

    async def shutdown(self) -> None:
        self.context.leave()
        if self._watch:
            self._watch.cancel()
            with suppress(asyncio.CancelledError):
                await self._watch
        await super().shutdown()

    async def _watching(self) -> None:
        try:
            while await self._asks():
                await asyncio.sleep(CHECK_SECONDS)
        except Exception:  # noqa: BLE001  whatever keeps it from being told who asks, nobody is told any more
            _log.exception("the caller of a socket could not be checked")
            await self.websocket.close(code=_FAULT, reason="Internal error")

    async def _asks(self) -> Context | None:
        """The caller as he stands now; when he may not ask any more the socket is closed."""
        try:
            found: Context = await self.context.renewed()
        except (IdentityError, RequestError):
            await self.websocket.close(code=_FORBIDDEN, reason="Forbidden")
            return None
        return found
