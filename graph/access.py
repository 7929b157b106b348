"""The one gate of every read: what a caller may see, and from which point in time he looks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ontology.grades import CREDIBILITY, RELIABILITY, UNJUDGED_CREDIBILITY, UNJUDGED_RELIABILITY


@dataclass(frozen=True, slots=True)
class Visibility:
    """A caller's view. Every store applies it inside its queries, at every step of a path.

    `classes` are the marking classes he may see; `today` decides what is past its review date (G5);
    `known_at` shows what was known on that day, `valid_at` what held on it (a support without an interval always
    passes). `worst_reliability` C keeps A-C; `worst_credibility` 3 keeps 1-3; F and 6 mean "cannot be judged": when
    a grade is limited they pass only with `include_unjudged`. `min_origins` counts independent origins among the
    supports that pass. `purpose` and `case` are recorded with the request.
    """

    classes: frozenset[int]
    today: date
    known_at: date | None = None
    valid_at: date | None = None
    worst_reliability: str = UNJUDGED_RELIABILITY
    worst_credibility: int = UNJUDGED_CREDIBILITY
    include_unjudged: bool = False
    min_origins: int = 1
    purpose: str | None = None
    case: str | None = None

    @property
    def reliabilities(self) -> tuple[str, ...]:
        """The reliability grades that pass."""
        if self.worst_reliability == UNJUDGED_RELIABILITY:
            return RELIABILITY
        passing = RELIABILITY[: RELIABILITY.index(self.worst_reliability) + 1]
        return (*passing, UNJUDGED_RELIABILITY) if self.include_unjudged else passing

    @property
    def credibilities(self) -> tuple[int, ...]:
        """The credibility grades that pass."""
        if self.worst_credibility == UNJUDGED_CREDIBILITY:
            return CREDIBILITY
        passing = CREDIBILITY[: CREDIBILITY.index(self.worst_credibility) + 1]
        return (*passing, UNJUDGED_CREDIBILITY) if self.include_unjudged else passing
