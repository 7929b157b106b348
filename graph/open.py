"""Opening a store by its address: `sqlite:FILE`, `bolt://HOST:PORT` … The scheme decides which store it is, and
nothing else ever asks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from graph.login import NOBODY, Login
from graph.neo4j_store.address import SCHEMES, parse
from graph.sqlite.store import migrate_file, open_file
from graph.store import Store
from ontology.errors import StoreError


class _Side(NamedTuple):
    """What can be done with the address of a store; the login is for servers."""

    open: Callable[[str, Login, bool], Store]
    migrate: Callable[[str, Login], int]
    exists: Callable[[str, Login], bool]
    ledger: Callable[[str, Path], Path]


def _file(address: str) -> Path:
    file = address.partition(":")[2]
    if not file:
        raise StoreError("the address names no file", where="sqlite:", mend="write sqlite:FILE")
    return Path(file).expanduser()


_SQLITE = _Side(
    open=lambda address, _, create: open_file(_file(address), create=create),
    migrate=lambda address, _: migrate_file(_file(address)),
    exists=lambda address, _: _file(address).exists(),
    ledger=lambda address, _: Path(f"{_file(address)}.ledger"),
)


def _open_server(address: str, login: Login, create: bool) -> Store:
    from graph.neo4j_store.contact import target_of  # only who uses a server waits for its driver
    from graph.neo4j_store.store import open_target

    return open_target(target_of(parse(address), login), create=create)


def _migrate_server(address: str, login: Login) -> int:
    from graph.neo4j_store.contact import target_of
    from graph.neo4j_store.store import migrate_target

    return migrate_target(target_of(parse(address), login))


def _server_holds_one(address: str, login: Login) -> bool:
    from graph.neo4j_store.contact import target_of
    from graph.neo4j_store.store import holds_store

    return holds_store(target_of(parse(address), login))


_NEO4J = _Side(
    open=_open_server,
    migrate=_migrate_server,
    exists=_server_holds_one,
    ledger=lambda address, folder: folder / f"{parse(address).name}.ledger",
)

_SIDES = {"sqlite": _SQLITE, **dict.fromkeys(SCHEMES, _NEO4J)}
"""Scheme of an address → the store that it names."""


def open_store(address: str, *, login: Login = NOBODY, create: bool = True) -> Store:
    """Open the store of an address; a new one is made unless `create` is false.

    Raises StoreError for an address that names no store, for a server that cannot be reached or refuses the login,
    and for a store of an older or newer version.
    """
    return _side(address).open(address, login, create)


def store_exists(address: str, *, login: Login = NOBODY) -> bool:
    """Whether there is something at the address, be it a store or not. Raises StoreError for no address of a store."""
    return _side(address).exists(address, login)


def migrate(address: str, *, login: Login = NOBODY) -> int:
    """Bring a store up to this program's version; returns the number of steps applied. Raises StoreError."""
    return _side(address).migrate(address, login)


def ledger_file(address: str, folder: Path) -> Path:
    """Where the ledger of a store lies: beside a store that is a file, else in `folder`, called after the server.
    Raises StoreError for no address of a store."""
    return _side(address).ledger(address, folder)


def _side(address: str) -> _Side:
    scheme, colon, _ = address.partition(":")
    if not colon or scheme not in _SIDES:
        known = ", ".join(f"{name}:" for name in sorted(_SIDES))
        shown = address if "@" not in address else f"{scheme}:…"  # a password may stand before it
        raise StoreError(f"no store is known by this address: {shown!r}", where="store address",
                         mend=f"known: {known} as in sqlite:FILE or bolt://HOST:PORT")  # fmt: skip
    return _SIDES[scheme]
