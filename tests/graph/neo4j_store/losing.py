"""A way to the server that loses one answer: the commit is done, and who asked for it never hears so."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

COMMIT = b"\x00\x02\xb0\x12\x00\x00"
"""The message of the Bolt protocol, as one chunk."""


class Way:
    """Passes everything on. Once `lose` is set, the answer to the next commit is not, and the connection ends."""

    def __init__(self, port: int) -> None:
        self._port = port
        self.lose = False
        self.lost = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        server_reader, server_writer = await asyncio.open_connection("127.0.0.1", self._port)
        back = asyncio.create_task(_pass_on(server_reader, writer))
        try:
            while data := await reader.read(65_536):
                losing = self.lose and COMMIT in data
                if losing:
                    back.cancel()
                    with suppress(asyncio.CancelledError):
                        await back
                server_writer.write(data)
                await server_writer.drain()
                if losing:
                    await server_reader.read(65_536)
                    self.lose, self.lost = False, self.lost + 1
                    return
        finally:
            back.cancel()
            server_writer.close()
            writer.close()


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(ConnectionError):
        while data := await reader.read(65_536):
            writer.write(data)
            await writer.drain()


@asynccontextmanager
async def losing(port: int) -> AsyncIterator[tuple[Way, str]]:
    """A way to the server at this port, and its own address."""
    way = Way(port)
    server = await asyncio.start_server(way.serve, "127.0.0.1", 0)
    try:
        yield way, f"bolt://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
