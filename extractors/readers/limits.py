"""Limits on what is read of one input: data in `limits.yaml`, each with its reason."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files

import yaml

from ontology.errors import SetupError


@dataclass(frozen=True, slots=True)
class Limits:
    """What each is of, and why, stands beside its value. Counts, bytes, and seconds."""

    file_bytes: int
    rows: int
    characters: int
    metadata_bytes: int
    seconds: int
    nesting: int
    reading_seconds: int
    reading_memory: int
    inflated_bytes: int
    inflation_ratio: int
    pages: int
    attachments: int
    enclosures: int
    sheets: int
    columns: int
    cell_characters: int


@cache
def limits() -> Limits:
    """The limits in force. Raises SetupError when the file lacks one or names another."""
    loaded = yaml.safe_load(files("extractors").joinpath("readers/limits.yaml").read_text("utf-8"))
    names = {f.name for f in fields(Limits)}
    for name in sorted(names ^ set(loaded)):
        raise SetupError("is missing" if name in names else "is not a limit", where=f"readers/limits.yaml: {name}")
    for name, entry in loaded.items():
        if not (isinstance(entry.get("value"), int) and entry["value"] > 0 and entry.get("why")):
            raise SetupError("needs a value above 0 and a why", where=f"readers/limits.yaml: {name}")
    return Limits(**{name: entry["value"] for name, entry in loaded.items()})
