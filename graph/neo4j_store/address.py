"""Addresses of a server: `SCHEME://HOST[:PORT][/DATABASE]`.

| scheme | connects to | encrypted |
|---|---|---|
| `bolt` | this server | no |
| `neo4j` | a cluster through any of its servers, or a single server | no |
| `bolt+s`, `neo4j+s` | the same | yes; the certificate is checked |
| `bolt+ssc`, `neo4j+ssc` | the same | yes; a certificate that the server signed itself is taken |
"""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import urlsplit

from ontology.errors import StoreError

SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")
DEFAULT_PORT = 7687


class Address(NamedTuple):
    """`routing` is what a cluster's routing policy is told (`?region=south`)."""

    scheme: str
    host: str
    port: int
    database: str | None
    routing: str

    def __str__(self) -> str:
        return f"{self.scheme}://{self._server}/{self.database or ''}".rstrip("/")

    @property
    def uri(self) -> str:
        """What the driver is given."""
        return f"{self.scheme}://{self._server}{self.routing and '?' + self.routing}"

    @property
    def name(self) -> str:
        """A name for files that belong to this store: the same by whichever scheme it is reached."""
        return re.sub(r"[^\w.-]+", "_", "-".join(filter(None, (self.host, str(self.port), self.database))))

    @property
    def _server(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


def parse(address: str) -> Address:
    """Raises StoreError, which repeats nothing of an address that holds a password."""
    scheme, _, rest = address.partition(":")
    if "@" in rest:
        raise StoreError("an address holds neither user nor password", where=f"{scheme}:",
                         mend="set LINKWRIGHT_NEO4J_USER and LINKWRIGHT_NEO4J_PASSWORD_FILE")  # fmt: skip
    shape = f"write {scheme}://HOST:PORT or {scheme}://HOST:PORT/DATABASE"
    parts = urlsplit(address)
    try:
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise StoreError(f"no address of a server: {error}", where=address, mend=shape) from error
    database = parts.path.strip("/")
    if not rest.startswith("//") or not host or parts.fragment or "/" in database:
        raise StoreError("no address of a server", where=address, mend=shape)
    if parts.query and not scheme.startswith("neo4j"):
        raise StoreError("only a cluster has a routing policy", where=address, mend=shape)
    return Address(scheme, host, port or DEFAULT_PORT, database or None, parts.query)
