"""The projection as rows: what resolution computes from claims and judgements, and a store keeps for reading.

Rows are keyed (variant, id). A component whose identity evidence lies in several marking classes may get one variant
for each visible part; `seen` and `unseen` are lists of classes: a row belongs to a view V when seen ⊆ V and
unseen ∩ V = ∅. Both empty: one row serves every clearance.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from typing import Literal

from ontology.claim import Claim, Extraction
from ontology.document import Document, Mention

PersonClass = Literal["subject", "mentioned"]
NO_VARIANT = ""


@dataclass(frozen=True, slots=True, order=True)
class Support:
    """One claim that an element rests on. `valid` is the normal form of the interval in which it held, or None.
    `written` is how it writes the value that it supports: a caller is shown the words of a claim that he may see."""

    claim: str
    mk: int
    known_from: date
    due: date
    reliability: str
    credibility: int
    origin: str
    known_to: date | None = None
    valid: str | None = None
    written: str | None = None


@dataclass(frozen=True, slots=True)
class ValueRow:
    """One value of one property of an entity, with the claims that say it. `property` is a name of the ontology.
    `written` stands where a support tells no form of its own."""

    property: str
    written: str
    normal: str
    supports: tuple[Support, ...]


@dataclass(frozen=True, slots=True)
class EntityRow:
    """A cluster of mentions. `id` is that of its first member by (received, mention id); `members` are in that order.

    `supports` are the claims that say what its mentions are; values carry supports of their own.
    """

    id: str
    type: str
    members: tuple[str, ...]
    supports: tuple[Support, ...]
    values: tuple[ValueRow, ...]
    person_class: PersonClass | None = None
    variant: str = NO_VARIANT
    seen: tuple[int, ...] = ()
    unseen: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class LinkRow:
    """All claims that say the same of two entities. `qualifier` is the value of the link type's qualifier (a role);
    `when` is the date of an occurrence, which is part of its id. Ends of symmetric links are in id order.
    `details` are further qualifiers (amount, order …) as sorted (name, value) pairs."""

    id: str
    type: str
    subject: str
    object: str
    supports: tuple[Support, ...]
    qualifier: str | None = None
    when: str | None = None
    details: tuple[tuple[str, str], ...] = ()
    variant: str = NO_VARIANT
    seen: tuple[int, ...] = ()
    unseen: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Pair:
    """Two compared mentions (left < right), each standing for its document's profile, with the evidence in bits.

    `band` is merge, possible, related or distinct; `model` is the version of the match model that scored it. `worth` is
    what a person's decision on the pair is worth (see `graph.resolution.worth`); 0 where none is asked for.
    """

    left: str
    right: str
    bits: float
    band: str
    model: str
    worth: float = 0.0

    @property
    def finding(self) -> str:
        """The pair's evidence in one line, as a judgement keeps it."""
        return f"{self.band} {self.bits:g} bits"


def bits_found(finding: str) -> float:
    """The bits in a `Pair.finding`; minus infinity where two were judged that had not been compared."""
    return float(finding.split()[1]) if finding else -math.inf


@dataclass(frozen=True, slots=True)
class Ingested:
    """One line of the ingest ledger: what became of one file or row. The wall clock is kept here (`at`, ISO 8601).

    `path` names the record: a file's path, or for a row `FILE: line N`. The last line of a path is its state; a record
    is counted as rejected when that is `rejected`.
    """

    path: str
    state: Literal["done", "unchanged", "rejected"]
    document: str | None
    reason: str | None
    place: str | None
    at: str


@dataclass(frozen=True, slots=True)
class Holding:
    """What a store holds of one document, or takes in about it: its mentions and claims, which of these each run made
    (run → claim ids), and the latest run of each extractor (extractor → run). A store gives them sorted."""

    document: Document
    mentions: tuple[Mention, ...]
    claims: tuple[Claim, ...]
    runs: tuple[tuple[str, tuple[str, ...]], ...]
    live: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, extraction: Extraction) -> Holding:
        """What an extraction adds: one run, which is the latest of all that took part in it."""
        return cls(
            extraction.document,
            extraction.mentions,
            extraction.claims,
            ((extraction.run, tuple(sorted({claim.id for claim in extraction.claims}))),),
            tuple((name, extraction.run) for name in sorted({p.partition("@")[0] for p in extraction.extractors})),
        )
