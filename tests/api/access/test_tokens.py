"""Bearer tokens: only those of our issuer, for us, signed by one of its keys, and valid now."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import json
import os
import time
from pathlib import Path
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from api.access.directory import Directory
from api.access.keyset import MAX_SECONDS, MIN_SECONDS, KeySet
from api.access.tokens import MAX_TOKEN, Tokens
from ontology.errors import IdentityError, SetupError
from tests.api.access.identities import KEYS, Issuer, jwks, public, token
from tests.patience import PATIENCE


@pytest.fixture
def tokens(issuer: Issuer) -> Tokens:
    source = Directory(issuer.directory).tokens
    assert source
    return Tokens(source, KeySet(source.keys))


@pytest.mark.parametrize("key", KEYS)
async def test_a_good_token_tells_whose_it_is(tokens: Tokens, key: str) -> None:
    told = await tokens.check(token("ana", key=key))
    assert told == "ana"


def unsigned() -> str:
    _, body, _ = token().split(".")
    none = base64.urlsafe_b64encode(json.dumps({"alg": "none", "kid": "e"}).encode()).decode().rstrip("=")
    return f"{none}.{body}."


def signed_with_the_public_key() -> str:
    """HS256 with the text of the RSA public key as the secret: a library that trusts the header takes it."""
    secret = (
        KEYS["r"][1]
        .public_key()
        .public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    )
    head = base64.urlsafe_b64encode(json.dumps({"alg": "HS256", "kid": "r"}).encode()).decode().rstrip("=")
    body = token(key="r").split(".")[1]
    seal = hmac.digest(secret, f"{head}.{body}".encode(), hashlib.sha256)
    return f"{head}.{body}.{base64.urlsafe_b64encode(seal).decode().rstrip('=')}"


def of_a_key_of_his_own(**headers: Any) -> str:
    mine = ec.generate_private_key(ec.SECP256R1())
    claims = jwt.decode(token(), options={"verify_signature": False})
    return jwt.encode(claims, mine, "ES256", {"kid": "e"} | headers)


def changed() -> str:
    head, _, seal = token("leo").split(".")
    return f"{head}.{token('ana').split('.')[1]}.{seal}"


@pytest.mark.check(27)
@pytest.mark.parametrize(
    "bad",
    [
        lambda: "",
        lambda: "a.b.c",
        lambda: "x" * (MAX_TOKEN + 1),
        unsigned,
        signed_with_the_public_key,
        of_a_key_of_his_own,
        lambda: of_a_key_of_his_own(jku="https://evil.example/jwks.json"),
        lambda: of_a_key_of_his_own(x5u="https://evil.example/cert.pem"),
        lambda: of_a_key_of_his_own(jwk=public("e")),
        changed,
        lambda: token(iss="https://evil.example"),
        lambda: token(iss=None),
        lambda: token(aud="another"),
        lambda: token(aud=None),
        lambda: token(exp=time.time() - 60),
        lambda: token(exp=None),
        lambda: token(nbf=time.time() + 60),
        lambda: token(nbf=None),
        lambda: token(sub=None),
        lambda: token(headers={"kid": "unknown"}),
        lambda: token(key="e", headers={"kid": "r"}),
    ],
)
async def test_any_other_token_is_refused_in_the_same_words(tokens: Tokens, bad: Any) -> None:
    with pytest.raises(IdentityError, match=r"^the token cannot be checked$"):
        await tokens.check(bad())


async def test_an_algorithm_that_is_not_named_is_not_taken(issuer: Issuer) -> None:
    text = issuer.directory.read_text("utf-8")
    issuer.directory.write_text(text.replace("audience:", "algorithms: [ES256], audience:"), "utf-8")
    source = Directory(issuer.directory).tokens
    assert source
    tokens = Tokens(source, KeySet(source.keys))
    assert await tokens.check(token(key="e")) == "ana"
    with pytest.raises(IdentityError):
        await tokens.check(token(key="r"))


@pytest.mark.check(27)
async def test_a_flood_of_names_of_keys_costs_one_fetch_a_minute(issuer: Issuer) -> None:
    now = 1_000.0
    keys = KeySet(str(issuer.folder / "jwks.json"), clock=lambda: now)
    await keys.key("e")
    for number in range(100):
        with pytest.raises(IdentityError):
            await keys.key(f"unknown {number}")
    assert keys.fetches == 1
    now += MIN_SECONDS + 1
    for number in range(100):
        with pytest.raises(IdentityError):
            await keys.key(f"unknown {number}")
    assert keys.fetches == 2
    await keys.key("e")
    now += MAX_SECONDS + 1
    await keys.key("e")
    assert keys.fetches == 3


async def test_old_keys_that_cannot_be_fetched_again_are_nobodys(issuer: Issuer) -> None:
    """Else a key that was withdrawn would be taken for as long as the issuer is kept from answering."""
    now = 1_000.0
    file = issuer.folder / "jwks.json"
    keys = KeySet(str(file), clock=lambda: now)
    await keys.key("e")
    told = file.read_bytes()
    file.unlink()
    await keys.key("e")
    now += MAX_SECONDS + 1
    for _ in range(3):
        with pytest.raises(IdentityError):
            await keys.key("e")
    assert keys.fetches == 2
    file.write_bytes(told)
    now += MIN_SECONDS + 1
    await keys.key("e")


async def test_names_that_are_unknown_keep_no_old_keys(issuer: Issuer) -> None:
    """A fetch that fails makes no key younger."""
    now = 1_000.0
    file = issuer.folder / "jwks.json"
    keys = KeySet(str(file), clock=lambda: now)
    await keys.key("e")
    file.unlink()
    now += MAX_SECONDS - 1
    with pytest.raises(IdentityError):
        await keys.key("unknown")
    await keys.key("e")
    now += 2
    with pytest.raises(IdentityError):
        await keys.key("e")


async def test_a_known_key_waits_for_no_fetch(issuer: Issuer) -> None:
    """Another name is fetched for, and its issuer takes his time."""
    now = 1_000.0
    file = issuer.folder / "jwks.json"
    keys = KeySet(str(file), clock=lambda: now)
    await keys.key("e")
    told = file.read_bytes()
    file.unlink()
    os.mkfifo(file)
    now += MIN_SECONDS + 1
    fetching = asyncio.create_task(keys.key("unknown"))
    try:
        while keys.fetches < 2:
            await asyncio.sleep(0)
        await asyncio.wait_for(keys.key("e"), PATIENCE)
        assert not fetching.done()
    finally:
        await asyncio.to_thread(file.write_bytes, told)
        with pytest.raises(IdentityError):
            await fetching


@pytest.mark.parametrize("entry", [7, "e", None, [], {"kid": "f", "kty": [], "crv": []}])
async def test_what_is_no_key_among_keys_is_passed_over(issuer: Issuer, entry: object) -> None:
    file = issuer.folder / "jwks.json"
    file.write_text(json.dumps({"keys": [entry, *jwks()["keys"]]}), "utf-8")
    assert (await KeySet(str(file)).key("e"))[0] == "ES256"


@pytest.mark.parametrize("content", ["", "{}", '{"keys": 1}', '{"keys": [{"kid": "e", "kty": "EC", "crv": "P-256"}]}'])
async def test_keys_that_cannot_be_read_are_nobodys(tmp_path: Path, content: str) -> None:
    (tmp_path / "jwks.json").write_text(content, "utf-8")
    with pytest.raises(IdentityError):
        await KeySet(str(tmp_path / "jwks.json")).key("e")


@pytest.mark.parametrize("source", ["http://id.example.org/jwks.json", "ftp://127.0.0.1/jwks.json", "data:,x"])
def test_keys_come_over_https_or_from_a_file(source: str) -> None:
    with pytest.raises(SetupError, match="keys are not taken"):
        KeySet(source)
