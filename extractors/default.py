"""The configuration that every command runs: all parts of this room, and the digest of the data they read."""

from __future__ import annotations

import hashlib
import pkgutil
from functools import cache
from importlib import import_module
from importlib.resources import files
from importlib.resources.abc import Traversable

from extractors import recognisers
from extractors.part import Recogniser
from extractors.pipeline import Configuration
from extractors.relations.all import COREFERENCERS, STATERS
from extractors.tagger.recogniser import PART as TAGGER
from ontology.ids import content_digest
from ontology.loader import schema

DATA = ("gazetteers", "patterns")
"""Folders whose YAML and TSV files decide what is extracted; a change of one makes every document be read again."""
MANIFESTS = (
    "arbiter/arbiter.json", "relations/scoring/events.json", "relations/scoring/links.json", "tagger/tagger.json",
)  # fmt: skip
"""Files that name trained weights by their SHA-256: other weights make every document be read again, too."""


@cache
def default_configuration() -> Configuration:
    """All parts, in their order of running. Raises PatternError, SchemaError or WeightsError when a file is wrong."""
    parts = (*recogniser_parts(), TAGGER)
    return Configuration(parts, COREFERENCERS, STATERS, data=content_digest(_data(), schema().digest))


def recogniser_parts() -> tuple[Recogniser, ...]:
    """The `PART` of every module of `extractors.recognisers` that has one, in the order of the modules' names."""
    names = sorted(module.name for module in pkgutil.iter_modules(recognisers.__path__))
    modules = [import_module(f"extractors.recognisers.{name}") for name in names]
    return tuple(module.PART for module in modules if hasattr(module, "PART"))


def _data() -> list[tuple[str, str]]:
    room = files("extractors")
    weights = [(name, hashlib.sha256(room.joinpath(name).read_bytes()).hexdigest()) for name in MANIFESTS]
    return weights + [pair for folder in DATA for pair in digests(room.joinpath(folder), folder)]


def digests(folder: Traversable, name: str) -> list[tuple[str, str]]:
    """The data files below a folder as (path that starts with `name`, SHA-256), in the order of paths."""
    found: list[tuple[str, str]] = []
    for entry in folder.iterdir():
        inside = f"{name}/{entry.name}"
        if entry.is_dir():
            found += digests(entry, inside)
        elif entry.name.endswith((".yaml", ".tsv")):
            found.append((inside, hashlib.sha256(entry.read_bytes()).hexdigest()))
    return sorted(found)
