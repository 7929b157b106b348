"""Criminal networks: names with a head (cártel de, célula, HSO, crew …), listed groups, acronyms, later short forms."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.analysis import Analysis
from extractors.fold import plain
from extractors.part import CUED, Found, Recogniser
from extractors.recognisers.lexicon import lexicon
from extractors.recognisers.named import later, short_forms
from extractors.recognisers.patterns import run

NAME = "networks"
_ACRONYM = re.compile(r"\s?\((?P<acronym>[A-Z][A-Z0-9-]{1,5}|(?:[A-Z]\.){2,5})\)")


def find(analysis: Analysis) -> Iterator[Found]:
    found = list(run(("networks",), analysis, NAME))
    yield from found
    heads = lexicon("named")["network"]
    text = plain(analysis.text)
    names: set[str] = set()
    for each in found:
        if each.rank < CUED:
            continue
        if match := _ACRONYM.match(text, each.end):
            names.add(match["acronym"])
        names |= {form for form in short_forms(analysis.text[each.start : each.end], heads) if form.count(" ") < 2}
    yield from later(analysis, dict.fromkeys(names, "CriminalNetwork"), found, NAME)


PART = Recogniser(NAME, "3", find)
