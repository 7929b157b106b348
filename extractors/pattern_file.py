"""Reading a file of patterns: what is in it is checked by whoever asked."""

from __future__ import annotations

from importlib.resources.abc import Traversable
from pathlib import Path

import yaml

from ontology.errors import PatternError


def content(path: Path | Traversable) -> object:
    """What a YAML file holds. Raises PatternError that names the file when it cannot be read."""
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise PatternError(f"cannot be read: {error}", where=path.name) from error
