"""What one document says of each thing in it: a pure function of its live claims and the judgements about them.

A document is read into groups of mentions (coreference, less what people judged different), each a profile with the
names, values and company that resolution compares. Groups are what clusters are made of.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from graph.judgement import Decisions
from graph.resolution.names import alnum, body_name
from graph.resolution.scene import doubtful, setting
from graph.resolution.spelling import sound
from graph.resolution.together import Groups
from graph.resolution.vocabulary import words
from ontology.claim import COREFERENT, TYPE, Claim
from ontology.document import Document, Mention
from ontology.few import is_few
from ontology.model import Property, Schema
from ontology.values import value_type
from ontology.values.name import fold

NAME_VALUE = "name"
MARKS = frozenset({"plate", "vin", "imo", "mmsi", "tail_number", "handle"})
"""Value types whose written form is itself what a mention's words are ("KXR 4471"): no name beside it."""
BODY_KINDS = {
    "CriminalNetwork": "body", "Organization": "body", "Agency": "agency", "Site": "site", "Route": "site",
    "Vessel": "vessel",
}  # fmt: skip
"""Which list of words of kind the names of a type are read with."""
WRITTEN_MARKS = frozenset({"Phone", "Email", "IdentityDocument", "FinancialAccount"})
"""Types without names, of which a number that no recogniser could read is compared as it is written."""
MIN_PART = 4
_REACHED = "contacted"
"""A link that gives neither end what the other has: the number that somebody dialed is not his own."""
COMMON_COMPANY = frozenset({"Place", "Agency", "Commodity", "Event", "PopulationGroup"})
"""What reports of all kinds have in common: naming it makes no company."""


@dataclass(frozen=True, slots=True)
class Profile:
    """One thing as one document tells it. `id` is its representative mention, the first in the text.

    `names` are written forms; `values` normal forms by property, only what is asserted and actual. `linked` holds, by
    the type of things that this one is linked to in the document, what identifies them (a number it uses, the network
    it belongs to). `company` is what identifies the other things in the document, `beside` are those profiles of it
    that a statement links to this one. `setting` are the country and the divisions in which the document plays.
    `perhaps` are profiles of it that it says may be this one ("Junior may be Leo Paz"). `generic` are those of `linked`
    that very many persons are linked to, as far as somebody has counted.
    `shielded`: a protected person, whom no machine merges.
    """

    id: str
    document: str
    type: str
    mentions: tuple[str, ...]
    names: tuple[str, ...] = ()
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    linked: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    company: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    perhaps: frozenset[str] = frozenset()
    setting: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    generic: frozenset[str] = frozenset()
    shielded: bool = False

    def one(self, property_: str) -> str | None:
        """The first value of a property, or None."""
        values = self.values.get(property_, ())
        return values[0] if values else None


@dataclass(frozen=True, slots=True)
class Reading:
    """A document read: its profiles by id, which of them holds each mention, and the claims that stand. `document` is
    without its text."""

    document: Document
    profiles: Mapping[str, Profile]
    holder: Mapping[str, str]
    claims: tuple[Claim, ...]


def read(
    document: Document, mentions: Iterable[Mention], claims: Iterable[Claim], decisions: Decisions, schema: Schema
) -> Reading:
    """Read one document. Withdrawn or superseded documents have no profiles and no claims."""
    bare = replace(document, text="")
    if document.id in decisions.gone:
        return Reading(bare, {}, {}, ())
    standing = tuple(sorted((c for c in claims if c.id not in decisions.rejected), key=lambda c: c.id))
    listed = tuple(mentions)
    places = {m.id: (m.start, m.end, m.k) for m in listed}
    types = _types(standing, decisions, schema)
    left_out = doubtful(standing, listed)
    telling = tuple(c for c in standing if c.id not in left_out)
    groups = _groups(sorted(types, key=lambda m: (places[m], m)), types, telling, decisions, schema)
    holder = {m: members[0] for members in groups for m in members}
    kinds = {members[0]: _type_of(members, types, decisions) for members in groups}
    profiles = _profiles(document, groups, kinds, holder, telling, schema)
    return Reading(bare, {p.id: p for p in profiles}, holder, standing)


def _types(claims: Iterable[Claim], decisions: Decisions, schema: Schema) -> dict[str, str]:
    """Mention → type of entity: what a person says, else the best scored claim (ties: the name)."""
    said: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for claim in claims:
        if claim.predicate == TYPE and claim.value and claim.value.normal in schema.types:
            said[claim.subject].append((-claim.score, claim.value.normal))
    types = {mention: decisions.types.get(mention) or min(options)[1] for mention, options in said.items()}
    return {m: t for m, t in types.items() if not schema.types[t].is_value}


def _groups(
    order: Sequence[str], types: Mapping[str, str], claims: Sequence[Claim], decisions: Decisions, schema: Schema
) -> list[tuple[str, ...]]:
    """Mentions that are one thing in the document, each group in the order of the text, ordered by first mention."""
    place = {m: i for i, m in enumerate(order)}
    groups = Groups(order)
    for left, right, verdict in decisions.pairs:
        if left in place and right in place:
            if verdict == "different":
                groups.part(left, right)
            elif verdict == "same" and types[left] == types[right]:
                groups.join(left, right)
    by_type: dict[str, set[str]] = {}
    for claim in claims:  # what an extractor called the mentions counts here: one retyped mention takes its group along
        if claim.predicate == TYPE and claim.value and claim.subject in place:
            by_type.setdefault(claim.subject, set()).add(claim.value.normal)
    links = [
        (-c.score, min(place[c.subject], place[c.object]), max(place[c.subject], place[c.object]), c.subject, c.object)
        for c in claims
        if c.identifies and c.subject in place and c.object in place
    ]
    for *_, one, other in sorted(links):
        if by_type[one] & by_type[other]:
            groups.join(one, other)
    shared: dict[tuple[str, str, str], str] = {}
    for claim in claims:
        prop = schema.types[types[claim.subject]].properties.get(claim.predicate) if claim.subject in place else None
        if prop and prop.key and claim.value and claim.makes_graph and is_key(prop, claim.value.normal):
            key = (types[claim.subject], prop.name, claim.value.normal)
            groups.join(shared.setdefault(key, claim.subject), claim.subject)
    return [tuple(sorted(g, key=place.__getitem__)) for g in groups.all()]


def _type_of(members: Sequence[str], types: Mapping[str, str], decisions: Decisions) -> str:
    judged = [decisions.types[m] for m in members if m in decisions.types]
    return judged[0] if judged else types[members[0]]


def name_of(claim: Claim, schema: Schema, type_: str, beside: Sequence[Claim]) -> str | None:
    """The name that a mention's own words are, where no claim `beside` (of the same mention) gives one."""
    if claim.predicate != TYPE or claim.value is None or NAME_VALUE not in schema.types[type_].properties:
        return None
    written = alnum(claim.value.written)
    for other in beside:
        prop = schema.types[type_].properties.get(other.predicate)
        if prop and other.value and (
            prop.value == NAME_VALUE or (prop.value in MARKS and alnum(other.value.written) in written)
        ):  # fmt: skip
            return None
    return claim.value.written or None


def _profiles(
    document: Document,
    groups: Sequence[tuple[str, ...]],
    kinds: Mapping[str, str],
    holder: Mapping[str, str],
    claims: Sequence[Claim],
    schema: Schema,
) -> tuple[Profile, ...]:
    names: dict[str, set[str]] = defaultdict(set)
    values: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    of_mention: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        of_mention[claim.subject].append(claim)
    for mention, said in of_mention.items():
        group = holder.get(mention)
        if group is None:
            continue
        type_ = schema.types[kinds[group]]
        for claim in said:
            prop = type_.properties.get(claim.predicate)
            if prop and claim.value and claim.makes_graph and prop.fits(claim.value.normal):
                if prop.value == NAME_VALUE:
                    names[group].add(claim.value.written)
                values[group][prop.name].add(claim.value.normal)
            elif (name := name_of(claim, schema, type_.name, said)) is not None:
                names[group].add(name)
            elif claim.predicate == TYPE and claim.value and type_.name in WRITTEN_MARKS and len(said) == 1:
                names[group].add(claim.value.written)
    marks = {g: identifying(kinds[g], names[g], values[g], schema) for g in kinds}
    linked: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    beside: dict[str, set[str]] = defaultdict(set)
    perhaps: dict[str, set[str]] = defaultdict(set)
    victims: set[str] = set()
    for claim in claims:
        if claim.object is None or not claim.makes_graph:
            continue
        left, right = holder.get(claim.subject), holder.get(claim.object)
        if left is None or right is None or left == right:
            continue
        if claim.predicate == COREFERENT:
            if not claim.identifies and kinds[left] == kinds[right]:
                perhaps[left].add(right)
                perhaps[right].add(left)
            continue
        beside[left].add(right)
        beside[right].add(left)
        if claim.predicate != _REACHED:
            linked[left][kinds[right]] |= marks[right]
            linked[right][kinds[left]] |= marks[left]
        if claim.qualifier("role") == "victim":
            victims.add(left)
    company = {g: _known_by(kinds[g], marks[g]) for g in kinds if kinds[g] not in COMMON_COMPANY}
    everyone = frozenset().union(*company.values())
    coded = bool(document.handling.protected_codes)
    where = setting(claims)
    towns = frozenset().union(*(marks[g] for g in kinds if kinds[g] == "Place" and not _large(values[g])))
    return tuple(
        Profile(
            id=members[0],
            document=document.id,
            type=kinds[members[0]],
            mentions=members,
            names=tuple(sorted(names[members[0]])),
            values={p: tuple(sorted(v)) for p, v in sorted(values[members[0]].items())},
            linked={t: tuple(sorted(v)) for t, v in sorted(linked[members[0]].items())},
            company=everyone - company.get(members[0], frozenset()),
            beside=frozenset(beside[members[0]]),
            perhaps=frozenset(perhaps[members[0]]),
            setting=where,
            places=towns - marks[members[0]],
            shielded=coded or members[0] in victims or "protectedRole" in values[members[0]],
        )
        for members in groups
    )


def _large(values: Mapping[str, object]) -> bool:
    """Whether a place is a country or a division of one: the gazetteer gives it no point."""
    return "country" in values and "coordinate" not in values


def _known_by(type_: str, marks: Iterable[str]) -> frozenset[str]:
    """What a thing is recognised by in another document: parts of names, since reports tell them in different parts."""
    if type_ != "Person" and type_ not in BODY_KINDS:
        return frozenset(marks)
    return frozenset(
        f"{type_} {sound(part)}"
        for mark in marks
        for part in mark.partition(" ")[2].split()
        if len(part) >= MIN_PART and part not in words().common_parts
    )


def is_key(prop: Property, normal: str) -> bool:
    """Whether a normal form stands for one value; of several ones (a number's tail) it is evidence but no key."""
    return prop.fits(normal) and not value_type(prop.value).partial(normal)


def key_values(profile: Profile, schema: Schema) -> tuple[str, ...]:
    """Equal keys of the ontology are one thing without further evidence: `Type|property|normal`, sorted."""
    return tuple(
        f"{profile.type}|{prop.name}|{normal}"
        for prop in schema.types[profile.type].keys
        for normal in profile.values.get(prop.name, ())
        if is_key(prop, normal)
    )


def _many(prop: Property, normal: str) -> bool:
    """Whether this counts more than a few people: small counts are met everywhere, and are not told."""
    return prop.value == "estimate" and prop.fits(normal) and not is_few(normal)


def identifying(type_: str, names: Iterable[str], values: Mapping[str, Iterable[str]], schema: Schema) -> set[str]:
    """What tells a thing from others, as texts that may be compared across documents: keys, marks, folded names; of a
    group of people, how many they are."""
    properties = schema.types[type_].properties
    marks = {
        f"{type_} {normal}"
        for name, normals in values.items()
        for normal in normals
        if name in properties
        and (properties[name].key or properties[name].value in MARKS or _many(properties[name], normal))
        and is_key(properties[name], normal)
    }
    if marks or type_ not in BODY_KINDS:
        return marks or {f"{type_} {' '.join(fold(name).split())}" for name in names}
    bodies = [body_name(name, BODY_KINDS[type_]) for name in names]
    return {f"{type_} {' '.join(b.content or b.all)}" for b in bodies}
