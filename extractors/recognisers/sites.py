"""Sites: hotels, ranches, bridges, checkpoints, addresses, by kind and name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from extractors.analysis import Analysis
from extractors.fold import plain
from extractors.part import CUED, Found, Recogniser
from extractors.recognisers.lexicon import lexicon
from extractors.recognisers.named import later, listed_elsewhere, short_forms
from extractors.recognisers.patterns import run
from ontology.values import name

NAME = "sites"
_TOWN = re.compile(r"(?<=\w)[ ](?:de|en|del|in)[ ](?P<town>(?:(?:El|La|Los|Las)[ ])?[A-Z][\w-]*(?:[ ][A-Z][\w-]*)*)\Z")


def find(analysis: Analysis) -> Iterator[Found]:
    listed = listed_elsewhere(analysis)
    text = plain(analysis.text)
    found = [_without_town(f, text, listed) for f in run(("sites",), analysis, NAME)]
    yield from found
    heads = lexicon("named")["Site"]
    names: set[str] = set()
    for each in found:
        if each.rank >= CUED and (forms := short_forms(analysis.text[each.start : each.end], heads)):
            names |= forms
    yield from later(analysis, dict.fromkeys(names, "Site"), found, NAME)


def _without_town(found: Found, text: str, listed: frozenset[tuple[int, int]]) -> Found:
    """A "Hotel Las Brisas de Tapachula" is a site in a town; "aeropuerto de Toluca" is named by its town and stays."""
    match = _TOWN.search(text[found.start : found.end])
    if match is None:
        return found
    town = (found.start + match.start("town"), found.start + match.end("town"))
    rest = text[found.start : found.start + match.start()]
    if town not in listed or not re.search(r"[ ](?:\w+[ ])*[A-Z]", rest):
        return found
    value = name.clean(rest)
    return replace(found, end=found.start + match.start(), attributes=(("name", value),) if value else ())


PART = Recogniser(NAME, "2", find)
