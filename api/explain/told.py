"""An extraction by what a reader points at: its marks with all that is said of each, and its links."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ontology.claim import TYPE, Claim, Extraction
from ontology.loader import schema
from ontology.values import value_type

NOT_STATED = "MARKING NOT STATED"


@dataclass(frozen=True, slots=True)
class Said:
    """A claim as words: `what` it tells, in which form, how it is meant (empty: plainly), by which part, how sure."""

    what: str
    normal: str
    meant: str
    part: str
    score: float
    evidence: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A span with what it is. `number` counts marks in the order of text; `leader` is the number of the first mark that
    names the same thing. `others` are marks of the same span."""

    number: int
    start: int
    end: int
    text: str
    type: str
    part: str
    score: float
    leader: int
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """`said.what` is the link's name; `subject` and `object` are numbers of marks."""

    subject: int
    object: int
    said: Said


@dataclass(frozen=True, slots=True)
class Told:
    """Everything of one document. `banner` is its marking, or NOT_STATED."""

    title: str
    banner: str
    text: str
    marks: tuple[Mark, ...]
    links: tuple[Link, ...]

    def mark(self, number: int) -> Mark:
        return self.marks[number - 1]


def told(extraction: Extraction, leaders: dict[str, str], *, stated: bool = True) -> Told:
    """`leaders`: mention → the first mention of the same thing. `stated`: the document bears its marking."""
    document = extraction.document
    mentions = sorted(extraction.mentions, key=lambda m: (m.start, m.end, m.k))
    number = {mention.id: place for place, mention in enumerate(mentions, 1)}
    of: dict[str, list[Claim]] = {mention.id: [] for mention in mentions}
    links = []
    for claim in sorted(extraction.claims, key=lambda c: (c.evidence, c.predicate, c.id)):
        if claim.object is None:
            of[claim.subject].append(claim)
        elif not claim.identifies:
            links.append(Link(number[claim.subject], number[claim.object], _said(claim)))
    marks = []
    for mention in mentions:
        typed = next(c for c in of[mention.id] if c.predicate == TYPE)
        type_ = typed.value.normal if typed.value else ""
        said = tuple(_said(c, type_) for c in of[mention.id] if c.predicate != TYPE)
        marks.append(
            Mark(number[mention.id], mention.start, mention.end, document.text[mention.start : mention.end], type_,
                 typed.extractor, typed.score, number[leaders[mention.id]], said)
        )  # fmt: skip
    banner = document.handling.marking if stated else NOT_STATED
    return Told(document.given_id or document.title or document.id, banner, document.text, tuple(marks), tuple(links))


def _said(claim: Claim, type_: str = "") -> Said:
    told_by = [] if claim.speaker == "author" else [f"says {claim.speaker}"]
    plain = ("asserted", "stated", "actual")
    meant = [m for m in (claim.polarity, claim.certainty, claim.modality) if m not in plain]
    qualifiers = [f"{name} {value}" for name, value in claim.qualifiers]
    valid = [f"valid {claim.valid.normal}"] if claim.valid else []
    part = f"{claim.extractor}@{claim.version}"
    return Said(claim.predicate, _caption(claim, type_), ", ".join((*qualifiers, *meant, *told_by, *valid)), part,
                claim.score, claim.evidence)  # fmt: skip


def _caption(claim: Claim, type_: str) -> str:
    if claim.value is None:
        return ""
    entry = schema().types.get(type_)
    property_ = entry.properties.get(claim.predicate) if entry else None
    return value_type(property_.value).caption(claim.value) if property_ else claim.value.normal


def in_order(marks: Sequence[Mark]) -> list[list[Mark]]:
    """The marks by their spans, those of one span together."""
    spans: dict[tuple[int, int], list[Mark]] = {}
    for mark in marks:
        spans.setdefault((mark.start, mark.end), []).append(mark)
    return [spans[span] for span in sorted(spans)]
