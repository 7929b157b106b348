"""What hostile requests cost: the processor's time of the whole application, from the body's bytes to the answer's.

    python -m benchmarks.graphql_hostile [WORD …]

Every kind of `tests/api/hostile.py` is sent in two sizes: the largest that is read to its end, and the largest body
that is taken at all (64 KiB). The least of twenty; the application works as it is served, in this process.
"""

from __future__ import annotations

import asyncio
import logging
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import orjson
from starlette.types import ASGIApp, Message, Scope

from api.app import create_app
from api.gate import MAX_BODY
from api.graphql.reading import parsed, validated
from api.serve import opened, rest_from_collecting
from api.settings import Settings
from tests.api.hostile import BODIES, DOCUMENTS, doubling, is_read, is_taken

TIMES = 20


def _body(document: str) -> bytes:
    return orjson.dumps({"query": document})


def requests(words: list[str]) -> Iterator[tuple[str, bytes, bytes]]:
    """Of each kind whose name has one of the words: its name, the largest body that is read, the largest of all."""
    for name, kind in DOCUMENTS.items():
        if not words or any(word in name for word in words):
            whole = kind.largest(lambda text: len(_body(text)) <= MAX_BODY)
            yield name, _body(kind.largest(is_read)), _body(whole)
    for name, kind in BODIES.items():
        if not words or any(word in name for word in words):
            whole = kind.largest(lambda text: len(text) <= MAX_BODY)
            yield f"variables: {name}", kind.largest(is_taken).encode(), whole.encode()
    yield "fragments that spread each other 2^20 times, 2^40 times", _body(doubling(20)), _body(doubling(40))


async def _asked(app: ASGIApp, content: bytes) -> bytes:
    """The answer's body."""
    headers = [(b"host", b"127.0.0.1"), (b"content-type", b"application/json")]
    scope: Scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "POST", "scheme": "http",
        "path": "/graphql", "raw_path": b"/graphql", "query_string": b"", "root_path": "", "headers": headers,
        "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 80),
    }  # fmt: skip
    given: list[Message] = [{"type": "http.request", "body": content, "more_body": False}]
    answer: list[bytes] = []

    async def receive() -> Message:
        return given.pop() if given else await asyncio.Future()

    async def send(message: Message) -> None:
        answer.append(message.get("body", b""))

    await app(scope, receive, send)
    return b"".join(answer)


async def _least(app: ASGIApp, content: bytes) -> float:
    """Processor's milliseconds of one request that was never sent before."""
    took = []
    for _ in range(TIMES):
        parsed.cache_clear()
        validated.cache_clear()
        begun = time.process_time()
        await _asked(app, content)
        took.append(1_000 * (time.process_time() - begun))
    return min(took)


async def hostile(words: list[str]) -> None:
    """Print a line for each kind, and the dearest."""
    logging.disable()
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(store=f"sqlite:{Path(folder) / 'hostile.sqlite'}", cursor_key=b"a key for benchmarks only")
        async with opened(settings, create=True) as (store, ledger):
            app = create_app(settings, store, ledger)
            rest_from_collecting()
            print("\nHostile requests: bytes and the processor's ms of the largest that is read, and of the largest")
            dearest = 0.0, ""
            for name, read, whole in requests(words):
                times = [await _least(app, content) for content in (read, whole)]
                dearest = max(dearest, (max(times), name))
                print(f"| {name:<60} | {len(read):>6} {times[0]:5.1f} | {len(whole):>6} {times[1]:5.1f} |", flush=True)
            print(f"the dearest: {dearest[0]:.1f} ms, {dearest[1]}")


if __name__ == "__main__":
    asyncio.run(hostile(sys.argv[1:]))
