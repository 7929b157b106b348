"""Guarded agglomeration of profiles into clusters."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A judgement that earlier ones exclude, and the judged mentions on the way between its two. It is not applied
    until a person retracts one of them: its component stays as it was."""

    left: str
    right: str
    verdict: str
    path: tuple[str, ...]
