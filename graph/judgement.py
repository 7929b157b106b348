"""Judgements: what people decided about mentions, claims and documents. Append-only and hash-chained.

A judgement is always from mention to mention (entities come and go, mentions stay), or about one claim, mention or
document. Undo is one more judgement: `retract`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from ontology.errors import JudgementError
from ontology.ids import content_id

Verdict = Literal["same", "different", "unsure", "retype", "reject", "confirm", "withdraw", "supersede", "retract"]
GENESIS = ""
"""What the first judgement of a ledger has as `previous`."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """One decision.

    `left` and `right` by verdict: same, different, unsure: two mentions · retype: mention, type · reject, confirm:
    claim, none · withdraw: document, none · supersede: the old document, the new one · retract: judgement, none.
    `at` is ISO 8601 UTC: the one place besides the ledgers where the wall clock is kept. `purpose` and `case` are what
    whoever decided stated; where he stated neither they are no part of the id.
    """

    verdict: Verdict
    left: str
    right: str | None
    actor: str
    reason: str
    at: str
    previous: str
    evidence: str = ""
    model: str = ""
    purpose: str | None = None
    case: str | None = None
    id: str = field(init=False)

    def __post_init__(self) -> None:
        pair = self.verdict in ("same", "different", "unsure", "retype", "supersede")
        if pair != (self.right is not None):
            raise JudgementError(f"{self.verdict} takes {'two things' if pair else 'one thing'}", where=self.left)
        if self.verdict in ("same", "different", "unsure") and self.left == self.right:
            raise JudgementError("a mention is not judged against itself", where=self.left)
        content = (
            self.previous, self.verdict, self.left, self.right, self.actor, self.reason, self.at, self.evidence,
            self.model, *((self.purpose, self.case) if self.purpose or self.case else ()),
        )  # fmt: skip
        object.__setattr__(self, "id", content_id("j", *content))


def verify_chain(judgements: Iterable[Judgement], anchored: Iterable[str] = ()) -> str | None:
    """The id of the first judgement whose `previous` is not the one before it, or None when the chain holds. Of the
    last one and of what is cut off the chain itself tells nothing: `anchored` are ids that were kept elsewhere, the
    first of which that is not in the chain is told."""
    previous = GENESIS
    met: set[str] = set()
    for judgement in judgements:
        if judgement.previous != previous:
            return judgement.id
        previous = judgement.id
        met.add(previous)
    return next((id_ for id_ in anchored if id_ not in met), None)


def behind(judgements: Sequence[Judgement], anchored: Collection[str]) -> int:
    """How many judgements come after the last one that is anchored: nothing would tell if they were changed."""
    known = set(anchored)
    return next((n for n, judgement in enumerate(reversed(judgements)) if judgement.id in known), len(judgements))


@dataclass(frozen=True, slots=True)
class Decisions:
    """What the live judgements say together: a pure function of the ledger (`decide`)."""

    same: frozenset[tuple[str, str]]
    different: frozenset[tuple[str, str]]
    unsure: frozenset[tuple[str, str]]
    types: dict[str, str]
    rejected: frozenset[str]
    gone: frozenset[str]
    """Documents that were withdrawn or superseded."""
    pairs: tuple[tuple[str, str, Verdict], ...] = ()
    """Every judged pair with the verdict that holds, in the order in which these were made."""
    doubted: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """Pairs of `unsure` with the evidence on which nobody could tell, as the judgement keeps it."""


def retracted(judgements: Iterable[Judgement]) -> frozenset[str]:
    """Judgements that a live retract undoes; a retract that was itself retracted undoes nothing."""
    undone: set[str] = set()
    for judgement in reversed(list(judgements)):  # a retract comes after what it undoes, so later ones settle first
        if judgement.verdict == "retract" and judgement.id not in undone:
            undone.add(judgement.left)
    return frozenset(undone)


def decide(judgements: Iterable[Judgement]) -> Decisions:
    """Read the ledger from first to last; a retracted judgement counts as never made, and so does a retract of it
    that was itself retracted. Of two live verdicts on one pair, or two types of one mention, the later holds."""
    ledger = list(judgements)
    undone = retracted(ledger)
    pairs: dict[tuple[str, str], Verdict] = {}
    types: dict[str, str] = {}
    claims: dict[str, Verdict] = {}
    doubted: dict[tuple[str, str], str] = {}
    gone: set[str] = set()
    for judgement in ledger:
        if judgement.id in undone:
            continue
        match judgement.verdict:
            case "same" | "different" | "unsure":
                left, right = sorted((judgement.left, judgement.right or ""))
                pairs.pop((left, right), None)
                pairs[left, right] = judgement.verdict
                doubted[left, right] = judgement.evidence
            case "retype":
                types[judgement.left] = judgement.right or ""
            case "reject" | "confirm":
                claims[judgement.left] = judgement.verdict
            case "withdraw" | "supersede":
                gone.add(judgement.left)
            case "retract":
                pass
    return Decisions(
        same=frozenset(p for p, v in pairs.items() if v == "same"),
        different=frozenset(p for p, v in pairs.items() if v == "different"),
        unsure=frozenset(p for p, v in pairs.items() if v == "unsure"),
        types=types,
        rejected=frozenset(c for c, v in claims.items() if v == "reject"),
        gone=frozenset(gone),
        doubted={p: doubted[p] for p, v in pairs.items() if v == "unsure"},
        pairs=tuple((left, right, verdict) for (left, right), verdict in pairs.items()),
    )
