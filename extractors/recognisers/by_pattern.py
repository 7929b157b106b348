"""What is recognised by pattern files alone: identifiers, events, conveyances, goods, organisations, roads, routes.

Organisations and vessels that were named once are found again by their short names.
"""

from __future__ import annotations

from collections.abc import Iterator

from extractors.analysis import Analysis
from extractors.part import CUED, Found, Recogniser
from extractors.recognisers.columns import identifiers
from extractors.recognisers.lexicon import lexicon
from extractors.recognisers.named import later, short_forms
from extractors.recognisers.patterns import run

NAME = "patterns"
SUBJECTS = ("identifiers", "events", "conveyances", "goods", "organizations", "roads", "routes")
AGAIN = ("Organization", "Vessel")


def find(analysis: Analysis) -> Iterator[Found]:
    found = [*run(SUBJECTS, analysis, NAME), *identifiers(analysis, NAME)]
    yield from found
    names: dict[str, str] = {}
    for each in found:
        if each.type in AGAIN and each.rank >= CUED and any(property_ == "name" for property_, _ in each.attributes):
            heads = lexicon("named")[each.type]
            names |= dict.fromkeys(short_forms(analysis.text[each.start : each.end], heads), each.type)
    yield from later(analysis, names, [f for f in found if f.type in AGAIN], NAME)


PART = Recogniser(NAME, "4", find)
