"""Documents and mentions: what was read, and where in it a thing is named. Both are immutable."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from ontology.grades import UNJUDGED_CREDIBILITY, UNJUDGED_RELIABILITY
from ontology.handling import Handling
from ontology.ids import content_id
from ontology.interval import Interval


@dataclass(frozen=True, slots=True)
class Part:
    """A page, sheet or other part of a document and the characters of `Document.text` it holds."""

    name: str
    start: int
    end: int


NO_DATE = date(2000, 1, 1)
"""Received date of what nobody received: a document that is read and not kept, and bears none. A constant, so that
nothing depends on the day of the run; no day is counted from it."""


@dataclass(frozen=True, slots=True)
class Document:
    """A report as it was received.

    `text` is verbatim: no Unicode normalisation, no change of line ends; every offset is a Python string
    index into it. `reliability` (A-F, of the source) and `credibility` (1-6, of the content) are two fields
    and are never multiplied. `origin` follows re-reporting: two documents of one origin are one witness.
    `due` is the day from which the record is no longer shown until somebody reviews it.
    """

    sha256: str
    text: str
    lang: str
    source: str
    handling: Handling
    received: date
    due: date
    given_id: str | None = None
    title: str | None = None
    event_date: Interval | None = None
    report_date: Interval | None = None
    reliability: str = UNJUDGED_RELIABILITY
    credibility: int = UNJUDGED_CREDIBILITY
    origin: str = ""
    media_type: str = "text/plain"
    parts: tuple[Part, ...] = ()
    id: str = field(init=False)

    def __post_init__(self) -> None:
        handling = self.handling
        content = (self.sha256, handling.submitting_agency, self.source, handling.digest, self.given_id)
        object.__setattr__(self, "id", content_id("d", *content))
        if not self.origin:
            object.__setattr__(self, "origin", " ".join(self.source.casefold().split()))


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in a document that names a thing.

    What it is (its type) is what the live run or a person says of it, not part of it: judgements point
    here, so a better extractor must give the same place the same id. `k` counts the things that one place
    tells (a wa.me address is an account and a phone).
    """

    document: str
    start: int
    end: int
    k: int = 0
    id: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "id", content_id("m", self.document, self.locator))

    @property
    def locator(self) -> str:
        """`start:end`, with `#k` where one place tells several things."""
        return f"{self.start}:{self.end}" + (f"#{self.k}" if self.k else "")
