"""Small graphs told by documents, written through the port: what each document says, and the rows that follow from it.

`World.told_by(documents)` is the graph of these documents alone, as if the others had never been loaded.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from graph.access import Visibility
from graph.rows import EntityRow, LinkRow, PersonClass, Support, ValueRow
from graph.store import SearchMode, Store
from graph.views import EntityView, Neighbour
from ontology.claim import TYPE, Claim, Extraction, Value
from ontology.document import Document, Mention
from ontology.handling import Handling
from ontology.ids import content_id
from ontology.interval import Interval
from ontology.values.name import fold

TODAY = date(2024, 6, 1)
EXTRACTOR = "hand@1"


def report(
    name: str,
    *,
    agency: str = "CBP",
    received: date = date(2024, 1, 10),
    due: date = date(2029, 1, 10),
    reliability: str = "B",
    credibility: int = 2,
    origin: str = "",
) -> Document:
    """A document; the agency alone tells its marking class here."""
    text = f"{name}: " + "." * 2_000
    return Document(
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        text=text,
        lang="en",
        source=agency,
        handling=Handling(agency, "UNCLASSIFIED", "19 USC 1589a", (agency,), agency),
        received=received,
        due=due,
        given_id=name,
        reliability=reliability,
        credibility=credibility,
        origin=origin or name,
    )


@dataclass(frozen=True)
class Thing:
    """An entity: the documents that mention it, each with the names (or other values) that it gives."""

    key: str
    type: str
    said: tuple[tuple[str, str, str, str], ...]
    """(document, property, written, normal)"""
    person_class: PersonClass | None = None

    @property
    def documents(self) -> list[str]:
        return list(dict.fromkeys(s[0] for s in self.said))


@dataclass(frozen=True)
class Tie:
    """A link, and for each document that tells it the interval it gives."""

    type: str
    subject: str
    object: str
    said: tuple[tuple[str, str | None], ...]
    qualifier: str | None = None
    when: str | None = None
    details: tuple[tuple[str, str], ...] = ()
    number: int = 0


@dataclass
class World:
    documents: dict[str, Document] = field(default_factory=dict)
    things: dict[str, Thing] = field(default_factory=dict)
    ties: list[Tie] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)

    def report(self, name: str, **fields: object) -> str:
        self.documents[name] = report(name, **fields)  # type: ignore[arg-type]
        return name

    def thing(
        self, key: str, type_: str, documents: str | Sequence[str], *, name: str = "",
        person_class: PersonClass | None = None,
    ) -> str:  # fmt: skip
        """A thing that these documents all call by one name."""
        written = name or key
        named = [documents] if isinstance(documents, str) else documents
        said = tuple((d, *_naming(type_, written)) for d in named)
        if type_ == "Person" and person_class is None:
            person_class = "subject"
        self.things[key] = Thing(key, type_, said, person_class)
        return key

    def says(self, document: str, key: str, property_: str, written: str, normal: str | None = None) -> None:
        thing = self.things[key]
        more = (document, property_, written, fold(written) if normal is None else normal)
        if all((s[0], s[1], s[3]) != (more[0], more[1], more[3]) for s in thing.said):  # one claim, however written
            self.things[key] = replace(thing, said=(*thing.said, more))

    def tie(
        self, type_: str, subject: str, object_: str, documents: str | Sequence[str], *, valid: str | None = None,
        qualifier: str | None = None, when: str | None = None, details: tuple[tuple[str, str], ...] = (),
    ) -> str:  # fmt: skip
        """A link; returns its id."""
        named = [documents] if isinstance(documents, str) else documents
        tie = Tie(type_, subject, object_, tuple((d, valid) for d in named), qualifier, when, details, len(self.ties))
        self.ties.append(tie)
        return self.link_id(tie)

    def mention(self, key: str, document: str) -> Mention:
        """Where a document names a thing: every thing has its own place in the dots."""
        place = 100 + 10 * self.places.setdefault(key, len(self.places))
        return Mention(self.documents[document].id, place, place + 5)

    def id(self, key: str) -> str:
        """The entity's id in the whole world: its first member by (received, mention id)."""
        return self._members(self.things[key], self.documents)[0]

    def _members(self, thing: Thing, documents: Collection[str]) -> list[str]:
        own = [d for d in thing.documents if d in documents]
        return sorted(
            (self.mention(thing.key, d).id for d in own),
            key=lambda m: next((self.documents[d].received, m) for d in own if self.mention(thing.key, d).id == m),
        )

    def link_id(self, tie: Tie) -> str:
        return content_id("l", tie.type, tie.subject, tie.object, tie.qualifier, tie.when)

    async def write(self, store: Store, documents: Collection[str] | None = None) -> None:
        """All of it, or what some of the documents tell, in one transaction."""
        told = self.documents if documents is None else documents
        async with store.transaction() as writer:
            await writer.put_extractions(self.extractions(told))
            ids = [d.id for name, d in self.documents.items() if name in told]
            classes = await writer.marking_class(ids)
            await writer.replace_component([], self.entities(told, classes), self.links(told, classes))
            await writer.mark_fused(ids)

    def extractions(self, documents: Iterable[str]) -> list[Extraction]:
        told = set(documents)
        made = []
        for name in sorted(told):
            mentions = {k: self.mention(k, name) for k, t in self.things.items() if name in t.documents}
            claims = {c.id: c for t in self.things.values() for c in self._claims(t, name)}
            claims |= {c.id: c for tie in self.ties for c in self._tie_claims(tie, name)}
            made.append(
                Extraction(
                    self.documents[name], tuple(mentions.values()), tuple(claims[c] for c in sorted(claims)),
                    (EXTRACTOR,), "by hand",
                )
            )  # fmt: skip
        return made

    def _claims(self, thing: Thing, document: str) -> list[Claim]:
        if document not in thing.documents:
            return []
        mention = self.mention(thing.key, document)
        stated = [(TYPE, thing.key, thing.type), *(s[1:] for s in thing.said if s[0] == document)]
        return [
            Claim(mention.id, p, mention.document, ((mention.start, mention.end),), "hand", "1", value=Value(w, n))
            for p, w, n in stated
        ]

    def _tie_claims(self, tie: Tie, document: str) -> list[Claim]:
        return [self._tie_claim(tie, document, valid) for name, valid in tie.said if name == document]

    def _tie_claim(self, tie: Tie, document: str, valid: str | None) -> Claim:
        one, other = self.mention(tie.subject, document), self.mention(tie.object, document)
        return Claim(
            subject=one.id,
            predicate=tie.type,
            document=one.document,
            evidence=((one.start, one.end + tie.number),),  # every tie has words of its own
            extractor="hand",
            version="1",
            object=other.id,
            qualifiers=(*((("role", tie.qualifier),) if tie.qualifier else ()), *tie.details),
            valid=Interval.parse(valid) if valid else None,
        )

    def _support(self, claim: Claim, document: str, classes: dict[str, int]) -> Support:
        told = self.documents[document]
        return Support(
            claim.id, classes[told.id], told.received, told.due, told.reliability, told.credibility, told.origin,
            valid=claim.valid.normal if claim.valid else None, written=claim.value.written if claim.value else None,
        )  # fmt: skip

    def entities(self, documents: Collection[str], classes: dict[str, int]) -> list[EntityRow]:
        rows = []
        for thing in self.things.values():
            own = [d for d in thing.documents if d in documents]
            claims = [(c, d) for d in own for c in self._claims(thing, d)]
            values: dict[tuple[str, str], list[tuple[Claim, str]]] = {}
            for claim, document in claims:
                if claim.predicate != TYPE and claim.value:
                    values.setdefault((claim.predicate, claim.value.normal), []).append((claim, document))
            if own:
                rows.append(
                    EntityRow(
                        id=self._members(thing, documents)[0],
                        type=thing.type,
                        members=tuple(self._members(thing, documents)),
                        supports=tuple(self._support(c, d, classes) for c, d in claims if c.predicate == TYPE),
                        values=tuple(
                            ValueRow(p, n, n, tuple(self._support(c, d, classes) for c, d in said))
                            for (p, n), said in sorted(values.items())
                        ),
                        person_class=thing.person_class,
                    )
                )  # fmt: skip
        return rows

    def links(self, documents: Collection[str], classes: dict[str, int]) -> list[LinkRow]:
        return [
            LinkRow(
                id=self.link_id(tie),
                type=tie.type,
                subject=self._members(self.things[tie.subject], documents)[0],
                object=self._members(self.things[tie.object], documents)[0],
                supports=tuple(
                    self._support(self._tie_claim(tie, d, v), d, classes) for d, v in tie.said if d in documents
                ),
                qualifier=tie.qualifier,
                when=tie.when,
                details=tie.details,
            )
            for tie in self.ties
            if any(d in documents for d, _ in tie.said)
        ]


_CALLED_BY = {"PopulationGroup": "description", "Event": "description", "Phone": "number", "IdentityDocument": "number"}
"""The property by which a type without names is called, here."""


def _naming(type_: str, written: str) -> tuple[str, str, str]:
    if type_ in _CALLED_BY:
        return _CALLED_BY[type_], written, written
    return "name", written, fold(written)


async def view(store: Store, *agencies: str, **limits: object) -> Visibility:
    """A caller who may see what these agencies submitted; without any, everything."""
    classes = await store.classes()
    mine = frozenset(mk for mk, block in classes.items() if not agencies or block["submitting_agency"] in agencies)
    limits.setdefault("today", TODAY)
    return Visibility(mine, **limits)  # type: ignore[arg-type]


async def neighbours_of(store: Store, caller: Visibility, id_: str) -> list[Neighbour]:
    """The first neighbours, of every kind."""
    page = await store.neighbours(caller, id_, links=(), ends=(), direction="both", limit=50, after=None)
    return list(page.items)


async def search(store: Store, caller: Visibility, query: str, mode: SearchMode = "fuzzy") -> list[str]:
    """Labels of what a name search finds, best first."""
    page = await store.search_names(caller, query, types=(), mode=mode, limit=50, after=None)
    return [hit.entity.label for hit in page.items]


async def find_by_key(store: Store, caller: Visibility, property_: str, normal: str) -> list[EntityView]:
    """Entities with one value of one property."""
    (found,) = await store.find_by_keys(caller, [(property_, normal)])
    return found
