"""The public keys of a token issuer (JWKS): from a file or over HTTPS, fetched seldom, whatever is asked for.

A token names its key (`kid`). An unknown name may mean that the issuer has new keys, so they are fetched again, but
once a minute at most: a flood of invented names costs one fetch. Keys that are too old and cannot be fetched again are
nobody's, or an issuer's withdrawal would not count for as long as it is kept from answering. Nothing in a token says
where keys come from.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, build_opener

import jwt

from ontology.errors import IdentityError, SetupError

MIN_SECONDS = 60.0
MAX_SECONDS = 3_600.0
MAX_BYTES = 64 * 1024
MAX_KEYS = 50
_WAIT = 5.0
_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_ALGORITHMS = {("RSA", None): "RS256", ("EC", "P-256"): "ES256", ("OKP", "Ed25519"): "EdDSA"}
"""(type, curve) of a key → the one algorithm it is good for, whatever the key or a token says."""


class _NoRedirect(HTTPRedirectHandler):
    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


class KeySet:
    """Raises SetupError for an address that is neither a file nor HTTPS (HTTP on this machine is taken too)."""

    def __init__(self, source: str, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._source = source
        self._clock = clock
        self._keys: Mapping[str, tuple[str, Any]] = {}
        self._fetched: float | None = None
        self._tried: float | None = None
        self._lock = asyncio.Lock()
        self.fetches = 0
        parts = urlsplit(source)
        if parts.scheme and parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOOPBACK):
            raise SetupError(f"keys are not taken from {source!r}", where="tokens.keys", mend="https:// or a file")

    async def key(self, name: str) -> tuple[str, Any]:
        """The algorithm and the public key of this name. Raises IdentityError where there is none."""
        found = self._held().get(name)
        if found is None:  # a known key waits for no fetch
            async with self._lock:
                found = self._held().get(name)
                if found is None and self._may_fetch():
                    found = (await self._fetch()).get(name)
        if found is None:
            raise IdentityError("the token cannot be checked")
        return found

    def _held(self) -> Mapping[str, tuple[str, Any]]:
        """The keys, as long as they are not too old."""
        fresh = self._fetched is not None and self._clock() - self._fetched <= MAX_SECONDS
        return self._keys if fresh else {}

    def _may_fetch(self) -> bool:
        return self._tried is None or self._clock() - self._tried > MIN_SECONDS

    async def _fetch(self) -> Mapping[str, tuple[str, Any]]:
        self._tried = self._clock()
        self.fetches += 1
        self._keys = await asyncio.to_thread(self._load)
        self._fetched = self._tried
        return self._keys

    def _load(self) -> Mapping[str, tuple[str, Any]]:
        try:
            told = json.loads(_bytes(self._source))
            entries = told["keys"]
            if not isinstance(entries, list) or len(entries) > MAX_KEYS:
                raise IdentityError("the issuer's keys cannot be read")
            return dict(_usable(entry) for entry in entries if _is_usable(entry))
        except (OSError, URLError, ValueError, KeyError, TypeError, jwt.PyJWTError) as error:
            raise IdentityError("the issuer's keys cannot be read") from error


def _bytes(source: str) -> bytes:
    if not urlsplit(source).scheme:
        return Path(source).read_bytes()[: MAX_BYTES + 1]
    with build_opener(_NoRedirect).open(source, timeout=_WAIT) as answer:
        content: bytes = answer.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise ValueError("too long")
    return content


def _is_usable(entry: object) -> bool:
    return (
        isinstance(entry, dict)
        and isinstance(entry.get("kid"), str)
        and entry.get("use", "sig") == "sig"
        and _algorithm(entry) is not None
    )


def _algorithm(entry: Mapping[str, Any]) -> str | None:
    curve = entry.get("crv")
    return _ALGORITHMS.get((str(entry.get("kty")), curve if curve is None else str(curve)))


def _usable(entry: Mapping[str, Any]) -> tuple[str, tuple[str, Any]]:
    algorithm = _algorithm(entry)
    assert algorithm is not None
    return entry["kid"], (algorithm, jwt.PyJWK(dict(entry), algorithm=algorithm).key)
