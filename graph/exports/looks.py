"""How types are drawn: colour, shape and icon, read from `looks.yaml`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from ontology.errors import SchemaError
from ontology.loader import schema

SHAPES = ("circle", "octagon", "square", "hexagon", "diamond")
_FILE = Path(__file__).with_name("looks.yaml")
_COLOUR = re.compile(r"#[0-9a-f]{6}\Z")
_PATH = re.compile(r"[MmLlHhVvAaCcSsZz0-9 .-]+\Z")


@dataclass(frozen=True, slots=True)
class Look:
    """`colour` is #rrggbb; `shape` one of SHAPES; `icon` SVG path data on a field of 24 by 24, filled even-odd."""

    colour: str
    shape: str
    icon: str

    @property
    def rgb(self) -> tuple[int, int, int]:
        return int(self.colour[1:3], 16), int(self.colour[3:5], 16), int(self.colour[5:], 16)


@cache
def looks() -> Mapping[str, Look]:
    """Type → look, for each type of entity. Raises SchemaError that names the entry which is missing or wrong."""
    told = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    wanted = {t.name for t in schema().entity_types}
    for name in sorted(wanted ^ (told.keys() - {"why"})):
        raise SchemaError("each type of entity has one look", where=f"{_FILE.name}: {name}")
    return {name: _look(name, told[name]) for name in sorted(wanted)}


def _look(name: str, told: Mapping[str, str]) -> Look:
    if told.keys() != {"colour", "shape", "icon"}:
        raise SchemaError("a look is colour, shape and icon", where=f"{_FILE.name}: {name}")
    look = Look(**told)
    if not _COLOUR.match(look.colour) or look.shape not in SHAPES or not _PATH.match(look.icon):
        mend = "#rrggbb in lower case, one of " + ", ".join(SHAPES) + ", path data"
        raise SchemaError("not a look", where=f"{_FILE.name}: {name}", mend=mend)
    return look
