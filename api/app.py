"""The application: what is served where, around an open store and its ledger."""

from __future__ import annotations

from importlib.metadata import version

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute

from api.access.authentication import Authentication
from api.context import Clock, utc_now
from api.errors import body, refused
from api.gate import Gate
from api.graphql.build import build_schema, schema_text
from api.graphql.view import View
from api.json_response import Json
from api.settings import Settings
from graph.ledger import Ledger
from graph.store import Store
from ontology.errors import IdentityError, RightError

DEVELOPMENT = "DEVELOPMENT MODE: nobody is asked who he is; whoever reaches this address sees and may judge everything"


def create_app(settings: Settings, store: Store, ledger: Ledger, *, clock: Clock = utc_now) -> Gate:
    """The whole service as an ASGI application. Store and ledger stay the caller's to close; `clock` says what time
    it is, for review dates and records."""
    schema = build_schema(introspection=settings.introspection, trusted_only=settings.trusted_only)
    authentication = Authentication(settings, ledger, clock)

    async def about(_: Request) -> Response:
        return Json(
            {
                "name": "linkwright",
                "version": version("linkwright"),
                "graphql": "POST /graphql with Content-Type: application/json",
                "schema": "/schema.graphql" if settings.introspection else None,
                "health": "/health",
                "authentication": "Authorization: Bearer" if authentication.asked else DEVELOPMENT,
            }
        )

    async def health(_: Request) -> Response:
        await store.classes()
        return Json({"status": "ok", "store": store.capabilities().name})

    async def sdl(request: Request) -> Response:
        try:
            who = await authentication.principal(request.headers)
            if not who.may("introspect"):
                raise RightError("the schema is for developers")
        except (IdentityError, RightError) as error:
            return refused(error)
        return PlainTextResponse(schema_text())

    view = View(schema, settings, store, ledger, clock, authentication)
    routes: list[BaseRoute] = [
        Route("/", about, methods=["GET"]),
        Route("/health", health, methods=["GET"]),
        Route("/graphql", view, methods=["POST"]),
        WebSocketRoute("/graphql", view),
    ]
    if settings.introspection:
        routes.append(Route("/schema.graphql", sdl, methods=["GET"]))
    app = Starlette(routes=routes, exception_handlers={HTTPException: _refused, Exception: _failed})
    return Gate(app, settings.host, settings.request_seconds)


async def _refused(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return Json(body(error.detail, "HTTP"), error.status_code, headers=error.headers)


async def _failed(_: Request, _error: Exception) -> Response:
    return Json(body("something went wrong here", "INTERNAL", "tell whoever runs the server when it happened"), 500)
