"""The directory: a YAML file of who may ask. It is read again when it changes, so that a right ends at once.

tokens:                           # where bearer tokens come from; without it only keys are taken
  issuer: https://id.example.org
  audience: linkwright
  keys: https://id.example.org/jwks.json     # or a file
  algorithms: [ES256]             # of RS256, ES256, EdDSA; all three where it is missing
principals:
  - id: ana                       # the token's `sub`
    organisation: CBP
    roles: [analyst]              # of reader, analyst, developer
    agencies: [CBP, GN]           # whose records; or `all`
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from api.access.principal import Principal, Role
from ontology.errors import IdentityError, SetupError

Algorithm = Literal["RS256", "ES256", "EdDSA"]
_log = logging.getLogger("linkwright.api")


class TokenSource(BaseModel):
    """Where bearer tokens come from and what they must say."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    issuer: str = Field(min_length=1)
    audience: str = Field(min_length=1)
    keys: str = Field(min_length=1)
    algorithms: tuple[Algorithm, ...] = Field(default=("RS256", "ES256", "EdDSA"), min_length=1)


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid")
    id: str = Field(min_length=1, max_length=200)
    organisation: str = Field(min_length=1)
    roles: frozenset[Role] = Field(min_length=1)
    agencies: frozenset[str] | Literal["all"]


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")
    tokens: TokenSource | None = None
    principals: list[_Entry] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class _Read:
    stamp: tuple[int, int]
    tokens: TokenSource | None
    principals: Mapping[str, Principal]


class Directory:
    """The file as it is now. Raises SetupError, which names file and entry, when it is wrong at the start; when it is
    spoiled later nobody is known until it is mended."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._read = _read(file)

    @property
    def tokens(self) -> TokenSource | None:
        """Read once: another provider needs another start."""
        return self._read.tokens

    def principal(self, id_: str) -> Principal | None:
        """The principal of this id. Raises IdentityError when the file cannot be read."""
        try:
            if self._read.stamp != _stamp(self._file):
                self._read = _read(self._file)
        except (SetupError, OSError) as error:
            _log.error("the directory of principals cannot be read: %s", error)
            raise IdentityError("nobody can be told at the moment") from error
        return self._read.principals.get(id_)


def _stamp(file: Path) -> tuple[int, int]:
    told = file.stat()
    return told.st_mtime_ns, told.st_size


def _read(file: Path) -> _Read:
    try:
        stamp = _stamp(file)
        told = _File.model_validate(yaml.safe_load(file.read_text("utf-8")))
    except (OSError, UnicodeError, yaml.YAMLError) as error:
        raise SetupError(f"cannot be read: {error}", where=str(file)) from error
    except ValidationError as error:
        fault = error.errors()[0]
        place = ".".join(str(part) for part in fault["loc"])
        raise SetupError(fault["msg"], where=f"{file}: {place}", mend="see docs/access.md") from error
    found: dict[str, Principal] = {}
    for entry in told.principals:
        if entry.id in found:
            raise SetupError(f"{entry.id!r} stands there twice", where=f"{file}: principals")
        agencies = None if entry.agencies == "all" else frozenset(entry.agencies)
        found[entry.id] = Principal(entry.id, entry.organisation, entry.roles, agencies)
    return _Read(stamp, told.tokens, found)
