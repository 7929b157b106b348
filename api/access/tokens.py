"""Bearer tokens of an OIDC provider: signed by one of its keys, for us, and valid now."""

from __future__ import annotations

import jwt

from api.access.directory import TokenSource
from api.access.keyset import KeySet
from ontology.errors import IdentityError

MAX_TOKEN = 8 * 1024
_REQUIRED = ("iss", "aud", "exp", "nbf", "sub")
_LEEWAY = 10
"""Seconds by which clocks may differ."""


class Tokens:
    """Checks tokens. The algorithm follows from the issuer's key, never from the token; `jku`, `x5u` and keys inside a
    token are not looked at."""

    def __init__(self, source: TokenSource, keys: KeySet) -> None:
        self._source = source
        self._keys = keys

    async def check(self, token: str) -> str:
        """Whom a token speaks for (its `sub`). Raises IdentityError, in the same words whatever is wrong."""
        try:
            if len(token) > MAX_TOKEN:
                raise jwt.InvalidTokenError("too long")
            name = jwt.get_unverified_header(token).get("kid")
            if not isinstance(name, str):
                raise jwt.InvalidTokenError("no key is named")
            algorithm, key = await self._keys.key(name)
            if algorithm not in self._source.algorithms:
                raise jwt.InvalidTokenError("an algorithm that is not taken")
            claims = jwt.decode(
                token,
                key,
                algorithms=[algorithm],
                audience=self._source.audience,
                issuer=self._source.issuer,
                leeway=_LEEWAY,
                options={"require": list(_REQUIRED), "strict_aud": False},
            )
        except (jwt.InvalidTokenError, ValueError) as error:
            raise IdentityError("the token cannot be checked") from error
        return str(claims["sub"])
