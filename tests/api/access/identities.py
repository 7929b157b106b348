"""A token issuer and a directory of principals, for tests of who may ask."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

from api.access.authentication import key_digest
from graph.ledger import ApiKey

ISSUER, AUDIENCE = "https://id.example.org", "linkwright"
KEYS: Mapping[str, tuple[str, Any]] = {
    "r": ("RS256", rsa.generate_private_key(public_exponent=65_537, key_size=2_048)),
    "e": ("ES256", ec.generate_private_key(ec.SECP256R1())),
    "d": ("EdDSA", ed25519.Ed25519PrivateKey.generate()),
}
DIRECTORY = """
tokens: {{issuer: "{issuer}", audience: {audience}, keys: "{keys}"}}
principals:
  - {{id: ana, organisation: CBP, roles: [analyst], agencies: all}}
  - {{id: leo, organisation: CBP, roles: [reader], agencies: [CBP]}}
  - {{id: dev, organisation: CBP, roles: [developer], agencies: [CBP]}}
  - {{id: eva, organisation: GN, roles: [analyst], agencies: [GN]}}
"""


@dataclass(frozen=True)
class Issuer:
    """Its public keys lie in a file, and a directory that names them beside it."""

    folder: Path

    @property
    def directory(self) -> Path:
        return self.folder / "directory.yaml"

    def write(self) -> None:
        keys = self.folder / "jwks.json"
        keys.write_text(json.dumps(jwks()), "utf-8")
        self.directory.write_text(DIRECTORY.format(issuer=ISSUER, audience=AUDIENCE, keys=keys), "utf-8")


def jwks() -> dict[str, Any]:
    return {"keys": [public(name) | {"kid": name, "use": "sig"} for name in KEYS]}


def public(name: str) -> dict[str, Any]:
    algorithm, key = KEYS[name]
    told = jwt.get_algorithm_by_name(algorithm).to_jwk(key.public_key(), as_dict=True)
    return dict(told)


def token(subject: str = "ana", *, key: str = "e", headers: Mapping[str, Any] | None = None, **claims: Any) -> str:
    """A token that is good unless claims or headers say otherwise (a claim of None is left out)."""
    now = time.time()
    told = {"iss": ISSUER, "aud": AUDIENCE, "sub": subject, "nbf": now - 60, "exp": now + 600} | claims
    algorithm, private = KEYS[key]
    told = {name: value for name, value in told.items() if value is not None}
    return jwt.encode(told, private, algorithm, {"kid": key} | dict(headers or {}))


def asking(subject: str = "ana", case: str = "C-7") -> dict[str, str]:
    """The headers of a request by a principal, for a purpose, in a case."""
    return {"Authorization": f"Bearer {token(subject)}", "X-Purpose": "inquiry", "X-Case": case}


def key_of(principal: str, key: str) -> ApiKey:
    """A key for reading that is good at the moment of the tests and now."""
    return ApiKey(key_digest(key), principal, ("read",), "2024-05-20T00:00:00+00:00", "2124-06-20T00:00:00+00:00")
