"""From which share a link and a role stand, and which rules stand beside the scorer: `patterns/scoring.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from extractors.relations.data import read
from extractors.relations.scoring.pairs import LINKS, ROLES
from ontology.errors import PatternError

_FILE = "scoring.yaml"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """`links` and `roles` stand from their shares in [0, 1] on.

    A person of another sentence is an event's suspect from the share `apart` on; one of its own sentence whom no word
    ties to it from `beside` on.
    Where the scorer's share lies between `veto` and the link's line, a rule of score `keep` stands by itself; so many
    of those were `right`.
    """

    links: Mapping[str, float]
    roles: Mapping[str, float]
    apart: float
    beside: float
    keep: float
    veto: float
    right: float


@cache
def thresholds() -> Thresholds:
    return compile_thresholds(read(_FILE))


def compile_thresholds(content: Mapping[str, Any]) -> Thresholds:
    """Raises PatternError for a missing link or role, a number outside its range, and an entry without a `why`."""
    return Thresholds(
        {name: _share(content, "links", name) for name in LINKS},
        {name: _share(content, "roles", name) for name in ROLES},
        _share(content, "suspects", "apart"),
        _share(content, "suspects", "beside"),
        _share(content, "rules", "keep"),
        _share(content, "rules", "veto"),
        _share(content, "rules", "right"),
    )


def _entry(content: Mapping[str, Any], section: str) -> Mapping[str, Any]:
    entry = content.get(section)
    if not isinstance(entry, dict) or not str(entry.get("why") or "").strip():
        raise PatternError("a mapping with a `why` is expected", where=f"{_FILE}: {section}")
    return entry


def _share(content: Mapping[str, Any], section: str, name: str) -> float:
    value = _entry(content, section).get(name)
    if not isinstance(value, float) or not 0 <= value <= 1:
        raise PatternError("a share from 0.0 to 1.0 is expected", where=f"{_FILE}: {section}.{name}", mend=str(value))
    return value
