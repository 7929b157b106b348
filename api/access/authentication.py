"""From the headers of a request to the principal who asks."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from api.access.directory import Directory
from api.access.keyset import KeySet
from api.access.principal import ACTIONS, Action, Principal
from api.access.tokens import Tokens
from api.context import Clock
from api.settings import Settings
from graph.ledger import Ledger
from ontology.errors import IdentityError

KEY_PREFIX = "lwk_"
_KEY_BYTES = 32


def new_key() -> str:
    """A key of 256 random bits. Only its digest is kept."""
    return KEY_PREFIX + secrets.token_urlsafe(_KEY_BYTES)


def key_digest(key: str) -> str:
    """SHA-256 is enough: what is random cannot be guessed from it."""
    return hashlib.sha256(key.encode()).hexdigest()


class Authentication:
    """Tells who asks. Without a directory (development, on this machine only) it is whom the settings name, and he may
    do and see everything."""

    def __init__(self, settings: Settings, ledger: Ledger, clock: Clock) -> None:
        self._clock = clock
        self._developer = Principal(settings.principal)
        self._ledger = ledger
        self._directory = Directory(settings.directory) if settings.directory else None
        source = self._directory.tokens if self._directory else None
        self._tokens = Tokens(source, KeySet(source.keys)) if source else None

    @property
    def asked(self) -> bool:
        """Whether anybody must say who he is."""
        return self._directory is not None

    async def principal(self, headers: Mapping[str, str]) -> Principal:
        """Raises IdentityError, in the same words for an unknown, an expired and a revoked one."""
        if self._directory is None:
            return self._developer
        scheme, _, credential = headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not credential.strip():
            raise IdentityError("say who asks", mend="send Authorization: Bearer, with a token or a key")
        credential = credential.strip()
        if credential.startswith(KEY_PREFIX):
            return await self._of_key(credential)
        if self._tokens is None:
            raise IdentityError(_UNKNOWN)
        return self._known(await self._tokens.check(credential))

    def colleague(self, who: Principal, id_: str) -> bool:
        """Whether there is a principal of this id in the same organisation."""
        if self._directory is None:
            return id_ == who.id
        found = self._directory.principal(id_)
        return found is not None and found.organisation == who.organisation

    async def _of_key(self, key: str) -> Principal:
        found = await self._ledger.api_key(key_digest(key))
        if found is None or found.revoked is not None or datetime.fromisoformat(found.expires) <= self._clock():
            raise IdentityError(_UNKNOWN)
        scopes: frozenset[Action] = frozenset(action for action in ACTIONS if action in found.scopes)
        return replace(self._known(found.principal), scopes=scopes)

    def _known(self, id_: str) -> Principal:
        assert self._directory is not None
        found = self._directory.principal(id_)
        if found is None:
            raise IdentityError(_UNKNOWN)
        return found


_UNKNOWN = "the token cannot be checked"
