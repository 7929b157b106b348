"""Place names by gazetteer, with the place that is meant where the context says so; border crossings as sites."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache, lru_cache

from extractors.analysis import Analysis
from extractors.fold import folded
from extractors.gazetteers.lookup import Hit
from extractors.gazetteers.places import CROSSING, Entry, candidates, names
from extractors.part import CUED, LISTED, Attribute, Found, Recogniser
from extractors.recognisers.lexicon import lexicon
from ontology.claim import Value
from ontology.values import name
from ontology.values.coordinate import Position
from ontology.values.country import alpha3, countries

NAME = "places"
SOURCE_WEIGHT = 1.5
"""Bonus of the source's own country, in powers of ten of population."""
NAMED_WEIGHT = 1.0
STATE_WEIGHT = 3.0
REACH = 25
NOTED = 20_000
"""Population from which a town is taken without a word for a place before it."""
CITY_RADIUS = 5_000
"""Metres around the point of the gazetteer that a town's name may mean."""
Hits = Hit[tuple[str, Entry]]


@cache
def _before() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], dict[str, object]]:
    lists = lexicon("places")
    article = r"(?:the|la|el|los|las|downtown|nearby|northern|southern|eastern|western|central|a)\s+"
    return (
        re.compile(rf"\b{lists.any_of('before')}\s+(?:{article})?$"),
        re.compile(rf"\b{lists.any_of('person_before')}\s+$"),
        re.compile(rf"\s+{lists.any_of('abbreviation_after')}\b"),
        lists["not_alone"],
    )


@lru_cache(maxsize=8)
def listed(text: str) -> tuple[Hits, ...]:
    """Listed names whose capitals fit: every word of a name begins with one, abbreviations are written as listed."""
    return tuple(hit for hit in names().find(text) if _fits(text, hit))


def _fits(text: str, hit: Hits) -> bool:
    written = text[hit.start : hit.end]
    listed = [called for called, _ in hit.entries]
    if all(_abbreviation(name) for name in listed):
        return any(written == name or written == name.rstrip(".") for name in listed)
    if not written[0].isupper():
        return False
    return all(w[0].isupper() or not w[0].isalpha() or len(w) <= 3 or w == "desde" for w in re.findall(r"\w+", written))


def _abbreviation(name: str) -> bool:
    return name.endswith(".") or (name.isupper() and len(name) <= 5) or len(name) <= 2


def countries_named(text: str) -> tuple[str, ...]:
    """Country codes of the countries and first-level divisions that a text names, commonest first."""
    large = ("country", "admin1")
    named = [next((e for kind in large for _, e in hit.entries if e.kind == kind), None) for hit in listed(text)]
    count = Counter(entry.country for entry in named if entry)
    return tuple(code for code, _ in sorted(count.items(), key=lambda item: (-item[1], item[0])) if code)


def run(analysis: Analysis) -> Iterator[Found]:
    text, low = analysis.text, folded(analysis.text)
    before, person, plate_after, not_alone = _before()
    hits = listed(text)
    weight = _weights(analysis.country, hits)
    starts = {hit.start: hit for hit in hits}
    for hit in hits:
        start, end = hit.start, hit.end
        written = text[start:end]
        if any(called == written + "." for called, _ in hit.entries) and text[end : end + 1] == ".":
            end += 1
            written = text[start:end]
        context = low[max(0, start - REACH) : start]
        if person.search(context):
            continue
        rank, score = LISTED, 0.7
        placed = before.search(context) or _apposed(text, end, starts) or context.endswith(", ")
        if all(_abbreviation(called) for called, _ in hit.entries) and not re.match(r"(?:U\.?S\.?A?|EE)", written):
            after_comma = re.search(r"[\w.][,(/]\s?$", text[max(0, start - 4) : start])
            if not after_comma and not (plate_after.match(low, end) and written.isupper()) and len(written) < 3:
                continue
            if len(written) > 2 and not after_comma and not placed:
                continue
            rank = CUED
        elif _inside_name(text, start, end, starts):
            continue
        elif placed:
            rank, score = CUED, 0.85
        elif folded(written) in not_alone or not any(e.curated or e.population >= NOTED for _, e in hit.entries):
            continue
        called = [("name", value)] if (value := name.clean(written)) else []
        meant = _meant(hit, text, end, starts, weight)
        if meant and meant[0].kind == CROSSING:
            yield Found(start, end, "Site", rank, NAME, kind="port_of_entry", attributes=tuple(called), score=score)
        else:
            yield Found(start, end, "Place", rank, NAME, attributes=(*called, *_told(written, meant)), score=score)


def _apposed(text: str, end: int, starts: Mapping[int, Hits]) -> bool:
    """Whether a comma and another listed name follow, as in "Roma, Texas"."""
    match = re.compile(r",\s+").match(text, end)
    return bool(match and match.end() in starts)


def _inside_name(text: str, start: int, end: int, starts: Mapping[int, Hits]) -> bool:
    """Whether another capitalised word stands directly beside it, so that it may be part of a longer name."""
    stop = lexicon("persons")["not_names"]
    before = re.search(r"(?:^|[^\w.])([A-ZÁÉÍÓÚÑ][\w'’-]*)[ ]$", text[max(0, start - 24) : start])
    after = re.compile(r"[ -]([A-ZÁÉÍÓÚÑ][\w'’]+)").match(text, end)
    if after and after.start(1) not in starts and folded(after[1]) not in stop:
        return True
    return bool(before and folded(before[1]) not in stop and text[start:end] != text[start:end].upper())


def _weights(source: str | None, hits: Sequence[Hits]) -> dict[str, float]:
    weight: dict[str, float] = {}
    for hit in hits:
        one_country = len({entry.country for _, entry in hit.entries}) == 1
        for _, entry in hit.entries:
            if not one_country:
                continue  # an ambiguous name tells nothing of where the text is
            if entry.kind == "country":
                weight[entry.country] = NAMED_WEIGHT
            elif entry.kind == "admin1":
                weight[entry.country] = max(weight.get(entry.country, 0.0), NAMED_WEIGHT / 2)
                weight[f"{entry.country}/{entry.admin1}"] = NAMED_WEIGHT
    if source:
        weight[source] = weight.get(source, 0.0) + SOURCE_WEIGHT
    return weight


def _meant(hit: Hits, text: str, end: int, starts: Mapping[int, Hits], weight: dict[str, float]) -> list[Entry]:
    """What may be meant. A division that follows decides."""
    follow = re.compile(r",\s+").match(text, end)
    if follow and follow.end() in starts:
        for _, e in starts[follow.end()].entries:
            if e.kind in ("admin1", "country"):
                key = f"{e.country}/{e.admin1}" if e.kind == "admin1" else e.country
                weight = {**weight, key: weight.get(key, 0.0) + STATE_WEIGHT}
    return candidates({entry.id: entry for _, entry in hit.entries}, weight)


def _told(written: str, meant: Sequence[Entry]) -> Iterator[Attribute]:
    """Gazetteer id, country and division of the place meant, or the ids of all that may be meant."""
    if len(meant) > 1:
        for entry in meant:
            yield "candidate", Value(written, entry.id)
        return
    for chosen in meant:
        yield "gazetteer", Value(written, chosen.id)
        if chosen.country in _codes():
            yield "country", Value(written, alpha3(chosen.country))
        if chosen.admin1 and not chosen.admin1.isdigit():
            yield "admin1", Value(written, chosen.admin1)
        if chosen.lat is not None and chosen.lon is not None:
            position = Position.of(Decimal(str(chosen.lat)), Decimal(str(chosen.lon)), CITY_RADIUS)
            yield "coordinate", Value(written, position.normal)


@cache
def _codes() -> frozenset[str]:
    return frozenset(country.alpha2 for country in countries().values())


PART = Recogniser(NAME, "3", run)
