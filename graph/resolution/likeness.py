"""Likeness of two names, calibrated: the chance that two names which somebody compares are those of one bearer.

It ranks names for a person who searches or reviews. It never joins anything: a name alone does not.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cache
from operator import mul
from pathlib import Path

import yaml
from rapidfuzz.distance import OSA

from graph.resolution.alignment import Alignment, Kind, Spelled, align, spelled
from ontology.errors import PatternError

_FILE = Path(__file__).with_name("likeness.yaml")
MEASURES = ("base", "share", "ratio", "conflict", "extra", "two", "spelled", "acronym")


@cache
def weights() -> Mapping[str, Sequence[float]]:
    """The weights of likeness.yaml by kind, in the order of MEASURES. Raises PatternError, which names file and entry,
    when one is missing."""
    data = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    if not data.get("why"):
        raise PatternError("needs a why", where=_FILE.name)
    for kind in ("person", "body"):
        if set(data.get(kind, ())) != set(MEASURES):
            raise PatternError(f"needs a weight for each of {', '.join(MEASURES)}", where=f"{_FILE.name}: {kind}")
    return {kind: [data[kind][name] for name in MEASURES] for kind in ("person", "body")}


def measures(left: str, right: str, kind: Kind, counts: Mapping[str, int] | None = None) -> tuple[float, ...]:
    """The measures of an alignment in the order of MEASURES; equal names are aligned with themselves."""
    a, b = spelled(left, kind), spelled(right, kind)
    same = a.joined == b.joined
    return _measures(align(a, a if same else b, kind, counts), a, b)


def _measures(found: Alignment, a: Spelled, b: Spelled) -> tuple[float, ...]:
    conflict = min(found.left, found.right)
    extra = max(found.left, found.right) - conflict
    laid = found.met + found.lost
    return (
        1.0,
        found.met / (laid + 4 * conflict + 0.1 * extra + 0.25),
        found.met / (laid + 2 * conflict + extra + 0.01),
        conflict,
        extra,
        float(len(found.pairs) >= 2),
        OSA.normalized_similarity(a.joined, b.joined),
        found.acronym,
    )


def likeness(left: str, right: str, kind: Kind, counts: Mapping[str, int] | None = None) -> float:
    """In [0, 1]. `counts` is a table of how many names bear a token, where the names to be told apart are known."""
    odds = sum(map(mul, weights()[kind], measures(left, right, kind, counts)))
    return 1 / (1 + math.exp(-odds))
