"""Clusters and claims → the rows of the projection. Nothing here is truth: equal input gives equal rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from graph.resolution.names import person_name
from graph.resolution.profiles import NAME_VALUE, Reading, name_of
from graph.rows import EntityRow, LinkRow, PersonClass, Support, ValueRow
from ontology.claim import TYPE, Claim, Value
from ontology.ids import content_id
from ontology.model import Schema
from ontology.values.name import clean

Cluster = Sequence[str]
"""Ids of the profiles that are one thing."""


@dataclass(frozen=True, slots=True)
class Source:
    """The documents that a projection is made of: each read, with its marking class."""

    readings: Mapping[str, Reading]
    classes: Mapping[str, int]
    subjects: frozenset[str]
    schema: Schema

    def support(self, claim: Claim) -> Support:
        document = self.readings[claim.document].document
        return Support(
            claim=claim.id,
            mk=self.classes[claim.document],
            known_from=document.received,
            due=document.due,
            reliability=document.reliability,
            credibility=document.credibility,
            origin=document.origin,
            valid=claim.valid.normal if claim.valid else None,
        )

    def supports(self, claims: Iterable[Claim]) -> tuple[Support, ...]:
        return tuple(sorted((self.support(c) for c in claims), key=lambda s: s.claim))


def members_of(cluster: Cluster, documents: Mapping[str, str], source: Source) -> tuple[str, ...]:
    """Mentions of a cluster by (received, mention id). `documents` leads a profile to its document."""
    found = []
    for id_ in cluster:
        reading = source.readings[documents[id_]]
        found += [(reading.document.received, m) for m in reading.profiles[id_].mentions]
    return tuple(mention for _, mention in sorted(found))


def entity_row(cluster: Cluster, documents: Mapping[str, str], source: Source) -> EntityRow:
    """The row of one cluster: its type, members, values, and the claims each rests on."""
    members = members_of(cluster, documents, source)
    held = set(members)
    type_ = source.readings[documents[cluster[0]]].profiles[cluster[0]].type
    said: dict[str, list[Claim]] = defaultdict(list)
    for document in sorted({documents[id_] for id_ in cluster}):
        for claim in source.readings[document].claims:
            if claim.subject in held and claim.value is not None and claim.makes_graph:
                said[claim.subject].append(claim)
    typed = [c for claims in said.values() for c in claims if c.predicate == TYPE]
    agreeing = [c for c in typed if c.value and c.value.normal == type_]
    person_class: PersonClass | None = None
    if type_ == "Person":
        person_class = "subject" if held & source.subjects else "mentioned"
    return EntityRow(
        id=members[0],
        type=type_,
        members=members,
        supports=source.supports(agreeing or typed),
        values=_values(type_, said, source),
        person_class=person_class,
    )


def _values(type_: str, said: Mapping[str, Sequence[Claim]], source: Source) -> tuple[ValueRow, ...]:
    properties = source.schema.types[type_].properties
    found: dict[tuple[str, str], list[tuple[Claim, str]]] = defaultdict(list)
    for claims in said.values():
        for claim in claims:
            prop = properties.get(claim.predicate)
            if prop and claim.value and prop.fits(claim.value.normal):
                found[prop.name, claim.value.normal].append((claim, claim.value.written))
            elif named := _name(type_, claim, claims, source.schema):
                found[named[0], named[1].normal].append((claim, named[1].written))
    return tuple(
        ValueRow(name, _written(claims, source), normal, _told(claims, source))
        for (name, normal), claims in sorted(found.items())
    )


def _name(type_: str, claim: Claim, beside: Sequence[Claim], schema: Schema) -> tuple[str, Value] | None:
    """The property and the name that a mention's own words are, where its claims give none."""
    written = name_of(claim, schema, type_, beside)
    value = clean(written) if written else None
    if value is None:
        return None
    nickname = type_ == "Person" and person_name(value.written).nickname
    return ("alias" if nickname else NAME_VALUE), value


def _told(claims: Sequence[tuple[Claim, str]], source: Source) -> tuple[Support, ...]:
    """The supports of a value, each with the form that its claim gives."""
    forms = {c.id: written for c, written in claims}
    return tuple(replace(s, written=forms[s.claim]) for s in source.supports({c.id: c for c, _ in claims}.values()))


def _written(claims: Sequence[tuple[Claim, str]], source: Source) -> str:
    """The form to show of a value that reports write differently: that of the first report."""
    return min((source.readings[c.document].document.received, c.id, written) for c, written in claims)[2]


@dataclass(frozen=True, slots=True)
class Ends:
    """What a link needs to know of an end: the entity's id and type."""

    id: str
    type: str


def link_rows(claims: Iterable[Claim], ends: Mapping[str, Ends], source: Source) -> tuple[tuple[LinkRow, ...], int]:
    """Links that these claims make between entities, and how many claims do not fit the schema. `ends` leads each
    mention that an entity holds to it."""
    gathered: dict[str, list[tuple[LinkRow, Claim]]] = defaultdict(list)
    misfits = 0
    for claim in claims:
        link = source.schema.links.get(claim.predicate)
        if link is None or claim.object is None or not claim.makes_graph:
            continue
        subject, object_ = ends.get(claim.subject), ends.get(claim.object)
        if subject is None or object_ is None or subject.id == object_.id:
            continue
        if not link.allows(subject.type, object_.type):
            misfits += 1
            continue
        if link.symmetric and subject.id > object_.id:
            subject, object_ = object_, subject
        qualifier = claim.qualifier(link.qualifier) if link.qualifier else None
        if qualifier is not None and link.qualifier and not link.properties[link.qualifier].fits(qualifier):
            misfits += 1
            continue
        when = claim.valid.normal if link.time == "occurrence" and claim.valid else None
        id_ = content_id("l", link.name, subject.id, object_.id, qualifier, *([when] if when else []))
        details = tuple(
            (n, v)
            for n, v in claim.qualifiers
            if n != link.qualifier and n in link.properties and link.properties[n].fits(v)
        )
        row = LinkRow(id_, link.name, subject.id, object_.id, (), qualifier, when, details)
        gathered[id_].append((row, claim))
    rows = []
    for _, said in sorted(gathered.items()):
        row = said[0][0]
        common = set(row.details).intersection(*(set(r.details) for r, _ in said))
        supports = source.supports({c.id: c for _, c in said}.values())
        rows.append(
            LinkRow(row.id, row.type, row.subject, row.object, supports, row.qualifier, row.when, tuple(sorted(common)))
        )
    return tuple(rows), misfits
