"""Settings, read once from the environment and passed around. Nothing else in the project reads the environment.

| variable | meaning | default |
|---|---|---|
| LINKWRIGHT_STORE | `sqlite:FILE`, `bolt://HOST:PORT`, `neo4j://HOST:PORT`, … | a file in the user's data folder |
| LINKWRIGHT_NEO4J_PASSWORD | the password on the server that keeps the store | none: the server must ask for none |
| LINKWRIGHT_NEO4J_PASSWORD_FILE | a file that holds it, instead | |
| LINKWRIGHT_NEO4J_USER | who logs in there | `neo4j` where there is a password |
| LINKWRIGHT_NEO4J_AUTHORITIES | file of certificates that its own is checked against | those that the machine trusts |
| LINKWRIGHT_LEDGER | file of what users make and of who asked what | beside the store, or in that folder |
| LINKWRIGHT_HOST, LINKWRIGHT_PORT | where `serve` listens | 127.0.0.1, 8000 |
| LINKWRIGHT_WORKERS | processes that extract | as many as there are processors |
| LINKWRIGHT_DIRECTORY | YAML file of who may ask (`docs/access.md`) | none: development mode |
| LINKWRIGHT_PRINCIPAL | who asks in development mode and on the command line | `developer` |
| LINKWRIGHT_CURSOR_KEY | secret that signs cursors, 16 characters or more | random: cursors end with the process |
| LINKWRIGHT_REQUEST_SECONDS | after how long a request is given up | 20 |
| LINKWRIGHT_DOCUMENTS | `any`, or `trusted`: only the operations that are shipped are answered | `any` |
| LINKWRIGHT_POINTS | what a principal may ask for in an hour, in hundreds of nodes | 100000 |
| LINKWRIGHT_INTROSPECTION | `on` or `off`: may a client ask for the GraphQL schema | `on` |
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from platformdirs import user_data_path

from graph.login import NOBODY, Login
from graph.open import ledger_file
from ontology.errors import SetupError


@dataclass(frozen=True, slots=True)
class Settings:
    """What a process was started with. `dataclasses.replace` makes a variant (a command's `--store`)."""

    store: str
    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 1
    principal: str = "developer"
    request_seconds: float = 20.0
    introspection: bool = True
    directory: Path | None = None
    trusted_only: bool = False
    points: int = 100_000
    ledger: str | None = None
    login: Login = NOBODY
    cursor_key: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)

    @property
    def ledger_file(self) -> Path:
        """The ledger's file: the one that was set, else beside a SQLite store, else in the user's data folder, called
        after the server."""
        return Path(self.ledger) if self.ledger else ledger_file(self.store, data_folder())


def data_folder() -> Path:
    """The user's data folder for linkwright; it need not exist yet."""
    return user_data_path("linkwright", appauthor=False)


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Settings from the environment. Raises SetupError, which names the variable that is wrong."""
    given = os.environ if environment is None else environment
    key = given.get("LINKWRIGHT_CURSOR_KEY", "").encode() or secrets.token_bytes(32)
    if len(key) < 16:
        raise SetupError("the key is too short", where="LINKWRIGHT_CURSOR_KEY", mend="give 16 characters or more")
    directory = given.get("LINKWRIGHT_DIRECTORY")
    return Settings(
        store=given.get("LINKWRIGHT_STORE") or f"sqlite:{data_folder() / 'linkwright.sqlite'}",
        host=given.get("LINKWRIGHT_HOST") or "127.0.0.1",
        port=_whole(given, "LINKWRIGHT_PORT", 8000, 0, 65_535),
        workers=_whole(given, "LINKWRIGHT_WORKERS", os.cpu_count() or 1, 1, 256),
        principal=given.get("LINKWRIGHT_PRINCIPAL") or "developer",
        request_seconds=float(_whole(given, "LINKWRIGHT_REQUEST_SECONDS", 20, 1, 3_600)),
        introspection=_choice(given, "LINKWRIGHT_INTROSPECTION", ("on", "off")) == "on",
        directory=Path(directory) if directory else None,
        trusted_only=_choice(given, "LINKWRIGHT_DOCUMENTS", ("any", "trusted")) == "trusted",
        points=_whole(given, "LINKWRIGHT_POINTS", 100_000, 1, 1_000_000_000),
        ledger=given.get("LINKWRIGHT_LEDGER") or None,
        login=_login(given),
        cursor_key=key,
    )


def _login(given: Mapping[str, str]) -> Login:
    password, file = given.get("LINKWRIGHT_NEO4J_PASSWORD"), given.get("LINKWRIGHT_NEO4J_PASSWORD_FILE")
    if password and file:
        raise SetupError("a password is set as well", where="LINKWRIGHT_NEO4J_PASSWORD_FILE", mend="set one of the two")
    if file:
        try:
            password = Path(file).read_text("utf-8").rstrip("\r\n")
        except (OSError, UnicodeError) as error:
            raise SetupError(f"cannot be read: {error}", where="LINKWRIGHT_NEO4J_PASSWORD_FILE") from error
    authorities = given.get("LINKWRIGHT_NEO4J_AUTHORITIES")
    user = given.get("LINKWRIGHT_NEO4J_USER")
    return Login(user or None, password or None, Path(authorities) if authorities else None)


def _choice(given: Mapping[str, str], name: str, choices: tuple[str, str]) -> str:
    """One of two words; the first where none is given."""
    text = given.get(name) or choices[0]
    if text not in choices:
        raise SetupError(f"{text!r} is neither {choices[0]} nor {choices[1]}", where=name)
    return text


def _whole(given: Mapping[str, str], name: str, default: int, least: int, most: int) -> int:
    text = given.get(name) or str(default)
    if not text.isdecimal() or not least <= int(text) <= most:
        raise SetupError(f"{text!r} is no whole number from {least} to {most}", where=name)
    return int(text)
