"""Where a document plays, and which of its claims say less than they seem to of what a thing is."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from graph.resolution.vocabulary import words
from ontology.claim import TYPE, Claim
from ontology.document import Mention
from ontology.values.name import tokens

_PLACED = frozenset({"gazetteer", "country", "admin1", "coordinate"})
"""What a gazetteer says of a place."""
_OF_NAMES = frozenset({"name", *_PLACED})
_AFTER_COMMA = 2
_MOST = 0.6
"""The share of a document's places that one country (or division) must have to be its setting."""


def doubtful(claims: Sequence[Claim], mentions: Iterable[Mention]) -> frozenset[str]:
    """Ids of claims that identity does not rest on; they are shown like all others.

    What a part of a mention's words says is not said of the whole: "Louisiana Avenue" is not Louisiana, "HSI Omaha" not
    all of HSI. In a dateline ("Guatemala, 15 de mayo") the name of a country is that of its capital. A place that the
    text puts into another country than the gazetteer does is another place, and which of two towns of one name on the
    two sides of a border is meant, the gazetteer can only guess.
    """
    of_mention: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.value is not None:
            of_mention[claim.subject].append(claim)
    found = {id_ for said in of_mention.values() for id_ in _of_a_part(said)}
    for mention in _datelines(mentions, of_mention):
        found |= {c.id for c in of_mention[mention] if c.predicate == "gazetteer"}
    for mention in _twins(claims, of_mention):
        found |= {c.id for c in of_mention[mention] if c.predicate in _PLACED}
    for mention in _elsewhere(claims, of_mention):
        found |= {c.id for c in of_mention[mention] if c.predicate in _PLACED}
    return frozenset(found)


def _of_a_part(said: Sequence[Claim]) -> Iterator[str]:
    whole = next((c.value.written for c in said if c.predicate == TYPE and c.value), "")
    every = set(tokens(whole)) - words().particles - words().vague
    for claim in said:
        part = set(tokens(claim.value.written)) if claim.value and claim.predicate in _OF_NAMES else set()
        if part and every > part:
            yield claim.id


def _datelines(mentions: Iterable[Mention], of_mention: Mapping[str, Sequence[Claim]]) -> Iterator[str]:
    """Countries that a comma and a date follow."""
    places = {m.id: m for m in mentions}
    dates = {places[m].start for m, said in of_mention.items() if _is(said, "Date")}
    for mention, said in sorted(of_mention.items()):
        predicates = {c.predicate for c in said}
        country = "country" in predicates and not predicates & {"admin1", "coordinate"} and _is(said, "Place")
        if country and places[mention].end + _AFTER_COMMA in dates:
            yield mention


def _twins(claims: Sequence[Claim], of_mention: Mapping[str, Sequence[Claim]]) -> Iterator[str]:
    """Towns of one name on two sides of a border, where no statement says in what they lie."""
    placed = {c.subject for c in claims if c.predicate == "locatedIn" and c.makes_graph}
    for mention, said in sorted(of_mention.items()):
        names = {t for c in said if c.predicate == "name" and c.value for t in tokens(c.value.written)}
        if names and mention not in placed and names - words().particles <= words().twins and _is(said, "Place"):
            yield mention


def _is(said: Sequence[Claim], type_: str) -> bool:
    return any(c.predicate == TYPE and c.value and c.value.normal == type_ for c in said)


def _elsewhere(claims: Sequence[Claim], of_mention: Mapping[str, Sequence[Claim]]) -> Iterator[str]:
    for claim in claims:
        if claim.predicate == "locatedIn" and claim.object is not None and claim.makes_graph:
            inner, outer = (_countries(of_mention.get(m, ())) for m in (claim.subject, claim.object))
            if inner and outer and not inner & outer:
                yield claim.subject
                yield claim.object


def _countries(said: Sequence[Claim]) -> set[str]:
    return {c.value.normal for c in said if c.predicate == "country" and c.value and c.makes_graph}


def setting(claims: Iterable[Claim]) -> frozenset[str]:
    """The country, and the division of it (`MEX Sonora`), in which most of the places that claims tell lie."""
    told: dict[str, dict[str, str]] = defaultdict(dict)
    for claim in claims:
        if claim.predicate in ("country", "admin1") and claim.value and claim.makes_graph:
            told[claim.subject][claim.predicate] = claim.value.normal
    placed = [t for t in told.values() if "country" in t]
    countries = _most(t["country"] for t in placed)
    return countries | _most(
        f"{t['country']} {t['admin1']}" for t in placed if "admin1" in t and t["country"] in countries
    )


def _most(named: Iterable[str]) -> frozenset[str]:
    counts = Counter(named)
    return frozenset(name for name, many in counts.items() if many > _MOST * counts.total())
