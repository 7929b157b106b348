"""The features that comparisons are made of. A feature's docstring is its public explanation.

Each takes two profiles of one type and says at which of its levels they meet, with the two values that met; None
when one of them says nothing, which is no evidence either way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from graph.resolution.profiles import Profile

Agreement = tuple[str, str, str]
"""Level, left value, right value."""
Compare = Callable[[Profile, Profile], Agreement | None]


@dataclass(frozen=True, slots=True)
class Feature:
    name: str
    levels: tuple[str, ...]
    compare: Compare
    why: str


FEATURES: dict[str, Feature] = {}


def feature(*levels: str) -> Callable[[Compare], Compare]:
    """Register a function as a feature with these levels."""

    def register(function: Compare) -> Compare:
        name = function.__name__.rstrip("_")
        if not function.__doc__:
            raise ValueError(f"feature {name} has no explanation")
        FEATURES[name] = Feature(name, levels, function, " ".join(function.__doc__.split()))
        return function

    return register


def shared(left: Iterable[str], right: Iterable[str]) -> list[str]:
    """What both hold, sorted."""
    return sorted(set(left) & set(right))


def text(values: Iterable[str]) -> str:
    return ", ".join(sorted(values))
