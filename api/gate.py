"""The gate in front of the application: what a request must look like before anything reads it.

It refuses foreign hosts and origins, anything but plain JSON, and bodies over the limit while they stream in; it gives
a request up at the deadline and stops it when the client goes; and it puts the security headers on every answer.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import body
from api.json_response import Json

MAX_BODY = 64 * 1024
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
SECURITY_HEADERS = (
    (b"cache-control", b"no-store"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
)


@dataclass(frozen=True, slots=True)
class Gate:
    """An ASGI application around another one. `host` is the address that is listened on: on loopback only requests to
    a name of this machine pass, so that a page elsewhere cannot reach the service under a name of its own."""

    app: ASGIApp
    host: str
    seconds: float

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket" and self._stranger(Headers(scope=scope)):
            await send({"type": "websocket.close", "code": 1008, "reason": ""})  # before it is accepted: 403
            return
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False

        async def send_guarded(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                message["headers"] = [*message["headers"], *SECURITY_HEADERS]
            await send(message)

        headers = Headers(scope=scope)
        refusal = self._refuse(scope["method"], headers)
        try:
            async with asyncio.timeout(self.seconds):
                content = b"" if refusal else await _read(receive)
                if content is None:
                    refusal = _refused(413, f"the body is over {MAX_BODY} bytes", "ask for less at once")
                if refusal:
                    await refusal(scope, receive, send_guarded)
                else:
                    await _while_connected(self.app, scope, content or b"", receive, send_guarded)
        except TimeoutError:
            if started:
                raise
            late = Json(body("this took too long", "TIMEOUT", "ask for less at once"), 503)
            await late(scope, receive, send_guarded)

    def _stranger(self, headers: Headers) -> Response | None:
        """What is said to a request under another name than ours, or from a page of another origin."""
        if self.host in LOOPBACK and urlsplit(f"//{headers.get('host', '')}").hostname not in LOOPBACK:
            return _refused(421, "unknown host", "use the printed address")
        origin = headers.get("origin")
        if origin is not None and urlsplit(origin).netloc != headers.get("host"):
            return _refused(403, "requests from pages of another origin are refused")
        return None

    def _refuse(self, method: str, headers: Headers) -> Response | None:
        if stranger := self._stranger(headers):
            return stranger
        if headers.get("content-encoding", "identity") != "identity":
            return _refused(415, "compressed bodies are refused", "send the body as it is")
        if method == "POST" and headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
            return _refused(415, "the body must be JSON", "send Content-Type: application/json")
        if headers.get("content-length", "0").isdecimal() and int(headers.get("content-length", "0")) > MAX_BODY:
            return _refused(413, f"the body is over {MAX_BODY} bytes", "ask for less at once")
        return None


def _refused(status: int, message: str, mend: str = "") -> Response:
    return Json(body(message, "HTTP", mend), status)


async def _read(receive: Receive) -> bytes | None:
    """The whole body, or None as soon as it is over the limit; never more than one chunk over it is held."""
    chunks: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        chunk = message.get("body", b"")
        size += len(chunk)
        if size > MAX_BODY:
            return None
        chunks.append(chunk)
        if not message.get("more_body", False):
            return b"".join(chunks)


async def _while_connected(app: ASGIApp, scope: Scope, content: bytes, receive: Receive, send: Send) -> None:
    """Run the application on a body that was read, and cancel it when the client goes."""
    replay: list[Message] = [{"type": "http.request", "body": content, "more_body": False}]

    async def receive_again() -> Message:
        return replay.pop() if replay else await asyncio.Future()

    work = asyncio.current_task()
    assert work
    gone = False

    async def watch() -> None:
        nonlocal gone
        while (await receive())["type"] != "http.disconnect":
            pass
        gone = True
        work.cancel()

    watcher = asyncio.create_task(watch())
    try:
        await app(scope, receive_again, send)
    except asyncio.CancelledError:
        if not gone or work.uncancel():  # somebody else wants it to end as well
            raise
    finally:
        watcher.cancel()
