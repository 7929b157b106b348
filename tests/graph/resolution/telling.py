"""Small documents told by hand: groups of names with values and links, as an extraction."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypedDict

from graph.access import Visibility
from graph.judgement import Decisions, decide
from graph.resolution.profiles import Profile, read
from graph.store import Store
from graph.views import EntityView, LinkView
from ontology.claim import COREFERENT, TYPE, Claim, Extraction, Value
from ontology.document import Document, Mention
from ontology.handling import Handling
from ontology.interval import Interval
from ontology.loader import schema

TODAY = date(2024, 6, 1)
NOTHING = decide(())


class By(TypedDict):
    """Who decides, why and when."""

    actor: str
    reason: str
    now: str


BY: By = {"actor": "an analyst", "reason": "known to me", "now": "2024-06-01T00:00:00Z"}
_WIDTH = 100
"""Characters from one told mention to the next: the k-th name of the i-th thing starts at 100 (10 i + k)."""


@dataclass(frozen=True)
class Told:
    """One thing as a document tells it: its names (each a mention), and values in normal form."""

    type: str
    names: tuple[str, ...]
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Report:
    """A document: its things, and links between them as (predicate, subject's place, object's place); a role follows
    the predicate after a colon, and a question mark says that it is only possible."""

    name: str
    things: tuple[Told, ...]
    links: tuple[tuple[str, int, int], ...] = ()
    received: date = date(2024, 1, 1)
    agency: str = "CBP"
    protected_codes: tuple[str, ...] = ()
    when: str | None = None
    coreferent: bool = True

    @property
    def document(self) -> Document:
        handling = Handling(
            self.agency, "UNCLASSIFIED", "19 USC 1589a", (self.agency,), self.agency,
            protected_codes=self.protected_codes,
        )  # fmt: skip
        return Document(
            sha256=hashlib.sha256(self.name.encode()).hexdigest(),
            text="." * (_WIDTH * 10 * (len(self.things) + 1)),
            lang="en",
            source=self.agency,
            handling=handling,
            received=self.received,
            due=date(2029, 1, 1),
            given_id=self.name,
            reliability="B",
            credibility=2,
            origin=self.name,
        )

    def mention(self, thing: int, name: int = 0) -> Mention:
        start = _WIDTH * (10 * thing + name)
        return Mention(self.document.id, start, start + 10)

    def told(self) -> Extraction:
        id_ = self.document.id
        claims: list[Claim] = []
        mentions: list[Mention] = []
        for i, thing in enumerate(self.things):
            for k, name in enumerate(thing.names):
                mention = self.mention(i, k)
                span = ((mention.start, mention.end),)
                mentions.append(mention)
                claims.append(Claim(mention.id, TYPE, id_, span, "hand", "1", value=Value(name, thing.type)))
                if k and self.coreferent:
                    first = self.mention(i).id
                    claims.append(Claim(first, COREFERENT, id_, span, "hand", "1", object=mention.id))
            first_span = ((self.mention(i).start, self.mention(i).end),)
            for name, normal in thing.values.items():
                claims.append(
                    Claim(self.mention(i).id, name, id_, first_span, "hand", "1", value=Value(normal, normal))
                )
        for predicate, subject, object_ in self.links:
            span = ((self.mention(subject).start, self.mention(object_).end),)
            predicate, _, role = predicate.partition(":")
            possible, predicate = predicate.endswith("?"), predicate.removesuffix("?")
            claims.append(
                Claim(self.mention(subject).id, predicate, id_, span, "hand", "1", object=self.mention(object_).id,
                      valid=Interval.parse(self.when) if self.when else None,
                      certainty="possible" if possible else "stated",
                      qualifiers=(("role", role),) if role else ())
            )  # fmt: skip
        return Extraction(self.document, tuple(mentions), tuple(claims), ("hand@1",), "by hand")

    def profiles(self, decisions: Decisions = NOTHING) -> list[Profile]:
        told = self.told()
        return list(read(told.document, told.mentions, told.claims, decisions, schema()).profiles.values())


def person(*names: str, **values: str) -> Told:
    return Told("Person", names, values)


def thing(type_: str, *names: str, **values: str) -> Told:
    return Told(type_, names or (type_,), values)


async def load(store: Store, reports: Sequence[Report]) -> None:
    async with store.transaction() as writer:
        await writer.put_extractions([r.told() for r in reports])


async def graph_of(store: Store) -> tuple[list[EntityView], list[LinkView]]:
    """All that a caller who may see every class sees: entities, values, links and what they rest on.

    Numbers of marking classes are private to a store and follow the order of loading, so they are left out.
    """
    view = Visibility(frozenset(await store.classes()), TODAY)
    entities = [_plain(entity) async for entity in store.iterate(view)]
    links = [replace(link, basis=replace(link.basis, classes=())) async for link in store.iterate_links(view)]
    return entities, links


def _plain(entity: EntityView) -> EntityView:
    values = {
        name: tuple(replace(value, basis=replace(value.basis, classes=())) for value in held)
        for name, held in entity.values.items()
    }
    return replace(entity, values=values, basis=replace(entity.basis, classes=()))


def held_together(entities: Sequence[EntityView]) -> set[frozenset[str]]:
    """Which mentions are one thing."""
    return {frozenset(entity.members) for entity in entities}
