"""The parts that an extraction is made of, and what they hand to each other.

    recognisers ──► Found ──► settle overlaps ──► Marked ──► coreference ──► groups ──► statements ──► claims

Each part has a name and a version; both stand in the claims it makes and in the digest of the configuration.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ontology.claim import Certainty, Modality, Polarity, Value
from ontology.interval import Interval

if TYPE_CHECKING:  # what only tells of mentions has no use for the parser
    from extractors.analysis import Analysis

# How far a source is believed where spans overlap; settled in one place (`extractors.settle`), and where the trained
# tagger runs, weighed with all else that is seen (`extractors.arbiter`).
CHECKED = 50
"""An identifier with a check or an unmistakable form."""
NAMED = 45
"""A name known by its head and its capitals ("Falfurrias Checkpoint"): surely one, but it may begin elsewhere."""
CUED = 40
"""A gazetteer entry or form with a cue word beside it."""
TAGGED = 30
"""The trained tagger."""
LISTED = 20
"""A gazetteer entry or a pattern without a cue."""

Attribute = tuple[str, Value]
"""A property's name and its value, as told by the mention's own words (a plate, a kind, a count)."""


@dataclass(frozen=True, slots=True)
class Found:
    """A span that a recogniser proposes. `rank` is one of the constants above; `k` as in Mention."""

    start: int
    end: int
    type: str
    rank: int
    part: str
    kind: str | None = None
    attributes: tuple[Attribute, ...] = ()
    score: float = 1.0
    k: int = 0


@dataclass(frozen=True, slots=True)
class Marked:
    """A settled mention. `index` is its place in the order of text; parts refer to mentions by it.

    `name` is the written text of the span without quotes and white space at its ends.
    """

    index: int
    start: int
    end: int
    type: str
    text: str
    part: str
    kind: str | None = None
    attributes: tuple[Attribute, ...] = ()
    score: float = 1.0
    k: int = 0


@dataclass(frozen=True, slots=True)
class Coreference:
    """Two mentions (left < right) that name one thing, and the words that show it; or may name one, where these are not
    certain."""

    left: int
    right: int
    evidence: tuple[tuple[int, int], ...]
    part: str
    score: float = 1.0
    certainty: Certainty = "stated"


@dataclass(frozen=True, slots=True)
class Statement:
    """What a text says of a mention: a link to another one (`object`) or a property (`value`)."""

    subject: int
    predicate: str
    part: str
    evidence: tuple[tuple[int, int], ...]
    object: int | None = None
    value: Value | None = None
    qualifiers: tuple[tuple[str, str], ...] = ()
    polarity: Polarity = "asserted"
    certainty: Certainty = "stated"
    modality: Modality = "actual"
    speaker: str = "author"
    valid: Interval | None = None
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Scene:
    """What the later parts see: the analysed text, its settled mentions, and which of them are one thing.

    `groups[i]` is the index of the first mention of the group that mention i belongs to. `guesses` are pairs of groups
    of which the text says that they may be one.
    """

    analysis: Analysis
    mentions: tuple[Marked, ...]
    groups: tuple[int, ...] = ()
    guesses: tuple[tuple[int, int], ...] = ()

    def members(self, group: int) -> tuple[Marked, ...]:
        return tuple(m for m in self.mentions if self.groups[m.index] == group)


@dataclass(frozen=True, slots=True)
class Recogniser:
    name: str
    version: str
    run: Callable[[Analysis], Iterable[Found]]


@dataclass(frozen=True, slots=True)
class Coreferencer:
    name: str
    version: str
    run: Callable[[Analysis, Sequence[Marked]], Iterable[Coreference]]


@dataclass(frozen=True, slots=True)
class Stater:
    """Makes statements (links and properties) of a scene."""

    name: str
    version: str
    run: Callable[[Scene], Iterable[Statement]]
