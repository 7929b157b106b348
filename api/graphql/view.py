"""Strawberry's view as we serve it: orjson in and out, errors in the one shape, the request's context."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from typing import Any

import orjson
import strawberry
from cross_web import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket
from strawberry.asgi import GraphQL
from strawberry.http import GraphQLHTTPResponse
from strawberry.subscriptions import GRAPHQL_TRANSPORT_WS_PROTOCOL
from strawberry.types import ExecutionResult
from strawberry.types.execution import PreExecutionError

from api.access.authentication import Authentication
from api.context import Caller, Clock, Context
from api.errors import body, refused, shaped
from api.graphql.points import Points
from api.graphql.sockets import INIT_SECONDS, MAX_SUBSCRIPTIONS, Connection, Socket
from api.jobs import AT_ONCE
from api.json_response import Json
from api.settings import Settings
from graph.ledger import Ledger
from graph.store import Store
from ontology.errors import IdentityError, RequestError, RightError


class View(GraphQL[Any, None]):
    """The endpoint `/graphql`: POST with a JSON object, and subscriptions over graphql-transport-ws."""

    graphql_transport_ws_handler_class = Socket

    def __init__(
        self,
        schema: strawberry.Schema,
        settings: Settings,
        store: Store,
        ledger: Ledger,
        clock: Clock,
        authentication: Authentication,
    ) -> None:
        super().__init__(
            schema,
            graphql_ide=None,
            allow_queries_via_get=False,
            multipart_uploads_enabled=False,
            subscription_protocols=(GRAPHQL_TRANSPORT_WS_PROTOCOL,),
            connection_init_wait_timeout=timedelta(seconds=INIT_SECONDS),
            max_subscriptions_per_connection=MAX_SUBSCRIPTIONS,
        )
        self._settings = settings
        self._store = store
        self._ledger = ledger
        self._clock = clock
        self._authentication = authentication
        self._points = Points(settings.points)
        self._sockets: Counter[str] = Counter()
        self._rehearsals = asyncio.Semaphore(AT_ONCE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer; every refusal on the way has the one shape."""
        if scope["type"] == "websocket":
            await self.run(WebSocket(scope, receive, send))
            return
        answer: Response
        try:
            answer = await self.run(Request(scope, receive))
        except (IdentityError, RequestError) as error:
            answer = refused(error)
        except HTTPException as error:
            answer = Json(body(error.reason, "HTTP"), error.status_code)
        await answer(scope, receive, send)

    async def get_context(self, request: Request | WebSocket, response: Response | WebSocket) -> Context | Connection:  # noqa: ARG002
        if isinstance(request, WebSocket):
            return Connection(request.headers, self.context, self._sockets)
        return await self.context(request.headers)

    async def context(self, headers: Mapping[str, str]) -> Context:
        """The context of whoever these headers speak for, as of now. Raises IdentityError when he is nobody, and
        RequestError when he may not read or does not say what for; that is on record."""
        who = await self._authentication.principal(headers)
        caller = Caller.of(who, headers)
        caller.must("read")
        classes = {mk: block for mk, block in (await self._store.classes()).items() if who.sees(block)}
        context = Context(
            store=self._store,
            ledger=self._ledger,
            caller=caller,
            classes=classes,
            cursor_key=self._settings.cursor_key,
            now=self._clock(),
            points=self._points,
            renewed=partial(self.context, headers),
            colleague=partial(self._authentication.colleague, who),
            rehearsals=self._rehearsals,
        )
        if self._authentication.asked and not (caller.purpose and caller.case):
            await context.record("refused: no purpose or no case", "")
            raise RightError("say what for", where="X-Purpose, X-Case", mend="send both headers")
        return context

    async def process_result(self, request: Request, result: ExecutionResult) -> GraphQLHTTPResponse:  # noqa: ARG002
        answer: GraphQLHTTPResponse = {} if isinstance(result, PreExecutionError) else {"data": result.data}
        if result.errors:
            answer["errors"] = [shaped(error) for error in result.errors]
        return answer

    def decode_json(self, data: str | bytes) -> Any:
        decoded = orjson.loads(data)
        if not isinstance(decoded, dict):  # a list would be a batch of requests
            raise json.JSONDecodeError("not an object", "", 0)
        return decoded

    def encode_json(self, data: object) -> bytes:
        return orjson.dumps(data)
