"""Two profiles compared: every feature with the values that met, its bits and family, and the band of the sum."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """One feature that spoke. `bits` are its own; what counts of a family is cut at the family's cap.

    `why` is the feature's public explanation. `left` and `right` are the values that met."""

    feature: str
    family: str
    level: str
    left: str
    right: str
    bits: float
    why: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """The comparison of two profiles. `families` are (family, bits counted, cap); `bits` is prior + what counted.

    `band` is merge, possible, related or distinct; `model` is the version of the match model.
    """

    left: str
    right: str
    terms: tuple[Term, ...]
    families: tuple[tuple[str, float, float | None], ...]
    prior: float
    bits: float
    posterior: float
    band: str
    model: str
