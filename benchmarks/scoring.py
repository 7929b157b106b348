"""How well a run agrees with labels: mentions, links and roles, as the measuring data's own scorer counts them.

A document is a mapping as in `corpora/README.md`. Mentions agree exactly (span and type), or by overlap (one to one,
longest first). A link agrees where its type does and each end has a mention that overlaps one of the labelled end's.
What the labels leave out on purpose is not held against a run: types outside the vocabulary and the event kinds of
UNLABELLED, with their links.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

UNLABELLED = frozenset(
    {
        "kidnapping",
        "extortion",
        "assault",
        "homicide",
        "escape",
        "transport",
        "removal",
        "sale",
        "sanction",
        "search",
        "threat",
        "corruption",
    }
)
TYPES = frozenset(
    {
        "Person",
        "CriminalNetwork",
        "Organization",
        "Agency",
        "Place",
        "Site",
        "Route",
        "Vehicle",
        "Vessel",
        "Aircraft",
        "Phone",
        "Email",
        "SocialAccount",
        "IdentityDocument",
        "FinancialAccount",
        "PopulationGroup",
        "Commodity",
        "Event",
        "Date",
        "Money",
        "Coordinate",
    }
)
LINKS = frozenset(
    {
        "memberOf",
        "leads",
        "associateOf",
        "familyOf",
        "partOf",
        "alliedWith",
        "rivalOf",
        "operatesIn",
        "controls",
        "uses",
        "owns",
        "contacted",
        "paid",
        "startsAt",
        "passesThrough",
        "endsAt",
        "locatedIn",
        "locatedAt",
        "movedAlong",
        "participatedIn",
        "occurredAt",
    }
)
SYMMETRIC = frozenset({"associateOf", "familyOf", "alliedWith", "rivalOf", "contacted"})
Document = Mapping[str, Any]
Mention = Mapping[str, Any]
Link = tuple[str, str, str]


@dataclass
class Count:
    """What was labelled, what was found, and what of it agrees."""

    hits: int = 0
    found: int = 0
    labelled: int = 0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall, in 0..1; 0 where there is nothing."""
        return 2 * self.hits / (self.found + self.labelled) if self.found + self.labelled else 0.0


@dataclass
class Score:
    """Counts over documents; `types` holds the overlap of each type."""

    exact: Count = field(default_factory=Count)
    overlap: Count = field(default_factory=Count)
    links: Count = field(default_factory=Count)
    roles: Count = field(default_factory=Count)
    types: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))

    def figures(self) -> dict[str, float]:
        """F1 of all, the share of right roles among the participations found, and F1 by type, to four decimals."""
        share = self.roles.hits / self.roles.found if self.roles.found else 0.0
        whole = {"overlap": self.overlap.f1, "exact": self.exact.f1, "links": self.links.f1, "roles": share}
        return {name: round(f1, 4) for name, f1 in (whole | {t: c.f1 for t, c in sorted(self.types.items())}).items()}


def score(labelled: Iterable[Document], found: Mapping[str, Document]) -> Score:
    """The agreement over all labelled documents; one that was not found counts as empty."""
    total = Score()
    for gold in labelled:
        seen = _within(found.get(gold["id"], {}))
        _mentions(total, gold["mentions"], seen["mentions"])
        _links(total, gold, seen)
    return total


def _within(document: Document) -> Document:
    every = document.get("mentions", [])
    kept = [m for m in every if m["type"] in TYPES and not (m["type"] == "Event" and m.get("kind") in UNLABELLED)]
    gone = {m["entity"] for m in every} - {m["entity"] for m in kept}
    told = [t for t in document.get("links", []) if t["type"] in LINKS and not {t["subject"], t["object"]} & gone]
    return {"mentions": kept, "links": told}


def _mentions(total: Score, gold: list[Mention], seen: list[Mention]) -> None:
    def key(m: Mention) -> tuple[int, int, str]:
        return m["start"], m["end"], m["type"]

    total.exact.hits += len({key(m) for m in gold} & {key(m) for m in seen})
    for i, _ in overlapping(gold, seen):
        total.overlap.hits += 1
        total.types[gold[i]["type"]].hits += 1
    for count in (total.exact, total.overlap):
        count.labelled += len(gold)
        count.found += len(seen)
    for type_, many in Counter(m["type"] for m in gold).items():
        total.types[type_].labelled += many
    for type_, many in Counter(m["type"] for m in seen).items():
        total.types[type_].found += many


def overlapping(gold: Sequence[Mention], seen: Sequence[Mention]) -> Iterator[tuple[int, int]]:
    """Places of mentions of one type that overlap, one to one, the longest overlap first (ties: order of the text)."""
    pairs = [
        (-_shared(g, s), g["start"], s["start"], i, j)
        for i, g in enumerate(gold)
        for j, s in enumerate(seen)
        if g["type"] == s["type"] and _shared(g, s) > 0
    ]
    left, right = set(range(len(gold))), set(range(len(seen)))
    for *_, i, j in sorted(pairs):
        if i in left and j in right:
            left.discard(i)
            right.discard(j)
            yield i, j


def _shared(a: Mention, b: Mention) -> int:
    return int(min(a["end"], b["end"]) - max(a["start"], b["start"]))


def _links(total: Score, gold: Document, seen: Document) -> None:
    wanted, told = _roles(gold), _roles(seen)
    total.links.labelled += len(wanted)
    total.links.found += len(told)
    for link, hit in _agreeing(gold, seen, wanted, told):
        total.links.hits += 1
        if link[0] == "participatedIn":
            total.roles.found += 1
            total.roles.hits += wanted[link] == told[hit]


def _roles(document: Document) -> dict[Link, str | None]:
    return {(t["type"], t["subject"], t["object"]): t.get("role") for t in document["links"]}


def _agreeing(
    gold: Document, seen: Document, wanted: Iterable[Link], told: Iterable[Link]
) -> Iterator[tuple[Link, Link]]:
    ours, theirs = _by_entity(gold), _by_entity(seen)
    free = sorted(told)
    for link in sorted(wanted):
        for hit in free:
            ends = [hit[1:], hit[:0:-1]] if link[0] in SYMMETRIC else [hit[1:]]
            if hit[0] == link[0] and any(
                _same(ours[link[1]], theirs.get(s, [])) and _same(ours[link[2]], theirs.get(o, [])) for s, o in ends
            ):
                free.remove(hit)
                yield link, hit
                break


def _by_entity(document: Document) -> dict[str, list[Mention]]:
    groups: dict[str, list[Mention]] = defaultdict(list)
    for mention in document["mentions"]:
        if mention.get("entity"):
            groups[mention["entity"]].append(mention)
    return groups


def _same(gold: list[Mention], seen: list[Mention]) -> bool:
    return any(g["type"] == s["type"] and _shared(g, s) > 0 for g in gold for s in seen)
