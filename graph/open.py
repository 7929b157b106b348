"""Opening a store by its address: `sqlite:FILE`. The scheme decides which store it is, and nothing else ever asks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from graph.sqlite.store import migrate_file, open_file
from graph.store import Store
from ontology.errors import StoreError


class _Side(NamedTuple):
    open: Callable[[str, bool], Store]
    migrate: Callable[[str], int]
    exists: Callable[[str], bool]


def _file(rest: str) -> Path:
    if not rest:
        raise StoreError("the address names no file", where="sqlite:", mend="write sqlite:FILE")
    return Path(rest).expanduser()


_SIDES = {
    "sqlite": _Side(
        open=lambda rest, create: open_file(_file(rest), create=create),
        migrate=lambda rest: migrate_file(_file(rest)),
        exists=lambda rest: _file(rest).exists(),
    ),
}
"""Scheme of an address → the store that it names."""


def open_store(address: str, *, create: bool = True) -> Store:
    """Open the store of an address; a new one is made unless `create` is false.

    Raises StoreError for an address that names no store, and for a store of an older or newer version.
    """
    side, rest = _side(address)
    return side.open(rest, create)


def store_exists(address: str) -> bool:
    """Whether there is something at the address, be it a store or not. Raises StoreError for no address of a store."""
    side, rest = _side(address)
    return side.exists(rest)


def migrate(address: str) -> int:
    """Bring a store up to this program's version; returns the number of steps applied. Raises StoreError."""
    side, rest = _side(address)
    return side.migrate(rest)


def _side(address: str) -> tuple[_Side, str]:
    scheme, colon, rest = address.partition(":")
    if not colon or scheme not in _SIDES:
        known = ", ".join(f"{name}:" for name in sorted(_SIDES))
        raise StoreError(f"no store is known by this address: {address!r}", where="store address",
                         mend=f"known: {known} as in sqlite:FILE")  # fmt: skip
    return _SIDES[scheme], rest
