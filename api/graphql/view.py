"""Strawberry's view as we serve it: orjson in and out, errors in the one shape, the request's context."""

from __future__ import annotations

import json
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

from api.context import Caller, Clock, Context
from api.errors import body, shaped
from api.json_response import Json
from api.settings import Settings
from graph.ledger import Ledger
from graph.store import Store
from ontology.errors import RequestError


class View(GraphQL[Context, None]):
    """The endpoint `/graphql`: POST with a JSON object, nothing else."""

    def __init__(
        self, schema: strawberry.Schema, settings: Settings, store: Store, ledger: Ledger, clock: Clock
    ) -> None:
        super().__init__(
            schema,
            graphql_ide=None,
            allow_queries_via_get=False,
            multipart_uploads_enabled=False,
            subscription_protocols=(GRAPHQL_TRANSPORT_WS_PROTOCOL,),
        )
        self._settings = settings
        self._store = store
        self._ledger = ledger
        self._clock = clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer; every refusal on the way has the one shape."""
        answer: Response
        try:
            answer = await self.run(Request(scope, receive))
        except RequestError as error:
            answer = Json(body(f"{error.where}: {error.what}", "HTTP", error.mend), 400)
        except HTTPException as error:
            answer = Json(body(error.reason, "HTTP"), error.status_code)
        await answer(scope, receive, send)

    async def get_context(self, request: Request | WebSocket, response: Response | WebSocket) -> Context:  # noqa: ARG002
        return Context(
            store=self._store,
            ledger=self._ledger,
            caller=Caller.of(self._settings, request.headers),
            classes=await self._store.classes(),
            cursor_key=self._settings.cursor_key,
            now=self._clock(),
        )

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
