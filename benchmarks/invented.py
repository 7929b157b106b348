"""An invented world told by invented reports: ten mentions each, with claims, and the rows that follow from them.

Slices of it do not depend on each other: slice n is the same whichever others were made.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from benchmarks.store import FAMILY, GIVEN
from graph.rows import EntityRow, LinkRow, Support, ValueRow
from ontology.claim import TYPE, Claim, Extraction, Value
from ontology.document import Document, Mention
from ontology.handling import Handling
from ontology.ids import content_id
from ontology.values.name import fold

MENTIONS = 10
PER_THING = 3
"""Mentions of one thing, on average."""
CLASSES = 60
_FIRST_DAY = date(2024, 1, 1)


@dataclass(slots=True)
class Slice:
    """Reports of one part of the world. `links` are (type, subject, object, claims) by the number of a thing."""

    extractions: list[Extraction] = field(default_factory=list)
    told: dict[int, list[tuple[Mention, tuple[Claim, ...]]]] = field(default_factory=dict)
    links: dict[tuple[int, int], list[Claim]] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)

    def entities(self, classes: dict[str, int]) -> list[EntityRow]:
        return [self._entity(number, classes) for number in sorted(self.told)]

    def link_rows(self, classes: dict[str, int]) -> list[LinkRow]:
        rows = []
        for (one, other), claims in sorted(self.links.items()):
            subject, object_ = sorted((self._id(one), self._id(other)))
            id_ = content_id("l", "associateOf", subject, object_)
            supports = tuple(self._support(c, classes) for c in claims)
            rows.append(LinkRow(id_, "associateOf", subject, object_, supports))
        return rows

    def documents(self) -> dict[str, Document]:
        return {e.document.id: e.document for e in self.extractions}

    def _id(self, number: int) -> str:
        return self.told[number][0][0].id

    def _entity(self, number: int, classes: dict[str, int]) -> EntityRow:
        claims = [c for _, of in self.told[number] for c in of]
        values: dict[tuple[str, str], list[Claim]] = {}
        for claim in claims:
            if claim.value and claim.predicate != TYPE:
                values.setdefault((claim.predicate, claim.value.normal), []).append(claim)
        members = tuple(mention.id for mention, _ in self.told[number])
        rows = tuple(
            ValueRow(predicate, normal, normal, tuple(self._support(c, classes) for c in of))
            for (predicate, normal), of in sorted(values.items())
        )
        supports = tuple(self._support(c, classes) for c in claims if c.predicate == TYPE)
        return EntityRow(members[0], "Person", members, supports, rows, person_class="subject")

    def _support(self, claim: Claim, classes: dict[str, int]) -> Support:
        return Support(
            claim.id, classes[claim.document], _FIRST_DAY, date(2029, 1, 1), "B", 2, claim.document,
            written=claim.value.written if claim.value else None,
        )  # fmt: skip


def slices(reports: int, size: int) -> Iterator[Slice]:
    """Reports of the world in slices of `size`."""
    for start in range(0, reports, size):
        yield _slice(start, min(size, reports - start))


def _slice(start: int, size: int) -> Slice:
    draw = random.Random(start)
    made = Slice(names=[_name(draw) for _ in range(max(2, size * MENTIONS // PER_THING))])
    for number in range(start, start + size):
        _tell(made, number, draw)
    return made


def _name(draw: random.Random) -> str:
    return " ".join([draw.choice(GIVEN.split()), *(draw.choice(FAMILY.split()) for _ in range(2))]).title()


def _tell(made: Slice, number: int, draw: random.Random) -> None:
    document = _document(number)
    claims: list[Claim] = []
    mentions: list[tuple[int, Mention]] = []
    for place, thing in enumerate(draw.sample(range(len(made.names)), min(MENTIONS, len(made.names)))):
        mention = Mention(document.id, 20 * place, 20 * place + 12)
        stated = [(TYPE, "Person", "Person"), ("name", made.names[thing], fold(made.names[thing]))]
        if draw.random() < 0.4:
            stated.append(("occupation", f"Trade {thing % 90}", f"trade {thing % 90}"))
        own = tuple(
            Claim(mention.id, p, document.id, ((mention.start, mention.end),), "invented", "1", value=Value(w, n))
            for p, w, n in stated
        )
        made.told.setdefault(thing, []).append((mention, own))
        claims += own
        mentions.append((thing, mention))
    for (one, left), (other, right) in zip(mentions[::2], mentions[1::2], strict=False):
        claim = Claim(left.id, "associateOf", document.id, ((left.start, right.end),), "invented", "1", object=right.id)
        made.links.setdefault((min(one, other), max(one, other)), []).append(claim)
        claims.append(claim)
    made.extractions.append(
        Extraction(document, tuple(m for _, m in mentions), tuple(claims), ("invented@1",), "invented")
    )


def _document(number: int) -> Document:
    text = f"report {number} " + "x" * 1_000
    return Document(
        sha256=hashlib.sha256(text.encode()).hexdigest(), text=text, lang="es", source=f"source {number % 40}",
        handling=Handling(f"agency {number % CLASSES}", "UNCLASSIFIED", "benchmark", ("a",), "a"),
        received=_FIRST_DAY + timedelta(days=number % 365), due=date(2029, 1, 1), reliability="B", credibility=2,
    )  # fmt: skip
