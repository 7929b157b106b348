"""What recognisers propose: each span with its type once, whoever proposes it, and what else lies on the same words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from extractors.crossing import Spans
from extractors.part import Found
from extractors.tagger.recogniser import NAME as TAGGER


@dataclass(frozen=True, slots=True)
class Proposal:
    """A span with a type, and the findings that propose it, the best (rank, then part) first: whether the tagger's is
    among them, and the best of a rule."""

    start: int
    end: int
    type: str
    found: tuple[Found, ...]
    tagged: bool
    rule: Found | None

    def fullest(self, score: float) -> Found:
        """Of the findings of the best rank the one that tells most: the gazetteer knows where Eagle Pass lies, and the
        pattern for landscapes, which sees it too, does not. With a score of its own."""
        best = [f for f in self.found if f.rank == self.found[0].rank]
        kind = next((f.kind for f in best if f.kind), None)
        return replace(max(best, key=lambda f: len(f.attributes)), kind=kind, score=score)


def proposals(found: Iterable[Found]) -> list[Proposal]:
    """In the order of text."""
    made: dict[tuple[int, int, str], list[Found]] = defaultdict(list)
    for f in found:
        made[f.start, f.end, f.type].append(f)
    return [_proposal(*place, made[place]) for place in sorted(made)]


def _proposal(start: int, end: int, type_: str, found: Sequence[Found]) -> Proposal:
    best = sorted(found, key=lambda f: (-f.rank, f.part, f.kind or ""))
    tagged = any(f.part == TAGGER for f in best)
    return Proposal(start, end, type_, tuple(best), tagged, next((f for f in best if f.part != TAGGER), None))


class Beside(NamedTuple):
    """What is proposed on words of a proposal: how often the tagger sees the type there, and another type; the best
    rule for another type, and for the type on other words; and how many characters the longest one has more."""

    tagged_alike: int
    tagged_otherwise: int
    rank_otherwise: int
    rank_alike: int
    longer: int


def beside(proposed: Sequence[Proposal]) -> list[Beside]:
    """For each of the proposals."""
    spans = Spans(proposed)
    return [_beside(p, spans.crossing(p.start, p.end)) for p in proposed]


def _beside(p: Proposal, crossing: Sequence[Proposal]) -> Beside:
    if len(crossing) == 1:
        return Beside(p.tagged, 0, 0, 0, 0)
    alike = [o for o in crossing if o.type == p.type]
    other = [o for o in crossing if o.type != p.type]
    return Beside(
        sum(o.tagged for o in alike),
        sum(o.tagged for o in other),
        max((o.rule.rank for o in other if o.rule), default=0),
        max((o.rule.rank for o in alike if o.rule and (o.start, o.end) != (p.start, p.end)), default=0),
        max(o.end - o.start for o in crossing) - (p.end - p.start),
    )
