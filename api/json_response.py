"""JSON by orjson: the one way in which the service writes and reads it."""

from __future__ import annotations

import orjson
from starlette.responses import Response


class Json(Response):
    """A JSON answer."""

    media_type = "application/json"

    def render(self, content: object) -> bytes:
        return orjson.dumps(content)
